"""What a caller learns about a running server."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "shanyu"
ROLE = "shanyu"
SUPERUSER = "postgres"
PORT = 5432  # names the socket file only: nothing listens on the network


@dataclass(frozen=True)
class ServerInfo:
    """A running server: `version` is its major version, `started` tells whether this call started it."""

    socket_dir: Path
    data_dir: Path
    version: int
    pid: int
    started: bool

    @property
    def dsn(self) -> dict[str, str | int]:
        """Keyword arguments for `psycopg.connect`, as the plain role that owns the database."""
        return {"host": str(self.socket_dir), "port": PORT, "user": ROLE, "dbname": DATABASE}

    @property
    def url(self) -> str:
        """The same as a libpq URL, usable as `DATABASE_URL`."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.socket_dir))}&port={PORT}"

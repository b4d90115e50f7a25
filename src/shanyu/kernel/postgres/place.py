"""Where a home keeps its server: locks and log in the home, data there too, the socket in a short place.

When root runs Shanyu and the home lies below a directory that a plain user cannot enter (/root, mode 0700),
the data goes to /var/lib/shanyu/<name> and the home remembers that in `postgres/data.path`. The name has a
random part: a home that was deleted and made anew gets new data, never the old one by accident.
"""

import hashlib
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from shanyu.kernel.postgres import account as accounts
from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.account import Account
from shanyu.kernel.postgres.binaries import SHARED_STATE

SOCKET_PATH_LIMIT = 107  # sun_path holds 108 bytes with its end mark
SOCKET_NAME = ".s.PGSQL.5432.lock"


@dataclass(frozen=True)
class Place:
    """The paths of one home's server and the account that runs it."""

    home: Path
    root: Path
    data_dir: Path
    account: Account

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def exists(self) -> bool:
        """Whether a whole cluster is there (it appears by a rename, so it is never half made)."""
        return (self.data_dir / "PG_VERSION").is_file()


def locate(home: Path) -> Place:
    """The place of a home, made if it is not there yet."""
    home = Path(os.path.realpath(home))
    root = home / "postgres"
    try:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        account = accounts.choose(root, home)
        if not root.is_dir():
            root.mkdir(mode=0o700)
            account.own(root)
        data_dir = _data_dir(home, root, account)
    except OSError as error:
        raise errors.from_os_error(error, home, accounts.owner_name(root)) from error
    if data_dir.is_dir() and data_dir.stat().st_uid != account.uid:
        raise errors.not_ours(data_dir, accounts.owner_name(data_dir))
    return Place(home, root, data_dir, account)


def _data_dir(home: Path, root: Path, account: Account) -> Path:
    remembered = root / "data.path"
    inside = root / "data"
    if remembered.is_file():
        outside = Path(remembered.read_text().strip())
        _check_not_copied(home, outside)
        return outside / "data"
    if not account.dropped or account.can("w", root):
        return inside
    if inside.is_dir():
        raise errors.unreachable(inside, account.name)
    outside = SHARED_STATE / f"{_digest(home)}-{secrets.token_hex(4)}"
    outside.mkdir(mode=0o700, parents=True)
    SHARED_STATE.chmod(0o755)
    (outside / "home").write_text(f"{home}\n")
    account.own(outside)
    remembered.write_text(f"{outside}\n")
    return outside / "data"


def _check_not_copied(home: Path, outside: Path) -> None:
    """A moved home takes its data along; a copied one must not open the data of the first."""
    note = outside / "home"
    if not note.is_file():
        return
    first = Path(note.read_text().strip())
    if first == home:
        return
    if (first / "postgres" / "data.path").is_file():
        raise errors.copied_home(home, first)
    note.write_text(f"{home}\n")


def _digest(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def make_socket_dir(place: Place) -> Path:
    """A private directory (0700, owned by the server's user) whose path is short enough for a socket.

    Processes that join a running server read its socket directory from the server, so a different TMPDIR
    does no harm.
    """
    for base in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        directory = base / f"shanyu-{_digest(place.home)}"
        fits = len(os.fsencode(directory / SOCKET_NAME)) <= SOCKET_PATH_LIMIT
        if fits and base.is_dir() and place.account.can("x", base):
            return _private(directory, place.account)
    raise errors.unreachable(Path(tempfile.gettempdir()), place.account.name)


def _private(directory: Path, account: Account) -> Path:
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        status = directory.lstat()
        if status.st_uid == os.geteuid() and account.dropped:
            account.own(directory)
            status = directory.lstat()
        if status.st_uid != account.uid or not directory.is_dir() or directory.is_symlink():
            raise errors.socket_taken(directory)
        directory.chmod(0o700)
    except OSError as error:
        raise errors.from_os_error(error, directory, accounts.owner_name(directory)) from error
    return directory

"""A home of its own for tests that kill: PostgreSQL that waits for the disk, and a web server, both to be shot."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

from shanyu.kernel.postgres import ServerInfo, binaries, ensure_server, process, stop_server
from shanyu.kernel.postgres.account import choose
from shanyu.kernel.postgres.info import PORT, SUPERUSER

#: The writer of the log sleeps for this long, so that what is only promised is lost for certain by a kill.
WRITER_SLEEPS = "10s"


class House:
    """One home with its database and one web process. `url` is where it answers."""

    def __init__(self, home: Path) -> None:
        self.home, self.web = home, None
        shutil.copytree(settings.SHANYU_HOME / "keys", home / "keys")
        self.database: ServerInfo = ensure_server(home)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def copy_of_the_test_database(self) -> None:
        """All tables with what the test has put into them, and the log's writer put to sleep."""
        programs = binaries.choose(choose(self.database.data_dir), self.database.data_dir)
        source = connection.settings_dict
        dump = [programs.program("pg_dump"), "--no-comments", "--no-owner", "--dbname", source["NAME"]]
        where = ["-h", source["HOST"], "-p", str(source["PORT"]), "-U", source["USER"]]
        text = subprocess.run([*dump, *where], check=True, capture_output=True).stdout
        load = [programs.program("psql"), "-q", "--dbname", self.database.url]
        subprocess.run(load, check=True, input=text, stdout=subprocess.DEVNULL)
        superuser = {"host": str(self.database.socket_dir), "port": PORT, "user": SUPERUSER}
        with psycopg.connect(dbname="postgres", autocommit=True, **superuser) as server:
            server.execute(f"ALTER SYSTEM SET wal_writer_delay = '{WRITER_SLEEPS}'")
            server.execute("SELECT pg_reload_conf()")

    def serve(self) -> None:
        environment = {**os.environ, "SHANYU_HOME": str(self.home), "DATABASE_URL": self.database.url}
        command = [
            sys.executable, "-m", "granian", "shanyu.config.wsgi:application", "--interface", "wsgi",
            "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--blocking-threads", "6",
            "--log-level", "critical", "--no-access-log",
        ]  # fmt: skip
        self.web = subprocess.Popen(
            command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True
        )
        until = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.05)

    def _answers(self) -> bool:
        """Whether it answers at all: without a worker it does not call itself healthy."""
        web = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            web.request("GET", "/healthz")
            return web.getresponse().status > 0
        except OSError:
            return False
        finally:
            web.close()

    def kill_web(self) -> None:
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def kill_database(self) -> None:
        """Every process of it, at one moment; then start it again, so that it recovers from its log."""
        for pid in process.using(self.database.data_dir):
            process.send(pid, signal.SIGKILL)
        self.database = ensure_server(self.home)

    def ask(self, statement: str, values: dict | None = None) -> list[tuple]:
        with psycopg.connect(**self.database.dsn, autocommit=True) as server:
            return server.execute(statement, values).fetchall()


@contextmanager
def house(home: Path) -> Iterator[House]:
    """A house of its own, with fsync on whatever the other tests do; everything is ended afterwards."""
    fast = os.environ.pop("SHANYU_PG_FAST", None)
    made = House(home)
    try:
        made.copy_of_the_test_database()
        yield made
    finally:
        if made.web is not None:
            made.kill_web()
        stop_server(home)
        if fast is not None:
            os.environ["SHANYU_PG_FAST"] = fast

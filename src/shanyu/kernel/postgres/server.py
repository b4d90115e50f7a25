"""Starting, joining, owning and stopping the server of a home."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from shanyu.kernel.postgres import binaries, cluster, errors, locks, process, settings
from shanyu.kernel.postgres.diagnosis import explain
from shanyu.kernel.postgres.info import DATABASE, PORT, SUPERUSER, ServerInfo
from shanyu.kernel.postgres.log import open_log, rotate, since
from shanyu.kernel.postgres.place import Place, drop_socket_dir, locate, make_socket_dir

READY_SECONDS = 300.0  # recovery after a crash may take minutes, and must not be interrupted
ASK_EVERY_SECONDS = 0.05


class _Ended(Exception):
    """The server ended, or lost its socket, while we waited for an answer."""


def ensure_server(home: Path) -> ServerInfo:
    """The running server of a home, started if need be. Raises `Unavailable`."""
    place = locate(home)
    with locks.starting(place):
        return _ensure(place)


@contextmanager
def owner(home: Path) -> Iterator[ServerInfo]:
    """The running server of a home; it is stopped when the last owner leaves. Raises `Unavailable`.

    An owner that is killed loses its registration with its life; the server then stays for the next owner.
    """
    place = locate(home)
    with locks.starting(place):
        try:
            info = _ensure(place)
        except KeyboardInterrupt:
            if locks.unowned(place):
                _stop(place)
            raise
        registration = locks.register_owner(place)
    try:
        yield info
    finally:
        with locks.starting(place):
            if locks.leave(place, registration):
                _stop(place)


def stop_server(home: Path) -> bool:
    """Stops the server of a home whoever owns it; false when none ran."""
    with contextlib.suppress(PermissionError):  # `locate` has the sentence for that
        if not (home / "postgres").is_dir():
            return False
    place = locate(home)
    with locks.starting(place):
        return _stop(place)


def _ensure(place: Place) -> ServerInfo:
    rotate(place)
    pid = process.postmaster(place.data_dir)
    if pid is not None:
        try:
            return _answering(place, pid, started=False)
        except _Ended:
            _stop(place)
    return _start(place)


def _start(place: Place) -> ServerInfo:
    programs = binaries.choose(place.account, place.data_dir)
    if place.exists:
        process.end_orphans(place.data_dir)
    else:
        cluster.create(place, programs)
    lock = locks.open_lock(place, "server.lock")
    try:
        if not locks.try_lock(lock):
            raise errors.in_use_elsewhere(place.home)
        place.data_dir.chmod(0o700)  # PostgreSQL refuses data that others may read
        (place.data_dir / "postmaster.pid").unlink(missing_ok=True)  # stale: nobody holds the lock
        offset = place.log.stat().st_size if place.log.exists() else 0
        socket_dir = make_socket_dir(place)
        child = _launch(place, programs, socket_dir, lock)
    except OSError as error:
        raise errors.from_os_error(error, place.data_dir, place.account.name) from error
    finally:
        os.close(lock)
    process.adopt(child)
    try:
        return _answering(place, child.pid, started=True)
    except _Ended as ended:
        drop_socket_dir(place, socket_dir)
        raise explain(place, since(place, offset)) from ended


def _launch(
    place: Place, programs: binaries.Binaries, socket_dir: Path, lock: int
) -> subprocess.Popen[bytes]:
    command = [programs.program("postgres"), "-D", str(place.data_dir), *settings.arguments(socket_dir)]
    with open_log(place) as log:
        options = place.account.popen_options()
        return subprocess.Popen(command, stdout=log, stderr=log, pass_fds=[lock], **options)


def _answering(place: Place, pid: int, started: bool) -> ServerInfo:
    """Waits for the answer to a real query."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if not process.alive(pid):
            raise _Ended
        lines = process.pid_file(place.data_dir)
        if len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready":
            socket_dir = Path(lines[4])
            if not (socket_dir / f".s.PGSQL.{PORT}").is_socket():
                raise _Ended  # somebody cleaned the temporary directory
            version = _ask(socket_dir)
            if version is not None:
                return ServerInfo(socket_dir, place.data_dir, version, pid, started)
        process.wait_end(pid, ASK_EVERY_SECONDS)
    raise errors.still_recovering(place.log)


def _ask(socket_dir: Path) -> int | None:
    """The major version as the server itself tells it, or None when it does not answer yet.

    Asked as superuser, for whom places are kept when all other connections are taken.
    """
    try:
        with psycopg.connect(
            host=str(socket_dir), port=PORT, user=SUPERUSER, dbname=DATABASE, connect_timeout=5
        ) as connection:
            answer = connection.execute("SELECT current_setting('server_version_num')::int").fetchone()
    except psycopg.OperationalError:
        return None
    return answer[0] // 10000 if answer else None


def _stop(place: Place) -> bool:
    pid = process.postmaster(place.data_dir)
    lines = process.pid_file(place.data_dir)
    if pid is not None and not process.stop(pid, place.data_dir):
        raise errors.would_not_stop(pid)
    if len(lines) >= 5:
        drop_socket_dir(place, Path(lines[4]))
    return pid is not None

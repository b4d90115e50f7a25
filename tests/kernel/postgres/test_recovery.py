"""Whatever was killed, the next start recovers and what was saved is kept."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from shanyu.kernel.postgres import Unavailable, ensure_server
from shanyu.kernel.postgres.place import locate
from shanyu.kernel.postgres.process import alive, using, wait_end

START = """
import sys
from pathlib import Path
from shanyu.kernel.postgres import ensure_server
ensure_server(Path(sys.argv[1]))
"""


@pytest.fixture
def stranger(home: Path) -> Iterator[int]:
    """A process of the server's own user that has nothing to do with PostgreSQL."""
    process = subprocess.Popen(["sleep", "60"], **locate(home).account.popen_options())
    yield process.pid
    process.kill()
    process.wait()


def save(home: Path) -> int:
    """Saves the number 7 and returns the process of the server."""
    info = ensure_server(home)
    with psycopg.connect(**info.dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    return info.pid


def saved(home: Path) -> tuple[int] | None:
    with psycopg.connect(**ensure_server(home).dsn) as connection:
        return connection.execute("SELECT number FROM kept").fetchone()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    assert wait_end(pid, 10)


def test_a_killed_server_with_its_real_settings_comes_back_with_all_that_was_saved(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHANYU_PG_FAST")
    pid = save(home)
    kill(pid)
    info = ensure_server(home)
    assert info.started
    assert info.pid != pid
    assert saved(home) == (7,)


def test_orphans_of_a_killed_server_are_ended(home: Path) -> None:
    pid = save(home)
    data_dir = ensure_server(home).data_dir
    backends = [each for each in using(data_dir) if each != pid]
    for backend in backends:
        os.kill(backend, signal.SIGSTOP)  # so that they do not notice the death of their server
    kill(pid)
    assert using(data_dir) == backends
    assert saved(home) == (7,)
    assert [backend for backend in backends if alive(backend)] == []


def test_a_stale_pid_of_a_dead_process_is_no_hindrance(home: Path) -> None:
    pid = save(home)
    kill(pid)
    assert (ensure_server(home).data_dir / "postmaster.pid").read_text().split()[0] != str(pid)
    assert saved(home) == (7,)


def test_a_stale_pid_of_a_stranger_is_no_hindrance_and_the_stranger_lives(home: Path, stranger: int) -> None:
    pid = save(home)
    info = ensure_server(home)
    kill(pid)
    for file in (info.data_dir / "postmaster.pid", info.socket_dir / ".s.PGSQL.5432.lock"):
        lines = file.read_text().splitlines()
        file.write_text("\n".join([str(stranger), *lines[1:], ""]))
    assert saved(home) == (7,)
    assert alive(stranger)


def test_a_pid_file_full_of_nonsense_is_no_hindrance(home: Path) -> None:
    place = locate(home)
    (place.data_dir / "postmaster.pid").write_text("")
    assert ensure_server(home).started


def test_a_lost_socket_is_made_again(home: Path) -> None:
    pid = save(home)
    shutil.rmtree(ensure_server(home).socket_dir)
    info = ensure_server(home)
    assert info.started
    assert info.pid != pid
    assert saved(home) == (7,)


def test_a_starter_killed_in_initdb_is_followed_by_a_good_start(new_home: Callable[[], Path]) -> None:
    home = new_home()
    place = locate(home)
    starter = subprocess.Popen(
        [sys.executable, "-c", START, str(home)], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    while not list(place.root.glob("data.new-*/global")):
        assert starter.poll() is None
    starter.kill()
    starter.wait()
    assert not place.exists
    assert ensure_server(home).started
    assert list(place.root.glob("data.new-*")) == []


def test_a_home_that_was_deleted_and_made_anew_is_not_disturbed_by_its_old_server(
    home: Path, template: Path
) -> None:
    old = ensure_server(home)
    shutil.rmtree(home / "postgres")
    place = locate(home)
    subprocess.run(["cp", "-a", str(template), str(place.data_dir)], check=True)
    new = ensure_server(home)
    assert new.started
    assert new.socket_dir != old.socket_dir
    os.kill(old.pid, signal.SIGQUIT)
    assert wait_end(old.pid, 10)
    old.socket_dir.rmdir()
    assert ensure_server(home).pid == new.pid


def test_a_moved_home_keeps_its_running_server(home: Path, base: Path) -> None:
    pid = save(home)
    moved = home.rename(base / "moved")
    assert ensure_server(moved).pid == pid
    moved.rename(home)


def test_data_held_by_a_server_out_of_reach_is_left_alone(
    home: Path, refusal: Callable[[Path], Unavailable]
) -> None:
    lock = locate(home).root / "server.lock"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert refusal(home).sentence == (
            f"The database of {home} is in use by a server that cannot be reached from here (another container, "
            "perhaps): stop that one first."
        )

"""Who runs the server: ourselves, or a plain user when we are root; and where the data then lies."""

import os
import pwd
import shutil
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from shanyu.kernel.postgres import Unavailable, binaries, ensure_server, place, stop_server
from shanyu.kernel.postgres.account import Account, choose
from shanyu.kernel.postgres.place import locate

NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def state(base: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stands for /var/lib/shanyu."""
    directory = base / "state"
    monkeypatch.setattr(place, "SHARED_STATE", directory)
    monkeypatch.setattr(binaries, "SHARED_STATE", directory)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def closed(state: Path, new_home: Callable[[], Path]) -> Iterator[Path]:
    """A home that only its owner may enter."""
    home = new_home()
    home.chmod(0o700)
    yield home
    stop_server(home)
    shutil.rmtree(home)
    home.mkdir()


def as_nobody(work: Callable[[], object]) -> str:
    """Does something in a child process that has become nobody; returns what it said or how it failed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY.pw_gid)
            os.setuid(NOBODY.pw_uid)
            said = str(work())
        except BaseException:
            said = traceback.format_exc()
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return said


def test_root_runs_the_server_as_a_plain_user(home: Path) -> None:
    info = ensure_server(home)
    status = Path(f"/proc/{info.pid}").stat()
    assert status.st_uid == info.data_dir.stat().st_uid == choose().uid
    assert status.st_uid != 0


def test_root_keeps_the_data_of_a_closed_home_outside_and_remembers_it(closed: Path, state: Path) -> None:
    info = ensure_server(closed)
    assert info.data_dir.parent.parent == state
    assert info.data_dir.parent.stat().st_mode & 0o777 == 0o700
    stop_server(closed)
    assert ensure_server(closed).data_dir == info.data_dir


def test_a_closed_home_that_moved_takes_its_data_along_and_a_copy_is_refused(
    closed: Path, state: Path, base: Path
) -> None:
    first = locate(closed)
    moved = closed.rename(base / "elsewhere")
    assert locate(moved).data_dir == first.data_dir
    copy = base / "copy"
    shutil.copytree(moved, copy)
    with pytest.raises(Unavailable) as caught:
        ensure_server(copy)
    assert caught.value.sentence == (
        f"{copy} is a copy of {moved} and points to the same database: restore a backup into an empty --home instead."
    )
    shutil.rmtree(copy)
    moved.rename(closed)


def test_a_closed_home_made_anew_gets_new_data(closed: Path, state: Path) -> None:
    first = locate(closed).data_dir
    shutil.rmtree(closed / "postgres")
    assert locate(closed).data_dir != first


def test_a_closed_home_whose_data_is_missing_is_refused(closed: Path) -> None:
    outside = locate(closed).data_dir.parent
    aside = outside.rename(outside.with_name("aside"))
    with pytest.raises(Unavailable) as caught:
        ensure_server(closed)
    assert caught.value.sentence == (
        f"The database of {closed} was kept in {outside}, which is missing: put it back, or restore a backup into an "
        "empty --home."
    )
    aside.rename(outside)


def test_programs_that_the_plain_user_cannot_reach_are_copied_once(
    state: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = choose()
    reachable = binaries.choose(account, base / "none")
    source = base / "installation"
    (source / "bin").mkdir(parents=True)
    for program in ("postgres", "initdb"):
        shutil.copy(reachable.program(program), source / "bin" / program)
        (source / "bin" / program).chmod(0o700)
    source.chmod(0o700)
    monkeypatch.setenv("SHANYU_PG_BIN", str(source / "bin"))
    copied = [binaries.choose(account, base / "none") for _ in range(2)]
    assert copied[0] == copied[1]
    assert copied[0].version == reachable.version
    assert copied[0].directory.parent.parent == state
    shutil.rmtree(source)


def test_a_plain_user_starts_a_server_that_root_can_join(
    new_home: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = new_home()
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    nobody = Account("nobody", NOBODY.pw_uid, NOBODY.pw_gid, dropped=True)
    monkeypatch.setenv("SHANYU_PG_BIN", str(binaries.choose(nobody, home / "none").directory))
    assert as_nobody(lambda: ensure_server(home).started) == "True"
    info = ensure_server(home)
    assert info.started is False
    with psycopg.connect(**info.dsn) as connection:
        assert connection.execute("SELECT 7").fetchone() == (7,)
    stop_server(home)
    assert ensure_server(home).data_dir.stat().st_uid == NOBODY.pw_uid
    assert as_nobody(lambda: stop_server(home)) == "True"


def test_a_plain_user_cannot_use_the_home_of_another(home: Path) -> None:
    def refused() -> str:
        with pytest.raises(Unavailable) as caught:
            ensure_server(home)
        return caught.value.sentence

    owner = choose(home / "postgres").name
    assert as_nobody(refused) == (
        f"{home} belongs to the user {owner} and cannot be used by this one: run as {owner}, or choose "
        "another --home."
    )

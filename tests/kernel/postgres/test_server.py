"""A home has one server, shared, private and shut off from the network."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from shanyu.kernel.postgres import ServerInfo, ensure_server, stop_server
from shanyu.kernel.postgres.account import choose
from shanyu.kernel.postgres.binaries import Binaries, available
from shanyu.kernel.postgres.log import LIMIT_BYTES, TAIL_BYTES

INSTALLED = list(available(choose()))
ENSURE = """
import sys
from pathlib import Path
from shanyu.kernel.postgres import ensure_server
info = ensure_server(Path(sys.argv[1]))
print(info.pid, info.started)
"""


def one(info: ServerInfo, query: str) -> object:
    with psycopg.connect(**info.dsn, autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("programs", INSTALLED, ids=lambda programs: f"postgresql-{programs.version}")
def test_a_first_start_makes_everything_with_any_installed_version(
    programs: Binaries, new_home: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHANYU_PG_BIN", str(programs.directory))
    home = new_home()
    info = ensure_server(home)
    assert (info.started, info.version) == (True, programs.version)
    assert one(info, "SELECT current_user || '@' || current_database()") == "shanyu@shanyu"
    assert (
        one(info, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'shanyu'") == "UTF8"
    )
    with psycopg.connect(info.url, autocommit=True) as connection:
        for extension in ("pg_trgm", "btree_gist", "cube", "earthdistance"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    assert one(info, "SELECT similarity('拱墅区', '拱墅') > 0.3") is True
    assert one(info, "SELECT lower('ÄÉ')") == "äé"
    assert one(info, "SELECT round(earth_distance(ll_to_earth(30, 120), ll_to_earth(30, 121)))") == 96406


def test_the_role_of_the_application_is_plain_and_may_make_test_databases(home: Path) -> None:
    info = ensure_server(home)
    rights = (
        "SELECT concat_ws(' ', rolsuper, rolcreatedb, rolcreaterole) FROM pg_roles WHERE rolname = 'shanyu'"
    )
    assert one(info, rights) == "f t f"
    with psycopg.connect(**info.dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE test_shanyu")
    with psycopg.connect(**info.dsn | {"dbname": "test_shanyu"}, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS earthdistance")


def test_a_second_call_joins_the_running_server(home: Path) -> None:
    first = ensure_server(home)
    second = ensure_server(home)
    assert (first.started, second.started) == (True, False)
    assert (first.pid, first.url) == (second.pid, second.url)


def test_another_temporary_directory_does_not_hide_the_running_server(
    home: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ensure_server(home)
    monkeypatch.setattr("tempfile.tempdir", str(base))
    assert ensure_server(home).socket_dir == first.socket_dir


def test_a_long_temporary_directory_is_not_used_for_the_socket(
    home: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = base / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert ensure_server(home).socket_dir.parent == Path("/tmp")


def test_the_server_listens_on_a_private_socket_only(home: Path) -> None:
    info = ensure_server(home)
    status = info.socket_dir.stat()
    assert status.st_mode & 0o777 == 0o700
    assert status.st_uid == info.data_dir.stat().st_uid
    assert len(os.fsencode(info.socket_dir / ".s.PGSQL.5432")) < 107
    assert one(info, "SELECT current_setting('listen_addresses')") == ""


def test_stopping_says_whether_a_server_ran(home: Path) -> None:
    info = ensure_server(home)
    assert stop_server(home) is True
    assert stop_server(home) is False
    assert not info.socket_dir.exists()
    assert not (info.data_dir / "postmaster.pid").exists()


def test_stopping_an_unknown_home_leaves_nothing_behind(new_home: Callable[[], Path]) -> None:
    home = new_home()
    assert stop_server(home) is False
    assert list(home.iterdir()) == []


def test_what_was_saved_is_there_after_a_restart(home: Path) -> None:
    with psycopg.connect(**ensure_server(home).dsn) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    stop_server(home)
    assert one(ensure_server(home), "SELECT number FROM kept") == 7


def test_two_homes_run_side_by_side(ready_home: Callable[[], Path]) -> None:
    first, second = ensure_server(ready_home()), ensure_server(ready_home())
    assert first.pid != second.pid
    assert first.url != second.url
    with psycopg.connect(**first.dsn) as connection:
        connection.execute("CREATE TABLE only_here ()")
    assert one(second, "SELECT to_regclass('only_here')") is None


def test_starters_at_once_on_an_empty_home_end_with_one_server(new_home: Callable[[], Path]) -> None:
    home = new_home()
    command = [sys.executable, "-c", ENSURE, str(home)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    starters = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(3)
    ]
    answers = [starter.communicate()[0].split() for starter in starters]
    assert len({pid for pid, _ in answers}) == 1
    assert sorted(started for _, started in answers) == ["False", "False", "True"]


def test_the_log_is_private_bounded_and_free_of_statements(home: Path) -> None:
    info = ensure_server(home)
    with psycopg.connect(**info.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE secret (number text PRIMARY KEY)")
        connection.execute("INSERT INTO secret VALUES ('330105199001010010')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO secret VALUES ('330105199001010010')")
    log = home / "postgres" / "server.log"
    assert log.stat().st_mode & 0o777 == 0o600
    assert "duplicate key" in log.read_text()
    assert "330105199001010010" not in log.read_text()
    with log.open("a") as file:
        file.write("x" * LIMIT_BYTES)
    ensure_server(home)
    assert log.stat().st_size == TAIL_BYTES

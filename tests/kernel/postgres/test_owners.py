"""The server lives as long as its owners, and outlives those that were killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shanyu.kernel.postgres import ensure_server, owner, stop_server
from shanyu.kernel.postgres.process import alive

OWN = """
import sys
from pathlib import Path
from shanyu.kernel.postgres import owner
with owner(Path(sys.argv[1])) as info:
    print(info.pid, flush=True)
    sys.stdin.read()
"""


def other_owner(home: Path) -> tuple[subprocess.Popen[str], int]:
    """Another process that owns the server until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWN, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


def test_the_only_owner_stops_the_server_on_leaving(home: Path) -> None:
    with owner(home) as info:
        assert info.started
    assert not alive(info.pid)


def test_an_error_in_the_owner_stops_the_server_too(home: Path) -> None:
    try:
        with owner(home) as info:
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert not alive(info.pid)


def test_an_owner_interrupted_while_waiting_leaves_no_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(socket_dir: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("shanyu.kernel.postgres.server._ask", interrupt)
    with pytest.raises(KeyboardInterrupt), owner(home):
        raise AssertionError
    assert stop_server(home) is False


def test_the_server_stays_until_the_last_owner_leaves(home: Path) -> None:
    with owner(home) as outer:
        with owner(home) as inner:
            assert (inner.pid, inner.started) == (outer.pid, False)
        assert alive(outer.pid)
    assert not alive(outer.pid)


def test_owners_in_other_processes_count(home: Path) -> None:
    process, pid = other_owner(home)
    with owner(home) as info:
        assert info.pid == pid
    assert alive(pid)
    process.communicate()
    assert not alive(pid)


def test_a_killed_owner_leaves_the_server_to_the_next_one(home: Path) -> None:
    process, pid = other_owner(home)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with owner(home) as info:
        assert (info.pid, info.started) == (pid, False)
    assert not alive(pid)


def test_a_tool_that_only_ensures_the_server_owns_nothing(home: Path) -> None:
    with owner(home) as info:
        ensure_server(home)
    assert not alive(info.pid)


def test_stopping_does_not_wait_for_owners(home: Path) -> None:
    with owner(home) as info:
        assert stop_server(home) is True
        assert not alive(info.pid)

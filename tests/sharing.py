"""One list of tests in two lanes side by side: each test is run by the lane that comes to it first.

A plugin for `tools/run_tests.py`. Pytest collects once, which takes as long as many tests; then each lane is a
process forked from the one that has collected, with a database of its own. One lane begins with the journeys, the
other with the last of all others; tests that empty the database follow those that do not. The browser's library
keeps an event loop in its process, where Django then refuses its database: so a lane goes over to journeys last, and
the lane that has done journeys goes on in a new process. `--lanes` names the directory of the claims, in which each
lane's report is kept too until it is told.
"""

import hashlib
import os
import sys
from pathlib import Path

import pytest
from _pytest.config import create_terminal_writer

CLAIMED, TOLD = "claimed-", "told-"
JOURNEYS = "tests/journeys/"
#: The name of a forked lane, which also tells its database from those of others.
LANE = "SHANYU_TEST_LANE"


def claim(share: Path, nodeid: str) -> bool:
    """Whether this test is ours: true for the first who asks, in whichever process."""
    try:
        with (share / f"{CLAIMED}{hashlib.sha256(nodeid.encode()).hexdigest()}").open("x") as claimed:
            claimed.write(nodeid)
    except FileExistsError:
        return False
    return True


def left(share: Path, items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests that nobody has claimed."""
    claimed = {path.read_text() for path in share.glob(f"{CLAIMED}*")}
    return [item for item in items if item.nodeid not in claimed]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--lanes", type=Path, required=True, help="the directory of the claims and of the reports"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In place of pytest's own loop: this process is the lane that begins at the end, the others are forked from it.

    Journeys through the demo's city come first in the lane of journeys, and last in this one, which has no city yet.
    """
    if session.config.option.collectonly or session.testsfailed:
        return None
    share, collected = session.config.getoption("--lanes"), list(session.items)
    journeys = sorted((one for one in collected if _journey(one)), key=_empties)
    others = sorted((one for one in collected if not _journey(one)), key=_empties)
    leader = os.fork()
    if not leader:
        return _lead(session, share, {"journeys": journeys, "others": others})
    backwards = [*journeys, *sorted(others, key=lambda one: not _empties(one))][::-1]
    try:
        _run(session, share, backwards)
    finally:
        failed = _failed(leader)
        for report in sorted(share.glob(f"{TOLD}*")):
            sys.stdout.write(f"\nThe lane {report.name.removeprefix(TOLD)}:\n{report.read_text()}\n")
        forgotten = left(share, collected)
        if forgotten:
            sys.stdout.write(f"{len(forgotten)} tests were not run.\n")
        session.testsfailed += failed + bool(forgotten)
    return True


def _lead(session: pytest.Session, share: Path, lanes: dict[str, list[pytest.Item]]) -> bool:
    """Go through these lanes one after the other; each is a process of its own, in which alone this returns."""
    failed = False
    for name, items in lanes.items():
        lane = os.fork() if left(share, items) else None
        if lane == 0:
            os.environ[LANE] = name
            reporter = session.config.pluginmanager.get_plugin("terminalreporter")
            reporter._tw = create_terminal_writer(session.config, (share / f"{TOLD}{name}").open("w"))
            _run(session, share, items)
            return True
        failed |= lane is not None and _failed(lane)
    os._exit(failed)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """A forked lane ends here: what comes later belongs to the process that it was forked from."""
    if os.environ.get(LANE):
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        reporter._tw.flush()
        os._exit(reporter._session.exitstatus)


def _failed(process: int) -> bool:
    """Wait for a lane; whether anything of it failed."""
    return os.waitpid(process, 0)[1] != 0


def _run(session: pytest.Session, share: Path, items: list[pytest.Item]) -> None:
    """Pytest's own loop over those tests that no other lane has taken; the next is taken before one is run.

    So every test knows its real successor, by which pytest decides what to tear down.
    """
    ours = (item for item in items if claim(share, item.nodeid))
    item = next(ours, None)
    while item is not None:
        following = next(ours, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following


def _journey(item: pytest.Item) -> bool:
    return item.nodeid.startswith(JOURNEYS)


def _empties(item: pytest.Item) -> bool:
    """Whether a test empties the database."""
    mark = item.get_closest_marker("django_db")
    return mark is not None and mark.kwargs.get("transaction", False)

"""Several runs of pytest share one list of tests: each test is run by the run that comes to it first.

A plugin for `tools/run_tests.py`, which names the directory of the claims; `--share-backwards` goes through the
tests from the other end. Tests that empty the database follow those that do not, and journeys follow both.
"""

import hashlib
import os
from pathlib import Path

import pytest

COLLECTED = "collected-"
CLAIMED = "claimed-"


def claim(share: Path, nodeid: str) -> bool:
    """Whether this test is ours: true for the first who asks, in whichever process."""
    try:
        with (share / f"{CLAIMED}{hashlib.sha256(nodeid.encode()).hexdigest()}").open("x") as claimed:
            claimed.write(nodeid)
    except FileExistsError:
        return False
    return True


def left(share: Path) -> set[str]:
    """The tests that some run has collected and none has claimed."""
    collected = {line for path in share.glob(f"{COLLECTED}*") for line in path.read_text().splitlines()}
    return collected - {path.read_text() for path in share.glob(f"{CLAIMED}*")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", type=Path, required=True, help="the directory of the claims")
    parser.addoption("--share-backwards", action="store_true", help="begin with the last tests of each kind")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]):
    done = yield
    if config.getoption("--share-backwards"):
        items.reverse()
    items.sort(key=_kind)
    path = config.getoption("--share") / f"{COLLECTED}{os.getpid()}"
    path.write_text("\n".join(item.nodeid for item in items))
    return done


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Pytest's own loop over those tests that no other run has taken; the next is taken before one is run.

    So every test knows its real successor, by which pytest decides what to tear down.
    """
    if session.config.option.collectonly or session.testsfailed:
        return None
    share = session.config.getoption("--share")
    ours = (item for item in session.items if claim(share, item.nodeid))
    item = next(ours, None)
    while item is not None:
        following = next(ours, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True


def _kind(item: pytest.Item) -> tuple[bool, bool]:
    """Whether a test is a journey, and whether it empties the database; a city, once built, serves first."""
    journey = item.nodeid.startswith("tests/journeys/")
    mark = item.get_closest_marker("django_db")
    empties = mark is not None and mark.kwargs.get("transaction", False)
    backwards = item.config.getoption("--share-backwards")
    return journey, empties != (journey and backwards)

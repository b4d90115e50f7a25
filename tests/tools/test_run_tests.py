"""Lanes share one list of tests, and each test is run once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import sharing

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import os
import pytest

@pytest.mark.parametrize("number", range(4))
def test_one(number):
    with open("ran", "a") as ran:
        ran.write(f"{__name__} {number}\\n")
"""


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """The directory of the claims, beside a journey and some other tests."""
    journeys = tmp_path / "tests" / "journeys"
    journeys.mkdir(parents=True)
    (journeys / "test_far.py").write_text(TESTS)
    (tmp_path / "test_near.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider -v\n")
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


def run(share: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "tests.sharing", f"--lanes={share}"]
    environment = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command, cwd=share.parent, env=environment, capture_output=True, text=True, check=False
    )


def ran(share: Path) -> list[str]:
    return sorted((share.parent / "ran").read_text().splitlines())


def everything(*left_out: str) -> list[str]:
    lines = [f"{name} {number}" for name in ("test_far", "test_near") for number in range(4)]
    return [line for line in lines if line not in left_out]


def test_a_test_is_claimed_once(share):
    assert [sharing.claim(share, "a"), sharing.claim(share, "a"), sharing.claim(share, "b")] == [
        True,
        False,
        True,
    ]


def test_every_test_is_run_once_by_one_of_the_lanes(share):
    done = run(share)
    assert ran(share) == everything()
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_lane_leaves_alone_what_another_has_taken(share):
    assert sharing.claim(share, "test_near.py::test_one[1]")
    assert sharing.claim(share, "tests/journeys/test_far.py::test_one[3]")
    assert run(share).returncode == 0
    assert ran(share) == everything("test_near 1", "test_far 3")


@pytest.mark.parametrize("name", ["test_near.py", "tests/journeys/test_far.py"])
def test_what_fails_in_any_lane_is_told_and_fails_the_run(share, name):
    with (share.parent / name).open("a") as tests:
        tests.write("    assert number != 2\n")
    done = run(share)
    assert done.returncode == 1
    assert f"FAILED {name}::test_one[2]" in done.stdout
    assert ran(share) == everything()


def test_a_lane_that_dies_fails_the_run(share):
    with (share.parent / "tests" / "journeys" / "test_far.py").open("a") as tests:
        tests.write("    if os.environ.get('SHANYU_TEST_LANE'): os._exit(0 if number else 3)\n")
    assert run(share).returncode == 1

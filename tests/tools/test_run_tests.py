"""Two runs share one list of tests, and each test is run once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import sharing

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

@pytest.mark.parametrize("number", range(4))
def test_one(number):
    assert number != 2
"""


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    (tmp_path / "test_some.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider -v\n")
    return tmp_path / "share"


def run(share: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "tests.sharing", f"--share={share}", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        command, cwd=share.parent, env=environment, capture_output=True, text=True, check=False
    )


def of(*numbers: int) -> list[str]:
    return [f"test_some.py::test_one[{number}]" for number in numbers]


def shown(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.split()[0] for line in done.stdout.splitlines() if line.endswith("%]") and "::" in line]


def test_a_test_is_claimed_once(share):
    assert [sharing.claim(share, "a"), sharing.claim(share, "a"), sharing.claim(share, "b")] == [
        True,
        False,
        True,
    ]


def test_a_run_leaves_alone_what_another_has_taken_and_says_what_failed(share):
    for taken in of(1):
        assert sharing.claim(share, taken)
    first = run(share)
    assert shown(first) == of(0, 2, 3)
    assert "1 failed, 2 passed" in first.stdout
    assert first.returncode == 1
    second = run(share)
    assert shown(second) == []
    assert sharing.left(share) == set()


def test_what_others_took_between_two_files_disturbs_no_test(share):
    (share.parent / "test_other.py").write_text("def test_last():\n    pass\n")
    for taken in of(1, 2, 3):
        assert sharing.claim(share, taken)
    done = run(share, "test_some.py", "test_other.py")
    assert shown(done) == [*of(0), "test_other.py::test_last"]
    assert done.returncode == 0


def test_a_run_backwards_begins_with_the_last(share):
    assert shown(run(share, "--share-backwards")) == of(3, 2, 1, 0)


def test_what_nobody_ran_is_left(share):
    assert run(share, "--collect-only").returncode == 0
    assert sharing.left(share) == set(of(0, 1, 2, 3))

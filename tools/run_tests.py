"""Run the tests, `make test`: all of them in two lanes side by side; with arguments, pytest with those arguments.

The journeys mostly wait for a browser and a served city, the others for Python and the database: together they
keep two processors busy. Whichever lane is done first takes tests from the other end of what is left, so that
both end at about the same time (`tests/sharing.py`). Each lane has a database of its own on the tests' server.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]


def run(arguments: list[str]) -> int:
    """One run of pytest with these arguments: its code."""
    environment = {"SHANYU_TEST_DB": "test_shanyu", **os.environ}
    # Subprocesses of tests start sooner where Python may keep what it compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    if arguments:
        return run(arguments)
    with tempfile.TemporaryDirectory() as share:
        return run(["-p", "tests.sharing", f"--lanes={share}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

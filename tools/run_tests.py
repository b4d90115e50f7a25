"""Run the tests, `make test`: all of them in two lanes side by side; with arguments, pytest with those arguments.

The journeys mostly wait for a browser and a served city, the others for Python and the database: together they
keep two processors busy. Whichever lane is done first takes tests from the other end of what is left, so that
both end at about the same time (`tests/sharing.py`). Each lane has a database of its own on the tests' server.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from tests.sharing import left

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
JOURNEYS = "tests/journeys"
#: A run of pytest costs some seconds before its first test: fewer tests are left to the lane that is at them.
WORTH_A_RUN = 100
NOTHING_TO_DO = 5


def run(arguments: list[str], database: str, told: IO[str] | None = None) -> int:
    """One run of pytest with a database of its own; what it prints goes to `told`."""
    environment = {**os.environ, "SHANYU_TEST_DB": database}
    # Subprocesses of tests start sooner where Python may keep what it compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [*PYTEST, *arguments], cwd=ROOT, env=environment, stdout=told, stderr=told, check=False
    )
    return 0 if done.returncode == NOTHING_TO_DO else done.returncode


def journeys_first(share: Path, database: str, told: IO[str]) -> int:
    """The lane of the journeys; when they are done it helps the other one."""
    shared = ["-p", "tests.sharing", f"--share={share}"]
    code = run([*shared, JOURNEYS], database, told)
    if len(left(share)) > WORTH_A_RUN:
        code = run([*shared, f"--ignore={JOURNEYS}"], database, told) or code
    return code


def everything(database: str) -> int:
    """Every test once: 0 if all passed."""
    with (
        tempfile.TemporaryDirectory() as directory,
        tempfile.TemporaryFile("w+") as told,
        ThreadPoolExecutor(1) as other,
    ):
        share = Path(directory)
        helped = other.submit(journeys_first, share, f"{database}_journeys", told)
        code = run(["-p", "tests.sharing", f"--share={share}", "--share-backwards"], database)
        codes = [code, helped.result()]
        told.seek(0)
        sys.stdout.write(f"\nThe other lane, {JOURNEYS} first:\n{told.read()}")
        if forgotten := left(share):
            sys.stdout.write(f"{len(forgotten)} tests were not run.\n")
            codes.append(1)
    return max(codes)


def main(arguments: list[str]) -> int:
    database = os.environ.get("SHANYU_TEST_DB", "test_shanyu")
    return run(arguments, database) if arguments else everything(database)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

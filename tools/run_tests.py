"""Run the tests: `make test`. All of them in two halves side by side; with arguments, pytest with those arguments.

The journeys mostly wait for a browser and a served city, the others for Python and the database: together they
keep two processors busy. Each half has a database of its own on the one server of the tests.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
JOURNEYS = "tests/journeys"


def main(arguments: list[str]) -> int:
    """The exit code: 0 if every test passed in both halves."""
    if arguments:
        return subprocess.run([*PYTEST, *arguments], cwd=ROOT, check=False).returncode
    database = os.environ.get("SHANYU_TEST_DB", "test_shanyu")
    environment = {**os.environ, "SHANYU_TEST_DB": f"{database}_journeys"}
    with (
        tempfile.TemporaryFile("w+") as told,
        subprocess.Popen(
            [*PYTEST, JOURNEYS], cwd=ROOT, env=environment, stdout=told, stderr=told
        ) as journeys,
    ):
        others = subprocess.run([*PYTEST, f"--ignore={JOURNEYS}"], cwd=ROOT, check=False).returncode
        journeys.wait()
        told.seek(0)
        sys.stdout.write(f"\n{JOURNEYS}:\n{told.read()}")
    return others or journeys.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The layout of the house, its words and its manners."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools import policy

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shanyu"
MOST_LINES = 400
NOT_OURS = ("vendor", "migrations", "dist", "locale")


def files(*endings: str, under: Path = ROOT) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", str(under)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    paths = [ROOT / line for line in listed if line.endswith(endings)]
    return [path for path in paths if path.exists() and not set(path.parts) & set(NOT_OURS)]


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def offences(pattern: str, paths: list[Path]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if found.search(line)
    ]


def test_no_layer_looks_up():
    run(str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache")


def test_every_message_has_its_english_text():
    run(sys.executable, "tools/messages.py", "--check")


def test_the_policy_page_in_the_docs_is_the_policy_table():
    assert policy.PAGE.read_text(encoding="utf-8") == policy.page(), "run tools/policy.py"


def test_no_file_is_longer_than_it_should_be():
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in files(".py", ".html", ".js", ".css")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert long == []


TEMPLATES = files(".html", under=SOURCE)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline script", r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/(ld\+)?json)[^>]*>"),
        ("an inline style", r"<style\b|\sstyle\s*="),
        ("an inline handler", r"\son[a-z]+\s*="),
    ],
)
def test_no_template_carries(what, pattern):
    assert TEMPLATES
    assert offences(pattern, TEMPLATES) == []


def test_only_the_clock_asks_the_machine_for_the_time():
    paths = [path for path in files(".py", under=SOURCE) if path.name != "clock.py"]
    assert offences(r"\b(datetime\.(now|utcnow|today)|date\.today|timezone\.now)\b", paths) == []


def test_no_face_asks_the_database_or_opens_a_sealed_value():
    assert offences(r"\.objects\b|\.reveal\(|_default_manager", files(".py", under=SOURCE / "faces")) == []


def test_only_config_and_the_command_line_read_the_environment():
    allowed = (SOURCE / "config", SOURCE / "runtime", SOURCE / "cli.py", SOURCE / "kernel" / "postgres")
    paths = [path for path in files(".py", under=SOURCE) if not any(path.is_relative_to(a) for a in allowed)]
    assert offences(r"\bos\.environ\b|\bos\.getenv\b", paths) == []


def test_no_lock_file_names_an_address():
    assert offences(r"https?://", sorted(ROOT.glob("*.lock"))) == []

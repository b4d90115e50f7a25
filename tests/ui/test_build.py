import gzip
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src" / "shanyu" / "ui" / "static"
FAMILY_LIMIT = 100 * 1024


def test_the_style_sheet_is_what_its_sources_give():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_ui.py", "--check"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "the style sheet is fresh")


def test_the_style_sheet_asks_for_no_light_dark_function():
    css = (STATIC / "dist" / "shanyu.css").read_text(encoding="utf-8")
    assert "light-dark(" not in css
    assert "--sy-paper:var(--sy-if-light,#faf8f4) var(--sy-if-dark,#14191b)" in css


def test_a_family_page_loads_less_than_100_kilobytes():
    base = (ROOT / "src/shanyu/ui/templates/ui/base.html").read_text(encoding="utf-8")
    files = re.findall(r"{% static '([^']+\.(?:css|js))' %}", base)
    assert files[0] == "dist/shanyu.css"
    assert (
        sum(len(gzip.compress((STATIC / file).read_bytes())) for file in [*files, "icons.svg"]) < FAMILY_LIMIT
    )


def test_no_vendored_script_points_to_a_map_that_is_not_there():
    assert [file.name for file in STATIC.rglob("*.js") if b"sourceMappingURL" in file.read_bytes()] == []


def test_every_vendored_library_has_its_licence():
    named = (STATIC / "vendor" / "LICENSES.md").read_text(encoding="utf-8")
    assert [f.name for f in (STATIC / "vendor").iterdir() if f"`{f.name}`" not in named] == ["LICENSES.md"]

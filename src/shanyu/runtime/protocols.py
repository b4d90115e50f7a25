"""What `shanyu allocation` does at the screen. It needs no home and no database: a stranger runs it."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from shanyu.runtime.protocol_words import FINDINGS, SAYS

MOST_BYTES = 512 * 1024 * 1024
"""A protocol larger than this is refused: the largest city's is a tenth of it."""


def verify_protocol(
    console: Console,
    file: Path,
    announced: str | None = None,
    listed: str | None = None,
    language: str = "en",
) -> bool:
    """Compute a protocol again and print what is wrong with it, in "zh-hans" or "en"; whether it holds.

    Raises click.ClickException with one sentence where the file cannot be read as JSON.
    """
    from shanyu.engines.allocation.verifying import verify

    says = SAYS[language]
    document = read_json(file, language)
    with console.status(says["computing"]):
        findings = verify(document, announced=announced, listed=listed)
    for finding in findings:
        sentence = FINDINGS[language].get(finding.code, finding.code)
        console.print(f"[red]✗[/red] {escape(finding.where)}: {sentence}")
        console.print(f"  {escape(finding.code)}: {escape(finding.says)}", style="dim")
    if findings:
        console.print(says["wrong"].format(count=len(findings)))
        return False
    said = document["announcement"]
    facts = {
        "programme": escape(said["programme"]),
        "rules": escape(said["rules"]["name"]),
        "applications": f"{len(document['applications']):,}",
        "classes": f"{len(said['sites']):,}",
        "placed": f"{sum(site is not None for site in document['result']['assigned'].values()):,}",
    }
    console.print("[green]✓[/green] " + says["holds"].format(**facts))
    console.print(says["again"])
    for name, noted in (("announcement", announced), ("applications", listed)):
        mark = says["noted"] if noted else says["compare"]
        console.print(f"  {says[name]}: {document['digests'][name]} ({mark})")
    return True


class Twice(ValueError):
    """An object of the JSON names something twice: one reader would see the first, another the last."""


def read_json(file: Path, language: str = "en") -> object:
    """The file's content. Raises click.ClickException with one sentence in this language."""

    def wrong(why: str, **facts: object) -> click.ClickException:
        return click.ClickException(SAYS[language][why].format(name=file.name, **facts))

    try:
        if file.stat().st_size > MOST_BYTES:
            raise wrong("too_large")
        return json.loads(file.read_bytes(), object_pairs_hook=_once)
    except OSError as problem:
        raise wrong("unreadable", why=problem.strerror) from None
    except UnicodeDecodeError:
        raise wrong("not_text") from None
    except json.JSONDecodeError as problem:
        raise wrong("broken", line=problem.lineno, column=problem.colno) from None
    except Twice as double:
        raise wrong("twice", key=double) from None
    except RecursionError:
        raise wrong("too_deep") from None


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise Twice(next(name for name in names if names.count(name) > 1))
    return found

"""What `shanyu allocation` does at the screen. It needs no home and no database: a stranger runs it."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

MOST_BYTES = 512 * 1024 * 1024
"""A protocol larger than this is refused: the largest city's is a tenth of it."""


def verify_protocol(
    console: Console, file: Path, announced: str | None = None, listed: str | None = None
) -> bool:
    """Compute a protocol again and print what is wrong with it; whether it holds.

    Raises click.ClickException with one sentence where the file cannot be read as JSON.
    """
    from shanyu.engines.allocation.verifying import verify

    document = read_json(file)
    findings = verify(document, announced=announced, listed=listed)
    for finding in findings:
        console.print(
            f"[red]✗[/red] {escape(finding.code)} · {escape(finding.where)}: {escape(finding.says)}"
        )
    if findings:
        console.print(f"{len(findings)} findings. This protocol does not hold.")
        return False
    said = document["announcement"]
    placed = sum(site is not None for site in document["result"]["assigned"].values())
    console.print(
        f"[green]✓[/green] {escape(said['programme'])}: rules {escape(said['rules']['name'])}, "
        f"{len(document['applications']):,} applications, {len(said['sites']):,} classes, {placed:,} placed."
    )
    console.print("Seed, lottery, lines, result and cut-offs were computed again from the document alone.")
    for name, noted in (("announcement", announced), ("applications", listed)):
        mark = "as you noted it" if noted else "compare it with the one published before the draw"
        console.print(f"  {name}: {document['digests'][name]} ({mark})")
    return True


def read_json(file: Path) -> object:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise click.ClickException(f"{file.name} is larger than any protocol; nothing was read.")
        return json.loads(file.read_bytes())
    except OSError as problem:
        raise click.ClickException(f"{file.name} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name} is not text in UTF-8; a protocol is a JSON file.") from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}"
        raise click.ClickException(
            f"{file.name} is not whole: the JSON breaks off or is wrong at {where}. Load it once more."
        ) from None
    except RecursionError:
        raise click.ClickException(f"{file.name} is nested too deeply to be a protocol.") from None

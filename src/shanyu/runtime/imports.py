"""What the import commands do at the screen: a running count, the problems, the changes, in either language."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

LANGUAGES = ("zh-hans", "en")


def screen_language() -> str:
    """The language of the terminal: Chinese where its locale says so, else English."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh-hans" if said.lower().startswith("zh") else "en"


@contextmanager
def counting(console: Console, what: str) -> Iterator[Callable[[int], None]]:
    """A line that says how many rows are done; the function it yields takes the number so far."""
    columns = SpinnerColumn(), TextColumn("{task.description} {task.completed:,}"), TimeElapsedColumn()
    with Progress(*columns, console=console) as bars:
        task = bars.add_task(what)
        yield lambda done: bars.update(task, completed=done)


@contextmanager
def told(language: str) -> Iterator[None]:
    """An import in this language: what cannot be read, or is refused, ends the command with its reason."""
    from django.utils import translation

    from shanyu.kernel.door import Refusal
    from shanyu.kernel.tabular.problems import UnreadableFile

    with translation.override(language):
        try:
            yield
        except (UnreadableFile, Refusal) as problem:
            raise click.ClickException(str(problem)) from None


def sites(console: Console, path: Path, language: str, **options: object) -> bool:
    """Import a spreadsheet of sites and tell what came of it; whether every row was good."""
    from shanyu.domain.providers.importing import SiteImportOptions, import_sites, print_changes
    from shanyu.kernel.door import platform
    from shanyu.kernel.tabular.tally import print_tally

    with told(language):
        with counting(console, "Rows") as progress:
            report = import_sites(platform(), path, SiteImportOptions(**options), progress)
        print_tally(console, report.tally, report.notes)
        print_changes(console, report.changes)
    if report.mapping:
        console.print(f"The guesses are in {report.mapping}: mend them there, then run with --mapping.")
    if report.report:
        console.print(f"Report: {report.report}")
    if report.dry_run and report.report:
        console.print("Nothing was changed: this was a dry run.")
    return not report.tally.first


def regions(console: Console, paths: tuple[Path, ...], language: str, **options: object) -> bool:
    """Import divisions, outlines, population, ground or a walking network; whether every row was good."""
    from shanyu.domain.regions.importing import RegionImportOptions, import_regions
    from shanyu.kernel.door import platform
    from shanyu.kernel.tabular.tally import print_tally

    with told(language):
        with counting(console, "Read") as progress:
            report = import_regions(platform(), paths, RegionImportOptions(**options), progress)
        for one in report.files:
            console.print(f"\n[bold]{one.path}[/bold] ({one.kind})")
            print_tally(console, one.tally, one.notes)
            for what, count in one.saved.items():
                console.print(f"{what}  [bold]{count:,}[/bold]")
    if report.dry_run:
        console.print("Nothing was changed: this was a dry run.")
    return report.clean

"""The `shanyu` command."""

import functools
import os
import signal
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from shanyu import __version__
from shanyu.runtime import imports, protocols
from shanyu.runtime.home import NotReady, running

if TYPE_CHECKING:
    from shanyu.demo.load import City
    from shanyu.domain.regions.models import Region

console = Console(highlight=False)


def default_home() -> Path:
    return Path(os.environ.get("SHANYU_HOME") or Path.home() / ".shanyu")


def in_home(command: Callable) -> Callable:
    """Give a command `--home`, the running database, and one sentence instead of a traceback."""

    @click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        default=default_home,
        help="Folder of the installation: database, keys, uploads. Default: SHANYU_HOME or ~/.shanyu.",
    )
    @functools.wraps(command)
    def wrapped(home: Path, **options: object) -> None:
        home = home.expanduser().resolve()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with running(home):
                speak()
                command(home=home, **options)
        except NotReady as problem:
            raise click.ClickException(str(problem)) from None
        except KeyboardInterrupt:
            console.print("\nStopped. Nothing half-done was kept; the same command goes on from here.")
            sys.exit(130)

    return wrapped


def speak() -> None:
    """The terminal's language for everything that the product itself says."""
    from django.utils import translation

    translation.activate(imports.screen_language())


def with_tables(command: Callable) -> Callable:
    """Run a command only where the database is up to date; one sentence otherwise."""

    @functools.wraps(command)
    def wrapped(**options: object) -> None:
        from shanyu.runtime.database import pending

        if todo := pending():
            raise click.ClickException(f"The database lacks {len(todo)} migrations. Run: shanyu migrate")
        command(**options)

    return wrapped


def as_demo(command: Callable) -> Callable:
    """Say that this is the demo before the settings are read."""

    @functools.wraps(command)
    def wrapped(**options: object) -> None:
        os.environ["SHANYU_DEMO"] = "1"
        command(**options)

    return wrapped


def progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )


listening = [
    click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    click.option(
        "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
    ),
]


def with_options(options: list) -> Callable:
    return lambda command: functools.reduce(lambda made, option: option(made), reversed(options), command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="shanyu")
def main() -> None:
    """Shanyu 善育: the open platform on which a district or a city runs its childcare."""


@main.command()
@in_home
def migrate(home: Path) -> None:
    """Bring the database up to date."""
    from shanyu.runtime.database import migrate as apply

    done = apply()
    console.print(f"{len(done)} migrations applied." if done else "The database is up to date.")


@main.command()
@with_options(listening)
@in_home
@with_tables
def serve(home: Path, host: str, port: int) -> None:
    """Serve the product and run its worker, until interrupted."""
    run_server(home, host, port, lambda url: console.print(f"Shanyu is at {url} (Ctrl-C ends it)"))


def run_server(home: Path, host: str, port: int, when_ready: Callable[[str], None]) -> None:
    from shanyu.runtime.serve import serve as run
    from shanyu.runtime.static import gather

    gather()
    # Where nobody says under which address the product is reached, messages carry the one it listens at.
    if not os.environ.get("SHANYU_ORIGINS"):
        os.environ.setdefault("SHANYU_URL", f"http://{host}:{port}")
    if code := run(home, host, port, when_ready):
        raise click.ClickException(f"The server ended by itself (code {code}); its last lines are above.")


@main.command()
@in_home
@with_tables
def worker(home: Path) -> None:
    """Run the jobs that were planned. Those planned for later are looked for every second.

    The worker stands behind the web server where the processor is short: in a rush people are answered first.
    """
    from django.core.management import call_command

    os.nice(10)
    call_command(
        "procrastinate", "worker", "--concurrency", "2", "--fetch-job-polling-interval", "1", verbosity=0
    )


@main.command()
@with_options(listening)
@click.option(
    "--scale", type=click.Choice(["small", "district", "city"]), default="district", show_default=True
)
@click.option(
    "--seed", type=int, default=20260601, show_default=True, help="The same seed makes the same city."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--no-serve", is_flag=True, help="Build the city and stop.")
@as_demo
@in_home
def demo(home: Path, host: str, port: int, scale: str, seed: int, no_browser: bool, no_serve: bool) -> None:
    """Build a living district from one seed and serve it."""
    from shanyu.demo.load import OtherData, build
    from shanyu.runtime.database import migrate as apply

    apply()
    try:
        with progress() as bars:
            city = build(scale, seed, bars)
    except OtherData as problem:
        raise click.ClickException(str(problem)) from None
    if no_serve:
        return

    def ready(url: str) -> None:
        show_cast(url, city)
        if not no_browser:
            webbrowser.open(url)

    run_server(home, host, port, ready)


def show_cast(url: str, city: "City") -> None:
    console.print(f"\n[bold]{city.title}[/bold]\n{url}\n")
    for person in city.cast:
        console.print(f"  [bold]{person.username}[/bold] / {person.password}   {person.sentence_zh}")
        console.print(f"      {person.sentence_en}", style="dim")
    console.print("\nCtrl-C ends it; the next start takes seconds.")


def region_at(code: str | None) -> "Region | None":
    """The division of exactly this code today; a clear word where there is none."""
    from shanyu.domain.regions.queries import find_region
    from shanyu.kernel.door import platform

    if not code:
        return None
    for region in find_region(platform(), code):
        if region.code == code:
            return region
    raise click.ClickException(
        f"No division of code {code} is known: load it first with shanyu import-regions."
    )


@main.command("create-account")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", help="A role to grant, such as administrator or district_officer.")
@click.option("--region", help="Division code that the role reaches, such as 330105.")
@click.option(
    "--reason", default="shanyu create-account", show_default=True, help="By what right the role is granted."
)
@click.password_option(help="Asked for when not given.")
@in_home
@with_tables
def create_account(home: Path, username: str, name: str, password: str, **role: str | None) -> None:
    """Make an account, with a role if wanted."""
    from django.db import transaction

    from shanyu.domain.people.actions import create_account as create
    from shanyu.domain.people.actions import grant_role
    from shanyu.kernel.door import Refusal, platform

    try:
        with transaction.atomic():
            made = create(platform(), username=username, name=name, password=password)
            if role["role"]:
                where = region_at(role["region"])
                grant_role(platform(), made, role=role["role"], region=where, reason=role["reason"] or "")
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    console.print(f"Account {made.username} is ready. A second factor is set up at the first sign-in.")


DATUMS = click.Choice(["WGS84", "GCJ02", "BD09"], case_sensitive=False)
given_file = click.Path(path_type=Path, exists=True, dir_okay=False)


@main.command("import-sites")
@click.argument("file", type=given_file)
@click.option("--mapping", type=given_file, help="Which column is what, as --write-mapping wrote it.")
@click.option("--write-mapping", type=click.Path(path_type=Path), help="Write the guesses and load nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
@click.option(
    "--datum", type=DATUMS, help="Coordinates' datum where neither a column nor the mapping says it."
)
@click.option("--region", default="", help="Division code within which names of streets are looked up.")
@click.option("--report", type=click.Path(path_type=Path), help="Where the XLSX of problems goes.")
@click.option("--language", type=click.Choice(imports.LANGUAGES), default=imports.screen_language)
@in_home
@with_tables
def import_sites(
    home: Path, file: Path, language: str, datum: str | None, region: str, **options: object
) -> None:
    """Load a bureau's spreadsheet of sites (CSV or XLSX). A second run updates instead of doubling.

    Ends with code 2 when some rows had problems; the good rows are loaded all the same.
    """
    if not imports.sites(console, file, language, datum=datum or "", region_code=region, **options):
        sys.exit(2)


@main.command("import-regions")
@click.argument("files", type=given_file, nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice(["regions", "boundaries", "population", "network", "ground"]),
    help="What the files hold, where they do not tell by themselves.",
)
@click.option("--datum", type=DATUMS, help="Coordinates' datum; GeoJSON and OpenStreetMap are WGS84.")
@click.option("--source", default="", help="Whose data it is; kept with every row and shown on maps.")
@click.option("--region", default="", help="Division code that a network or a ground belongs to.")
@click.option("--synthetic", is_flag=True, help="The data is drawn, not surveyed; maps say so.")
@click.option("--dry-run", is_flag=True, help="Read and check, and change nothing.")
@click.option("--language", type=click.Choice(imports.LANGUAGES), default=imports.screen_language)
@in_home
@with_tables
def import_regions(home: Path, files: tuple[Path, ...], language: str, **options: object) -> None:
    """Load divisions, outlines, population, ground or a walking network.

    From GeoJSON, CSV, XLSX, or an OpenStreetMap extract (.osm.pbf). Ends with code 2 when some rows had problems.
    """
    named = {"kind": options["kind"] or "", "datum": options["datum"] or "", "region_code": options["region"]}
    others = {name: options[name] for name in ("source", "synthetic", "dry_run")}
    if not imports.regions(console, files, language, **named, **others):
        sys.exit(2)


@main.group()
def allocation() -> None:
    """Public allocations of places."""


@allocation.command("verify")
@click.argument("file", type=given_file)
@click.option(
    "--announced", metavar="DIGEST", help="The announcement's digest, as you noted it before the draw."
)
@click.option("--listed", metavar="DIGEST", help="The applications' digest, as you noted it before the draw.")
@click.option("--language", type=click.Choice(imports.LANGUAGES), default=imports.screen_language)
def verify_allocation(file: Path, announced: str | None, listed: str | None, language: str) -> None:
    """Compute a published protocol again from the file alone. Needs no installation and no database.

    只凭公开协议的文件，把整个分配重新算一遍；不用安装平台，也不用数据库。

    Ends with code 2 when something in it is not what its rules and its lottery give.
    """
    if not protocols.verify_protocol(console, file, announced, listed, language):
        sys.exit(2)


@main.command("rotate-keys")
@in_home
@with_tables
def rotate_keys(home: Path) -> None:
    """Seal everything anew under new keys. Interrupted, the same command goes on."""
    from shanyu.kernel import keys, rotation

    if os.environ.get("SHANYU_KEYS"):
        raise click.ClickException(
            "The keys come from SHANYU_KEYS: put a ring with a new active key there first."
        )
    left = rotation.remaining()
    if not left:
        keys.ring().rotated().save(home / "keys" / "keyring.json")
        left = rotation.remaining()
    else:
        console.print("An earlier rotation is going on.")
    with progress() as bars:
        task = bars.add_task("Sealing anew", total=sum(left.values()))
        for done in rotation.reseal():
            bars.advance(task, done)
    console.print(f"All values are sealed under key {keys.ring().active}. Keep a copy of keys/keyring.json.")


@main.command()
@in_home
def doctor(home: Path) -> None:
    """Look at the machine, the database, the keys and the clock, and say what to do."""
    from shanyu.runtime.doctor import check_installation, check_machine

    findings = [*check_machine(home), *check_installation()]
    for finding in findings:
        mark = "[green]✓[/green]" if finding.well else "[red]✗[/red]"
        console.print(f"{mark} {finding.what}: {finding.seen}")
        if not finding.well and finding.remedy:
            console.print(f"    → {finding.remedy}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())

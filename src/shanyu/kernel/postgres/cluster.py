"""Making the data directory: beside its place first, then by one rename, so that it is whole or absent."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from shanyu.kernel.postgres import errors, process, settings
from shanyu.kernel.postgres.account import owner_name
from shanyu.kernel.postgres.binaries import Binaries
from shanyu.kernel.postgres.diagnosis import explain
from shanyu.kernel.postgres.info import DATABASE, ROLE, SUPERUSER
from shanyu.kernel.postgres.log import append
from shanyu.kernel.postgres.place import Place

STAGING = "data.new-"
# The application's role is a plain one. earthdistance is the one extension it needs that only a superuser
# may create, so every database of this server gets it from template1.
CONTENT = (
    "CREATE EXTENSION cube",
    "CREATE EXTENSION earthdistance",
    f"CREATE ROLE {ROLE} LOGIN CREATEDB",
    f"CREATE DATABASE {DATABASE} OWNER {ROLE}",
)


def create(place: Place, binaries: Binaries) -> None:
    """Makes the data directory with the role and the database; what an interrupted try left is removed."""
    parent = place.data_dir.parent
    for left in parent.glob(f"{STAGING}*"):
        process.end_orphans(left)
        shutil.rmtree(left, ignore_errors=True)
    try:
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=parent))
    except OSError as error:
        raise errors.from_os_error(error, parent, owner_name(parent)) from error
    try:
        place.account.own(staging)
        _run(place, _initdb(staging, binaries))
        _run(place, _single_user(staging, binaries), "".join(f"{line};\n" for line in CONTENT))
        staging.rename(place.data_dir)
    except OSError as error:
        raise errors.from_os_error(error, parent, owner_name(parent)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _initdb(directory: Path, binaries: Binaries) -> list[str]:
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if binaries.version >= 17 else []
    return [
        binaries.program("initdb"),
        *("-D", str(directory), "--username", SUPERUSER, "--encoding=UTF8"),
        *provider,
        # The C library's locale too: pg_trgm asks it which Chinese characters are letters.
        *("--locale=C.UTF-8", "--lc-messages=C"),
        *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
        *(["--no-sync"] if settings.fast() else []),
    ]


def _single_user(directory: Path, binaries: Binaries) -> list[str]:
    durability = ["-c", "fsync=off"] if settings.fast() else []
    return [
        binaries.program("postgres"),
        *("--single", "-D", str(directory), "-c", "exit_on_error=on", *durability, "template1"),
    ]


def _run(place: Place, command: list[str], text: str = "") -> None:
    options = place.account.popen_options()
    del options["stdin"]  # `input` takes its place
    done = subprocess.run(
        command, check=False, input=text, capture_output=True, text=True, errors="replace", **options
    )
    if done.returncode != 0:
        printed = done.stdout + done.stderr
        append(place, printed)
        raise explain(place, printed)

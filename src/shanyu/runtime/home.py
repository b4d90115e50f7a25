"""The home folder of an installation, made ready before Django reads its settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shanyu.kernel.postgres import Unavailable, owner
from shanyu.kernel.sealed import BadKeyRing, KeyRing

FOLDERS = ("keys", "uploads", "static", "numba", "metrics", "fonts")


class NotReady(Exception):
    """This machine or this home cannot run Shanyu; the words say why and what to do."""


def make_ready(home: Path) -> None:
    """Folders, keys and the environment of a home. Raises NotReady with one sentence."""
    try:
        for folder in FOLDERS:
            (home / folder).mkdir(parents=True, exist_ok=True)
        (home / "keys").chmod(0o700)
        if not os.environ.get("SHANYU_KEYS"):
            KeyRing.create(home / "keys" / "keyring.json")
    except BadKeyRing as problem:
        raise NotReady(f"{home / 'keys' / 'keyring.json'}: {problem}. Restore it from a backup.") from None
    except OSError as problem:
        raise NotReady(
            f"The home folder {home} cannot be written ({problem.strerror}): choose another with --home DIR."
        ) from None
    os.environ["SHANYU_HOME"] = str(home)
    os.environ.setdefault("NUMBA_CACHE_DIR", str(home / "numba"))
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(home / "metrics"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyu.config.settings")


@contextmanager
def running(home: Path) -> Iterator[None]:
    """A ready home with its database running and Django set up: the embedded one, or DATABASE_URL's."""
    make_ready(home)
    if os.environ.get("DATABASE_URL"):
        _start_django()
        yield
        return
    try:
        with owner(home) as server:
            os.environ["DATABASE_URL"] = server.url
            try:
                _start_django()
                yield
            finally:
                _leave_database()
                os.environ.pop("DATABASE_URL", None)
    except Unavailable as problem:
        raise NotReady(f"{problem.sentence}\n{problem.sentence_zh}") from None


def _start_django() -> None:
    import django

    django.setup()


def _leave_database() -> None:
    from django.db import connections

    connections.close_all()

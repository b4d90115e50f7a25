"""The key ring of this installation: from the environment, or from the home folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shanyu.kernel.sealed import KeyRing

_held: ContextVar[KeyRing | None] = ContextVar("held_ring", default=None)


def ring() -> KeyRing:
    """The keys that seal fields, read anew whenever their file has changed, so that a rotation reaches
    every running process at once."""
    if held := _held.get():
        return held
    if settings.SHANYU_KEYS:
        return _from_text(settings.SHANYU_KEYS)
    path: Path = settings.SHANYU_KEY_FILE
    return _from_file(path, path.stat().st_mtime_ns)


@contextmanager
def held() -> Iterator[None]:
    """Inside it the file is not looked at again: for thousands of values that are written by one statement."""
    token = _held.set(ring())
    try:
        yield
    finally:
        _held.reset(token)


@lru_cache(maxsize=2)
def _from_text(text: str) -> KeyRing:
    return KeyRing.from_json(text)


@lru_cache(maxsize=2)
def _from_file(path: Path, _changed: int) -> KeyRing:
    return KeyRing.load(path)

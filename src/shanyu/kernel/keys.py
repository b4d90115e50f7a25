"""The key ring of this installation: from the environment, or from the home folder."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shanyu.kernel.sealed import KeyRing


def ring() -> KeyRing:
    """The keys that seal fields, read anew whenever their file has changed, so that a rotation reaches
    every running process at once."""
    if settings.SHANYU_KEYS:
        return _from_text(settings.SHANYU_KEYS)
    path: Path = settings.SHANYU_KEY_FILE
    return _from_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _from_text(text: str) -> KeyRing:
    return KeyRing.from_json(text)


@lru_cache(maxsize=2)
def _from_file(path: Path, _changed: int) -> KeyRing:
    return KeyRing.load(path)

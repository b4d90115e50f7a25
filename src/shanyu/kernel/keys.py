"""The key ring of this installation: from the environment, or from the home folder."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shanyu.kernel.sealed import KeyRing


@lru_cache(maxsize=1)
def ring() -> KeyRing:
    """The keys that seal fields. `forget()` makes the next call read them anew."""
    if settings.SHANYU_KEYS:
        return KeyRing.from_json(settings.SHANYU_KEYS)
    return KeyRing.load(Path(settings.SHANYU_KEY_FILE))


def forget() -> None:
    ring.cache_clear()

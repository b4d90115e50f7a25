"""Showing what a message says in another language, by a translator that the installation names; none by default.

`SHANYU_TRANSLATOR` is the address of a service: a POST with JSON `{"text", "to"}` is answered by `{"text"}`; `to` is
`zh-hans` or `en`. Or it is the dotted path of a class that is made without arguments. A message leaves the house only
when a reader asks for it, and nothing of the answer is kept.
"""

from typing import Protocol

import requests
from django.conf import settings
from django.utils.module_loading import import_string

from shanyu.domain.messaging.refusals import NoTranslation

_SECONDS = 10
#: More than this is no translation of a message.
_MOST = 20_000


class Translator(Protocol):
    """What an adapter does, within seconds. Raises OSError where it cannot be asked, ValueError for no answer."""

    def translate(self, text: str, to: str) -> str: ...


class HttpTranslator:
    """Asks a service by HTTP."""

    def __init__(self, address: str) -> None:
        self.address = address

    def translate(self, text: str, to: str) -> str:
        answer = requests.post(
            self.address, json={"text": text, "to": to}, timeout=_SECONDS, allow_redirects=False
        )
        if not answer.ok:
            raise ValueError(f"status {answer.status_code}")
        found = answer.json()
        words = found.get("text") if isinstance(found, dict) else None
        if not isinstance(words, str) or not words.strip() or len(words) > _MOST:
            raise ValueError("no text")
        return words


def is_served() -> bool:
    """Whether a translator is set at all."""
    return bool(settings.SHANYU_TRANSLATOR)


def translated(text: str, to: str) -> str:
    """The text in another language. Raises NoTranslation."""
    named = settings.SHANYU_TRANSLATOR
    if not named:
        raise NoTranslation
    translator: Translator = HttpTranslator(named) if "://" in named else import_string(named)()
    try:
        return translator.translate(text, to)
    except (OSError, ValueError):
        raise NoTranslation from None

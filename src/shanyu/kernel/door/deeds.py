"""What a verb is called by people: the words that stand for its name wherever somebody reads what was done."""

from collections.abc import Mapping

_words: dict[str, str] = {}


def deeds(words: Mapping[str, str]) -> None:
    """Say what verbs are called, by their names; the texts are translated when they are read."""
    _words.update(words)


def deed_of(verb: str) -> str:
    """The words for a verb in the reader's language; a verb that is gone keeps its name."""
    return str(_words.get(verb, verb))


def told() -> set[str]:
    """The names of all verbs that have words."""
    return set(_words)

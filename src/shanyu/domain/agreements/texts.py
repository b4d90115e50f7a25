"""The text of a paper: filled in from facts, in both languages, with the hash of every word of it.

A text is kept as one piece of JSON with sorted keys and no spaces; its SHA-256 is what people sign under.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shanyu.kernel.rulebook import Rule

LANGUAGES = ("zh-hans", "en")
Both = Mapping[str, str]
"""The same words in each of LANGUAGES."""


@dataclass(frozen=True)
class Clause:
    """A clause as it is read, in one language."""

    title: str
    paragraphs: list[str]


@dataclass(frozen=True)
class Text:
    """A whole text as it is read, in one language; `facts` are labels with their values."""

    title: str
    facts: list[tuple[str, str]]
    clauses: list[Clause]
    sample: bool


def fill(
    template: Rule, facts: Mapping[str, Both], labels: Mapping[str, Both], when: frozenset[str], of: str
) -> str:
    """The canonical text: every placeholder of the template is a fact; paragraphs `when` something else are left out.

    `labels` names the facts that stand above the clauses, in their order; `of` is the public key of the case.
    Raises KeyError for a placeholder that is no fact.
    """
    said = {language: {key: both[language] for key, both in facts.items()} for language in LANGUAGES}

    def both(words: Both) -> dict[str, str]:
        return {language: words[language].format_map(said[language]) for language in LANGUAGES}

    value = template.value
    text = {
        "case": of,
        "template": template.key,
        "version": template.version,
        "sample": value["sample"],
        "title": both(value["title"]),
        "facts": [
            {"label": dict(label), "value": dict(facts[key])} for key, label in labels.items() if key in facts
        ],
        "clauses": [
            {
                "title": both(clause["title"]),
                "paragraphs": [
                    both(words) for words in clause["paragraphs"] if words.get("when") in {None, *when}
                ],
            }
            for clause in value["clauses"]
        ],
    }
    return json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(canonical: str) -> str:
    """The SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(canonical: str, language: str) -> Text:
    """A canonical text in a language; Chinese, which binds, for one that it does not have."""
    told = language if language in LANGUAGES else LANGUAGES[0]
    text: dict[str, Any] = json.loads(canonical)
    return Text(
        title=text["title"][told],
        facts=[(one["label"][told], one["value"][told]) for one in text["facts"]],
        clauses=[
            Clause(one["title"][told], [words[told] for words in one["paragraphs"]])
            for one in text["clauses"]
        ],
        sample=text["sample"],
    )

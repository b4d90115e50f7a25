"""Opening the text of a paper, and holding it against the hash that was signed."""

from shanyu.domain.agreements import texts
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.refusals import TextDamaged, TextForgotten


def text_of(paper: Paper, language: str) -> texts.Text:
    """The text in a language. Raises TextDamaged where it is not the one of the hash, TextForgotten once deleted."""
    if not paper.text:
        raise TextForgotten
    canonical = paper.text if isinstance(paper.text, str) else paper.text.reveal()
    if texts.digest(canonical) != paper.sha256:
        raise TextDamaged
    return texts.read(canonical, language)

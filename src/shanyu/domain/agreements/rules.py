"""Rules of agreements: which text is drawn up from, and what the fee of a day of suspension is."""

from datetime import date

from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.agreements")


def template_of(kind: str, region_code: str, on: date) -> Rule:
    """The text in force for a kind of paper at a place: that of the nearest division that has its own, else the sample.

    The value holds `sample`, `title`, `clauses` (each with a title and paragraphs, in both languages; a paragraph
    may be only for papers `when` something holds).
    """
    return _nearest(f"text.{kind}", region_code, on)


def away_percent(region_code: str, on: date) -> int:
    """How much of a monthly fee is asked on days of suspension."""
    return _nearest("fee.away", region_code, on).value["percent"]


def rounding(on: date) -> Rule:
    """How a part of a month is reckoned and rounded, as families read it."""
    return book.rule("fee.part", on)


def _nearest(key: str, region_code: str, on: date) -> Rule:
    for length in (12, 9, 6, 4, 2):
        found = book.in_force(f"{key}.{region_code[:length]}", on) if region_code else None
        if found is not None:
            return found
    return book.rule(key, on)

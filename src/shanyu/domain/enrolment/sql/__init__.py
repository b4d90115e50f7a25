"""The functions of enrolment, as PostgreSQL runs them. A migration installs them; a changed one is installed anew."""

from importlib.resources import files

from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.rules.book import book

#: In the order of their installing.
FILES = ("bands.sql", "look.sql", "turn.sql", "offer.sql", "case.sql", "place.sql")


def functions() -> str:
    """All of them as one script of CREATE OR REPLACE; the ages of class types come from the rules of providers."""
    here = files("shanyu.domain.enrolment.sql")
    text = "\n".join(here.joinpath(name).read_text(encoding="utf-8") for name in FILES)
    return text.replace("/* rows */", ", ".join(_bands()))


def _bands() -> list[str]:
    """Every version of every class type's ages, as rows of VALUES."""
    return [
        f"('{band}', {one.value['from_month']}, {one.value['to_month']}, {_day(one.since)}, {_day(one.until)})"
        for band in AgeBand.values
        for one in book.versions(f"class.{band}")
    ]


def _day(day: object) -> str:
    return f"'{day}'::date" if day else "NULL::date"

"""The functions of agreements, as PostgreSQL runs them. A migration installs them; a changed one is installed anew."""

from collections.abc import Sequence
from importlib.resources import files

#: In the order of their installing; the book came later, with its table.
FILES = ("hold.sql", "sign.sql")
BOOK = ("book.sql",)


def functions(names: Sequence[str] = FILES) -> str:
    """These files as one script of CREATE OR REPLACE."""
    here = files("shanyu.domain.agreements.sql")
    return "\n".join(here.joinpath(name).read_text(encoding="utf-8") for name in names)

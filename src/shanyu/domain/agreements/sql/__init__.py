"""The functions of agreements, as PostgreSQL runs them. A migration installs them; a changed one is installed anew."""

from importlib.resources import files

#: In the order of their installing.
FILES = ("hold.sql", "sign.sql")


def functions() -> str:
    """All of them as one script of CREATE OR REPLACE."""
    here = files("shanyu.domain.agreements.sql")
    return "\n".join(here.joinpath(name).read_text(encoding="utf-8") for name in FILES)

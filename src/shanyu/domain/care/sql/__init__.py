"""The functions of the daily record, as PostgreSQL runs them. A migration installs them."""

from importlib.resources import files

from shanyu.domain.care.facts import table

FILES = ("fits.sql", "months.sql")


def functions() -> str:
    """All of them as one script of CREATE OR REPLACE; what each kind may hold comes from `care.facts`."""
    here = files("shanyu.domain.care.sql")
    text = "\n".join(here.joinpath(name).read_text(encoding="utf-8") for name in FILES)
    return text.replace("/* facts */", table())

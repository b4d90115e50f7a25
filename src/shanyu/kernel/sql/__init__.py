"""Functions that the domains' functions share, as PostgreSQL runs them. A changed one is installed anew."""

from importlib.resources import files

#: In the order of their installing.
FILES = ("night.sql",)


def functions() -> str:
    """All of them as one script of CREATE OR REPLACE."""
    here = files("shanyu.kernel.sql")
    return "\n".join(here.joinpath(name).read_text(encoding="utf-8") for name in FILES)

"""Drawings among the static files: those that this installation has."""

from functools import cache

from django.contrib.staticfiles import finders
from django.templatetags.static import static

FOLDER = "pictures"


def drawing_url(drawing: str) -> str:
    """The address of a drawing by its name; "" for none, and for one that this installation does not have."""
    name = f"{FOLDER}/{drawing}.svg"
    return static(name) if drawing and _is_here(name) else ""


@cache
def _is_here(name: str) -> bool:
    return finders.find(name) is not None

"""The way to the next page of a list."""

from urllib.parse import urlencode

from django.http import HttpRequest


def next_page(
    request: HttpRequest, offset: int, count: int, total: int, *, least: bool = False
) -> str | None:
    """Path and query of the page after this one, None on the last."""
    after = offset + count
    if not count or (after >= total and not least):
        return None
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "offset"]
    return f"{request.path}?{urlencode([*kept, ('offset', after)])}"

"""The history of a row: every insert, change and deletion, by trigger, with who and by which verb."""

from collections.abc import Callable

import pghistory


def tracked(*exclude: str) -> Callable:
    """Class decorator: keep the history of a model, but for derived fields named in `exclude`."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=["modified_at", *exclude],
    )

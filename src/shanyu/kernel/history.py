"""The history of a row: every insert, change and deletion, by trigger, with who and by which verb."""

from collections.abc import Callable

import pghistory


def tracked(*exclude: str) -> Callable:
    """Class decorator: keep the history of a model, but for derived fields named in `exclude`.

    New rows are written into the history once for each statement: a thousand rows in one COPY cost one trigger.
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=["modified_at", *exclude],
    )

"""What a rush asks of children, and no more: by prepared statements (`kernel.prepared`)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from shanyu.kernel.prepared import ask


class ChildBrief(NamedTuple):
    """A child without anything that tells who it is."""

    pk: int
    household_id: int
    born: date


def children_among(keys: Sequence[int], public_ids: Iterable[UUID]) -> list[ChildBrief]:
    """Those of the children with these keys that are known by one of these public ids; the eldest first."""
    found = ask(
        "SELECT id, household_id, born FROM people_child"
        " WHERE id = ANY (%s::bigint[]) AND public_id = ANY (%s::uuid[]) ORDER BY born, id",
        [list(keys), list(public_ids)],
    )
    return [ChildBrief(*row) for row in found]

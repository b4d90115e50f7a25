"""The daily record in version 1 of the API: a provider's own system sends entries, and reads how a class stands."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Query, Router

from shanyu.domain.care.actions import record
from shanyu.domain.care.queries import FloorChild, floor
from shanyu.faces.api import care_schemas as schemas
from shanyu.faces.api.bookings import day_of
from shanyu.kernel.door import Refusal
from shanyu.ui.pages import Page

router = Router()
Day = Annotated[
    str | None,
    Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", description="Today unless given"),
]


@router.post(
    "/sites/{site_id}/entries",
    response=schemas.EntriesOut,
    url_name="entries",
    operation_id="recordEntries",
    tags=["care"],
)
def entries(request: HttpRequest, site_id: UUID, sent: schemas.EntriesIn) -> schemas.EntriesOut:
    """Put entries into the daily record of a site of the key's owner, each exactly once, in whatever order."""
    result = record(request.actor, site_id, entries=sent.entries, sent_at=sent.sent_at)
    return schemas.EntriesOut(
        accepted=list(result.accepted),
        known=list(result.known),
        refused=[_refused(mark, refusal) for mark, refusal in result.refused.items()],
    )


@router.get(
    "/classes/{class_id}/floor", response=schemas.FloorOut, url_name="floor", operation_id="readFloor",
    tags=["care"],
)  # fmt: skip
def class_floor(
    request: HttpRequest, class_id: Annotated[int, Path(ge=1, le=2**53)], day: Day = None
) -> schemas.FloorOut:
    """The children of a class on a day, and whether there are carers enough for those who are there."""
    found = floor(request.actor, class_id, day=day_of(day))
    return schemas.FloorOut(
        class_id=found.care_class.pk,
        name=found.care_class.name,
        day=found.day,
        children_present=found.ratio.children,
        carers_present=found.ratio.carers,
        children_per_carer=found.ratio.most,
        above_ratio=found.ratio.above,
        children=[_child(one) for one in found.children],
    )


def _child(one: FloorChild) -> schemas.FloorChildOut:
    at = one.day.state
    return schemas.FloorChildOut(
        id=one.child.public_id, name=one.name, present=at.present, arrived_at=at.arrived_at, left_at=at.left_at,
        checks=sorted(at.checks), outcome=at.outcome, outdoor_minutes=at.outdoor_minutes, leave=one.leave,
        disputed=bool(one.day.disputed),
    )  # fmt: skip


def _refused(mark: str, refusal: Refusal) -> schemas.RefusedEntry:
    return schemas.RefusedEntry(
        mark=_sayable(mark), code=refusal.code, says=_sayable(refusal.sentence()), next_step=refusal.step()
    )


def _sayable(text: str) -> str:
    """Without halves of characters, which JSON may carry and an answer may not."""
    return text.encode("utf-8", "replace").decode()


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "entries": (Page(("POST",), "care.record", "care.record"), "care:write"),
    "floor": (Page(("GET",), "care.floor", "care.floor"), "care:read"),
}

"""Changes of agreements and fees in version 1 of the API: either side proposes, each signs for itself."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import StringConstraints

from shanyu.domain.agreements import actions, queries
from shanyu.faces.api import signing_schemas as schemas
from shanyu.faces.api import signing_shapes as made
from shanyu.faces.api.doors import FAMILY, SITE, case_at_the_site, changes, own_case, reads
from shanyu.faces.api.shapes import clock
from shanyu.kernel.door import OutOfReach
from shanyu.ui.pages import Page

router = Router()
Month = Annotated[
    str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"), Query(description="Such as 2026-12")
]


@router.get(
    "/cases/{case_id}/changes",
    response=list[schemas.PaperOut],
    url_name="case_changes",
    operation_id="caseChanges",
    tags=["cases"],
)
def own_changes(request: HttpRequest, case_id: UUID) -> list[schemas.PaperOut]:
    """The changes of an agreement, the newest first, whatever became of them."""
    return _changes(request, own_case(request, case_id))


@router.post(
    "/cases/{case_id}/changes",
    response={201: schemas.PaperOut},
    url_name="case_changes",
    operation_id="proposeChange",
    tags=["cases"],
)
def propose(request: HttpRequest, case_id: UUID, wanted: schemas.ChangeIn) -> tuple[int, schemas.PaperOut]:
    """Propose another plan from a day on. A day has one open change: sent again, it is refused."""
    return 201, _propose(request, own_case(request, case_id), wanted)


@router.post(
    "/cases/{case_id}/changes/preview",
    response=schemas.PreviewOut,
    url_name="case_change_preview",
    operation_id="previewChange",
    tags=["cases"],
)
def preview(request: HttpRequest, case_id: UUID, wanted: schemas.ChangeIn) -> schemas.PreviewOut:
    """What a change would cost, before anybody proposes it. Nothing is kept."""
    return _preview(request, own_case(request, case_id), wanted)


@router.post(
    "/cases/{case_id}/changes/{change_id}/sign",
    response=schemas.PaperOut,
    url_name="case_change_sign",
    operation_id="signChange",
    tags=["cases"],
)
def sign(request: HttpRequest, case_id: UUID, change_id: UUID, wanted: schemas.SignIn) -> schemas.PaperOut:
    """Sign a change as a guardian. Whoever signs last puts it in force; a change of class moves the child then."""
    case = own_case(request, case_id)
    actions.sign_change(request.actor, _of(request, case, change_id).paper.pk, sha256=wanted.sha256)
    return _change(request, case, change_id)


@router.delete(
    "/cases/{case_id}/changes/{change_id}",
    response=schemas.PaperOut,
    url_name="case_change",
    operation_id="withdrawChange",
    tags=["cases"],
)
def withdraw(request: HttpRequest, case_id: UUID, change_id: UUID) -> schemas.PaperOut:
    """Take a proposed change back, or decline the site's."""
    return _withdraw(request, own_case(request, case_id), change_id)


@router.get(
    "/cases/{case_id}/fees",
    response=schemas.FeesOut,
    url_name="case_fees",
    operation_id="caseFees",
    tags=["cases"],
)
def own_fees(request: HttpRequest, case_id: UUID, month: Month) -> schemas.FeesOut:
    """What a month costs, to the day."""
    return _fees(request, own_case(request, case_id), month)


@router.get(
    "/enrolments/{case_id}/changes",
    response=list[schemas.PaperOut],
    url_name="enrolment_changes",
    operation_id="enrolmentChanges",
    tags=["enrolment"],
)
def their_changes(request: HttpRequest, case_id: UUID) -> list[schemas.PaperOut]:
    """The changes of an agreement at one's site, the newest first."""
    return _changes(request, case_at_the_site(request, case_id))


@router.post(
    "/enrolments/{case_id}/changes",
    response={201: schemas.PaperOut},
    url_name="enrolment_changes",
    operation_id="proposeEnrolmentChange",
    tags=["enrolment"],
)
def propose_for_the_site(
    request: HttpRequest, case_id: UUID, wanted: schemas.ChangeIn
) -> tuple[int, schemas.PaperOut]:
    """Propose another plan to the family. A day has one open change: sent again, it is refused."""
    return 201, _propose(request, case_at_the_site(request, case_id), wanted)


@router.post(
    "/enrolments/{case_id}/changes/preview",
    response=schemas.PreviewOut,
    url_name="enrolment_change_preview",
    operation_id="previewEnrolmentChange",
    tags=["enrolment"],
)
def preview_for_the_site(request: HttpRequest, case_id: UUID, wanted: schemas.ChangeIn) -> schemas.PreviewOut:
    """What a change would cost the family. Nothing is kept."""
    return _preview(request, case_at_the_site(request, case_id), wanted)


@router.post(
    "/enrolments/{case_id}/changes/{change_id}/countersign",
    response=schemas.PaperOut,
    url_name="enrolment_change_countersign",
    operation_id="countersignChange",
    tags=["enrolment"],
)
def countersign(
    request: HttpRequest, case_id: UUID, change_id: UUID, wanted: schemas.SignIn
) -> schemas.PaperOut:
    """Sign a change for the site, before or after the family."""
    case = case_at_the_site(request, case_id)
    actions.countersign_change(request.actor, _of(request, case, change_id).paper.pk, sha256=wanted.sha256)
    return _change(request, case, change_id)


@router.delete(
    "/enrolments/{case_id}/changes/{change_id}",
    response=schemas.PaperOut,
    url_name="enrolment_change",
    operation_id="withdrawEnrolmentChange",
    tags=["enrolment"],
)
def withdraw_for_the_site(request: HttpRequest, case_id: UUID, change_id: UUID) -> schemas.PaperOut:
    """Take a proposed change back, or decline the family's."""
    return _withdraw(request, case_at_the_site(request, case_id), change_id)


@router.get(
    "/enrolments/{case_id}/fees",
    response=schemas.FeesOut,
    url_name="enrolment_fees",
    operation_id="enrolmentFees",
    tags=["enrolment"],
)
def their_fees(request: HttpRequest, case_id: UUID, month: Month) -> schemas.FeesOut:
    """What a month of a child costs, to the day."""
    return _fees(request, case_at_the_site(request, case_id), month)


def _changes(request: HttpRequest, case: int) -> list[schemas.PaperOut]:
    return [made.paper(one) for one in queries.agreement(request.actor, case).changes]


def _of(request: HttpRequest, case: int, change_id: UUID) -> queries.PaperView:
    """A change of this very case. Raises OutOfReach."""
    for one in queries.agreement(request.actor, case).changes:
        if one.paper.public_id == change_id:
            return one
    raise OutOfReach


def _change(request: HttpRequest, case: int, change_id: UUID) -> schemas.PaperOut:
    return made.paper(_of(request, case, change_id))


def _plan(wanted: schemas.ChangeIn) -> actions.Change:
    return actions.Change(
        wanted.form, wanted.weekdays, clock(wanted.opens), clock(wanted.closes), wanted.care_class
    )


def _propose(request: HttpRequest, case: int, wanted: schemas.ChangeIn) -> schemas.PaperOut:
    paper = actions.propose_change(request.actor, case, change=_plan(wanted), begins_on=wanted.begins_on)
    return _change(request, case, paper.public_id)


def _preview(request: HttpRequest, case: int, wanted: schemas.ChangeIn) -> schemas.PreviewOut:
    told = queries.preview_change(request.actor, case, change=_plan(wanted), begins_on=wanted.begins_on)
    return made.preview(told)


def _withdraw(request: HttpRequest, case: int, change_id: UUID) -> schemas.PaperOut:
    actions.withdraw_change(request.actor, _of(request, case, change_id).paper.pk)
    return _change(request, case, change_id)


def _fees(request: HttpRequest, case: int, month: str) -> schemas.FeesOut:
    return made.fees(queries.fees(request.actor, case, date.fromisoformat(f"{month}-01")))


def _both(side: tuple[str, str]) -> tuple[Page, dict[str, str]]:
    listed = Page(("GET", "POST"), "agreements.agreement", "agreements.propose_change")
    return listed, dict(zip(("GET", "POST"), side, strict=True))


#: What each address declares at the door, and the scope that a key needs there. A preview is asked with a body.
PAGES = {
    "case_changes": _both(FAMILY),
    "case_change": changes("agreements.withdraw_change", FAMILY, "DELETE"),
    "case_change_preview": changes("agreements.preview_change", (FAMILY[0], FAMILY[0])),
    "case_change_sign": changes("agreements.sign_change", FAMILY),
    "case_fees": reads("agreements.fees", FAMILY),
    "enrolment_changes": _both(SITE),
    "enrolment_change": changes("agreements.withdraw_change", SITE, "DELETE"),
    "enrolment_change_preview": changes("agreements.preview_change", (SITE[0], SITE[0])),
    "enrolment_change_countersign": changes("agreements.countersign_change", SITE),
    "enrolment_fees": reads("agreements.fees", SITE),
}

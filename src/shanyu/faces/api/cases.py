"""Enrolment in version 1 of the API, as a family uses it: its cases, where they ask, and the answers to offers."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from shanyu.domain.enrolment import actions
from shanyu.domain.enrolment.queries import case_page, my_cases
from shanyu.faces.api import case_schemas as schemas
from shanyu.faces.api import case_shapes as made
from shanyu.faces.api.doors import FAMILY, changes, own_case
from shanyu.faces.api.shapes import clock
from shanyu.ui.pages import Page

router = Router(tags=["cases"])


@router.get("/cases", response=list[schemas.CaseBrief], url_name="cases", operation_id="myCases")
def cases(request: HttpRequest) -> list[schemas.CaseBrief]:
    """The cases of the key owner's children, open ones first."""
    return [made.card(one) for one in my_cases(request.actor)]


@router.post("/cases", response={201: schemas.CaseOut}, url_name="cases", operation_id="apply")
def apply(request: HttpRequest, wanted: schemas.CaseIn) -> tuple[int, schemas.CaseOut]:
    """Open a child's case and ask at up to five sites. A child has one open wish: sent again, it is refused."""
    wish = actions.Wish(
        form=wanted.form,
        wanted_from=wanted.wanted_from,
        weekdays=wanted.weekdays,
        opens=clock(wanted.opens),
        closes=clock(wanted.closes),
        ranked=wanted.ranked,
        needs_both=wanted.needs_both,
    )
    opened = actions.apply(request.actor, wanted.child, wish=wish, sites=wanted.sites)
    return 201, _page(request, opened.public_id)


@router.get("/cases/{case_id}", response=schemas.CaseOut, url_name="case", operation_id="readCase")
def case(request: HttpRequest, case_id: UUID) -> schemas.CaseOut:
    """One case: what comes next, the place in each line, offers, places, and everything that happened."""
    return _page(request, case_id)


@router.delete("/cases/{case_id}", response=schemas.CaseOut, url_name="case", operation_id="withdrawCase")
def withdraw(request: HttpRequest, case_id: UUID) -> schemas.CaseOut:
    """Want no place any more; possible until the first day. What was held is free."""
    actions.withdraw(request.actor, case_id)
    return _page(request, case_id)


@router.post(
    "/cases/{case_id}/applications",
    response={201: schemas.CaseOut},
    url_name="case_applications",
    operation_id="addApplication",
)
def add_application(
    request: HttpRequest, case_id: UUID, wanted: schemas.AskIn
) -> tuple[int, schemas.CaseOut]:
    """Ask at one more site."""
    actions.add_application(request.actor, case_id, site=wanted.site)
    return 201, _page(request, case_id)


@router.put(
    "/cases/{case_id}/order", response=schemas.CaseOut, url_name="case_order", operation_id="rankApplications"
)
def order(request: HttpRequest, case_id: UUID, wanted: schemas.OrderIn) -> schemas.CaseOut:
    """Put the applications that stand in the family's own order; sites are not told of it."""
    actions.rank_applications(request.actor, case_id, order=wanted.applications)
    return _page(request, case_id)


@router.delete(
    "/applications/{application_id}",
    response=schemas.CaseOut,
    url_name="application",
    operation_id="withdrawApplication",
)
def withdraw_application(request: HttpRequest, application_id: UUID) -> schemas.CaseOut:
    """Ask no longer at one site; an offer of it is declined by this."""
    gone = actions.withdraw_application(request.actor, application_id)
    return _page(request, gone.case_id)


@router.post(
    "/offers/{offer_id}/accept", response=schemas.CaseOut, url_name="offer_accept", operation_id="takeOffer"
)
def accept(request: HttpRequest, offer_id: UUID, wanted: schemas.AcceptIn) -> schemas.CaseOut:
    """Take up an offer; the child's other applications end. Where two guardians must agree, it waits for the second."""
    offer = actions.accept(request.actor, offer_id, leave=wanted.leave)
    return _page(request, offer.application.case_id)


@router.post(
    "/offers/{offer_id}/decline",
    response=schemas.CaseOut,
    url_name="offer_decline",
    operation_id="declineOffer",
)
def decline(request: HttpRequest, offer_id: UUID) -> schemas.CaseOut:
    """Decline an offer; the other applications stand."""
    offer = actions.decline(request.actor, offer_id)
    return _page(request, offer.application.case_id)


@router.post(
    "/cases/{case_id}/suspend", response=schemas.CaseOut, url_name="case_suspend", operation_id="suspendCase"
)
def suspend(request: HttpRequest, case_id: UUID) -> schemas.CaseOut:
    """The child stays away from today on and keeps its place."""
    actions.suspend(request.actor, own_case(request, case_id))
    return _page(request, case_id)


@router.post(
    "/cases/{case_id}/return", response=schemas.CaseOut, url_name="case_return", operation_id="returnToCare"
)
def return_to_care(request: HttpRequest, case_id: UUID) -> schemas.CaseOut:
    """The child is back today; after a long absence only with a new check-up."""
    actions.return_to_care(request.actor, own_case(request, case_id))
    return _page(request, case_id)


@router.post(
    "/cases/{case_id}/leave", response=schemas.CaseOut, url_name="case_leave", operation_id="leaveCase"
)
def leave(request: HttpRequest, case_id: UUID, wanted: schemas.LeaveIn) -> schemas.CaseOut:
    """Fix the child's last day."""
    actions.leave(request.actor, own_case(request, case_id), last_day=wanted.last_day)
    return _page(request, case_id)


def _page(request: HttpRequest, case_id: UUID | int) -> schemas.CaseOut:
    return made.page(case_page(request.actor, case_id))


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "cases": (
        Page(("GET", "POST"), "enrolment.my_cases", "enrolment.apply"),
        {"GET": "cases:read", "POST": "cases:write"},
    ),
    "case": (
        Page(("GET", "DELETE"), "enrolment.case", "enrolment.withdraw"),
        {"GET": "cases:read", "DELETE": "cases:write"},
    ),
    "case_applications": changes("enrolment.add_application", FAMILY),
    "case_order": changes("enrolment.rank_applications", FAMILY, "PUT"),
    "application": changes("enrolment.withdraw_application", FAMILY, "DELETE"),
    "offer_accept": changes("enrolment.accept", FAMILY),
    "offer_decline": changes("enrolment.decline", FAMILY),
    "case_suspend": changes("enrolment.suspend", FAMILY),
    "case_return": changes("enrolment.return_to_care", FAMILY),
    "case_leave": changes("enrolment.leave", FAMILY),
}

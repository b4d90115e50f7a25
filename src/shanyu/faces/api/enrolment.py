"""Enrolment in version 1 of the API, as a site's own system uses it: inbox, waiting list, offers, steps, places."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from shanyu.domain.enrolment import actions
from shanyu.domain.enrolment.queries import class_board, free_places, inbox, waiting_list
from shanyu.faces.api import case_schemas as schemas
from shanyu.faces.api import case_shapes as made
from shanyu.faces.api.doors import SITE, changes, reads
from shanyu.ui.pages import Page

router = Router(tags=["enrolment"])


@router.get(
    "/sites/{site_id}/free-places",
    response=list[schemas.ClassPlacesOut],
    url_name="free_places",
    operation_id="freePlaces",
    tags=["sites"],
)
def places(request: HttpRequest, site_id: UUID) -> list[schemas.ClassPlacesOut]:
    """When which class of a site has free places, for a child who comes then and stays."""
    return [made.class_places(one) for one in free_places(request.actor, site_id)]


@router.get(
    "/sites/{site_id}/inbox",
    response=list[schemas.InboxItem],
    url_name="site_inbox",
    operation_id="siteInbox",
)
def site_inbox(request: HttpRequest, site_id: UUID) -> list[schemas.InboxItem]:
    """Every case at a site that is not yet at its first day, or away: the most urgent first."""
    return [made.inbox_item(one) for one in inbox(request.actor, site_id)]


@router.get(
    "/sites/{site_id}/waiting-list",
    response=list[schemas.WaitingOut],
    url_name="site_waiting",
    operation_id="siteWaitingList",
)
def site_waiting(request: HttpRequest, site_id: UUID) -> list[schemas.WaitingOut]:
    """Who waits at a site, in the order of its rule."""
    return [made.waiting(one) for one in waiting_list(request.actor, site_id)]


@router.get(
    "/sites/{site_id}/board",
    response=list[schemas.BoardClass],
    url_name="site_board",
    operation_id="siteBoard",
)
def board(request: HttpRequest, site_id: UUID) -> list[schemas.BoardClass]:
    """The classes of a site with every child who is there or to come, and what is free when."""
    return [made.board_class(one) for one in class_board(request.actor, site_id)]


@router.post(
    "/applications/{application_id}/offers",
    response={201: schemas.OfferMade},
    url_name="application_offers",
    operation_id="offerPlace",
)
def offer(
    request: HttpRequest, application_id: UUID, wanted: schemas.OfferIn
) -> tuple[int, schemas.OfferMade]:
    """Offer a place; it is held at once. An application has one offer at a time: sent again, it is refused."""
    row = actions.offer(
        request.actor,
        application_id,
        care_class=wanted.care_class,
        starts_on=wanted.starts_on,
        until=made.after(wanted.last_day),
        reason=wanted.reason or "",
        words=wanted.words,
    )
    return 201, made.offer_made(row)


@router.post(
    "/applications/{application_id}/refuse",
    response=schemas.AnswerOut,
    url_name="application_refuse",
    operation_id="refuseApplication",
)
def refuse(request: HttpRequest, application_id: UUID, wanted: schemas.ReasonIn) -> schemas.AnswerOut:
    """Answer that there is no place, and why."""
    row = actions.refuse_application(request.actor, application_id, reason=wanted.reason, words=wanted.words)
    return made.answer(row)


@router.post(
    "/offers/{offer_id}/retract",
    response=schemas.AnswerOut,
    url_name="offer_retract",
    operation_id="retractOffer",
)
def retract(request: HttpRequest, offer_id: UUID, wanted: schemas.ReasonIn) -> schemas.AnswerOut:
    """Take an offer back that nobody has answered; the family waits again where it stood."""
    return made.answer(actions.retract(request.actor, offer_id, reason=wanted.reason, words=wanted.words))


@router.post(
    "/enrolments/{case_id}/documents/confirm",
    response=schemas.StepOut,
    url_name="enrolment_documents",
    operation_id="confirmDocuments",
)
def documents(request: HttpRequest, case_id: UUID) -> schemas.StepOut:
    """The site has seen the documents."""
    return made.step(actions.confirm_documents(request.actor, case_id))


@router.post(
    "/enrolments/{case_id}/checkup/confirm",
    response=schemas.StepOut,
    url_name="enrolment_checkup",
    operation_id="confirmCheckup",
)
def checkup(request: HttpRequest, case_id: UUID, paper_of: date | None = None) -> schemas.StepOut:
    """The site has seen the report of the entry check-up, or of a new one after a long absence.

    `paper_of`: the day on the form, where the family keeps no health file and has shown the form to the site.
    """
    return made.step(actions.confirm_checkup(request.actor, case_id, paper_of=paper_of))


@router.post(
    "/enrolments/{case_id}/first-day",
    response=schemas.StepOut,
    url_name="enrolment_begin",
    operation_id="confirmFirstDay",
)
def begin(request: HttpRequest, case_id: UUID) -> schemas.StepOut:
    """The child has come for the first time."""
    return made.step(actions.begin(request.actor, case_id))


@router.post(
    "/enrolments/{case_id}/close",
    response=schemas.StepOut,
    url_name="enrolment_close",
    operation_id="closeCase",
)
def close(request: HttpRequest, case_id: UUID, wanted: schemas.ReasonIn) -> schemas.StepOut:
    """End a case whose family has let its time run out."""
    return made.step(actions.close(request.actor, case_id, reason=wanted.reason, words=wanted.words))


@router.post(
    "/enrolments/{case_id}/suspend",
    response=schemas.StepOut,
    url_name="enrolment_suspend",
    operation_id="suspendPlace",
)
def suspend(request: HttpRequest, case_id: UUID) -> schemas.StepOut:
    """The child stays away from today on; its place is kept."""
    return made.step(actions.suspend(request.actor, case_id))


@router.post(
    "/enrolments/{case_id}/return",
    response=schemas.StepOut,
    url_name="enrolment_return",
    operation_id="returnToPlace",
)
def return_to_care(request: HttpRequest, case_id: UUID) -> schemas.StepOut:
    """The child is back today; after a long absence only with a new check-up."""
    return made.step(actions.return_to_care(request.actor, case_id))


@router.post(
    "/enrolments/{case_id}/leave",
    response=schemas.StepOut,
    url_name="enrolment_leave",
    operation_id="endPlace",
)
def leave(request: HttpRequest, case_id: UUID, wanted: schemas.LeaveIn) -> schemas.StepOut:
    """Fix the child's last day; its place is free from the day after."""
    return made.step(actions.leave(request.actor, case_id, last_day=wanted.last_day))


@router.post(
    "/enrolments/{case_id}/move-up",
    response=schemas.BoardClass,
    url_name="enrolment_move_up",
    operation_id="moveUp",
)
def move_up(request: HttpRequest, case_id: UUID, wanted: schemas.MoveUpIn) -> schemas.BoardClass:
    """Plan the move to another class of the site. The answer is that class's board."""
    placed = actions.move_up(
        request.actor,
        case_id,
        care_class=wanted.care_class,
        starts_on=wanted.starts_on,
    )
    classes = class_board(request.actor, placed.site_id)
    return made.board_class(next(one for one in classes if one.care_class.pk == placed.care_class_id))


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "free_places": (Page(("GET",), "enrolment.free_places", "enrolment.free_places"), "sites:read"),
    "site_inbox": reads("enrolment.inbox", SITE),
    "site_waiting": reads("enrolment.waiting_list", SITE),
    "site_board": reads("enrolment.class_board", SITE),
    "application_offers": changes("enrolment.offer", SITE),
    "application_refuse": changes("enrolment.refuse", SITE),
    "offer_retract": changes("enrolment.retract", SITE),
    "enrolment_documents": changes("enrolment.confirm_documents", SITE),
    "enrolment_checkup": changes("enrolment.confirm_checkup", SITE),
    "enrolment_begin": changes("enrolment.begin", SITE),
    "enrolment_close": changes("enrolment.close", SITE),
    "enrolment_suspend": changes("enrolment.suspend", SITE),
    "enrolment_return": changes("enrolment.return_to_care", SITE),
    "enrolment_leave": changes("enrolment.leave", SITE),
    "enrolment_move_up": changes("enrolment.move_up", SITE),
}

"""From what enrolment's verbs answer to what the API sends."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse

from shanyu.domain.enrolment.future import FreeFrom
from shanyu.domain.enrolment.models import Application, Case, Entry, Offer, Placement
from shanyu.domain.enrolment.queries.mine import ApplicationView, CaseCard, CaseView
from shanyu.domain.enrolment.queries.places import BoardClass, BoardPlace, ClassPlaces
from shanyu.domain.enrolment.queries.site import InboxItem, WaitingFamily
from shanyu.domain.enrolment.transitions import NextStep
from shanyu.domain.providers.models import CareClass, Site
from shanyu.faces.api import case_schemas as schemas
from shanyu.faces.api.shapes import hour


def after(last_day: date | None) -> date | None:
    """The first day after a last one; none after the calendar's own."""
    return None if last_day in (None, date.max) else last_day + timedelta(days=1)


def step(case: Case) -> schemas.StepOut:
    return schemas.StepOut(**_state(case))


def card(one: CaseCard) -> schemas.CaseBrief:
    return schemas.CaseBrief(**_brief(one.case, one.case.child.public_id, one.next, one.asks))


def page(view: CaseView) -> schemas.CaseOut:
    case, asks = (
        view.case,
        sum(one.position is not None or one.offer is not None for one in view.applications),
    )
    accepted = case.site_id is not None
    return schemas.CaseOut(
        **_brief(case, case.child.public_id, view.next, 1 if accepted else asks),
        weekdays=case.weekdays,
        opens=hour(case.opens),
        closes=hour(case.closes),
        ranked=case.ranked,
        needs_both=case.needs_both,
        applications=[_application(one) for one in view.applications],
        placements=[_placement(one) for one in view.placements],
        entries=[_entry(one) for one in view.entries],
    )


def inbox_item(one: InboxItem) -> schemas.InboxItem:
    return schemas.InboxItem(
        case=one.case.public_id,
        application=one.application.public_id if one.application else None,
        state=one.case.state,
        state_name=one.case.get_state_display(),
        child_name=one.child,
        months=one.months,
        overdue=one.overdue,
        next=_next(one.next),
    )


def waiting(one: WaitingFamily) -> schemas.WaitingOut:
    asked = one.application
    return schemas.WaitingOut(
        position=one.position,
        application=asked.public_id,
        case=asked.case.public_id,
        group=asked.group,
        group_name=asked.get_group_display(),
        child_name=one.child,
        months=one.months,
        form=asked.case.form,
        wanted_from=one.wanted_from,
        since=one.since,
    )


def class_places(one: ClassPlaces) -> schemas.ClassPlacesOut:
    return schemas.ClassPlacesOut(**_class(one.care_class, one.free))


def board_class(one: BoardClass) -> schemas.BoardClass:
    return schemas.BoardClass(
        **_class(one.care_class, one.free),
        others=one.others,
        places=[_board_place(place) for place in one.places],
    )


def offer_made(offer: Offer) -> schemas.OfferMade:
    return schemas.OfferMade(
        id=offer.public_id,
        application=offer.application.public_id,
        state=offer.state,
        care_class=offer.placement.care_class.name,
        starts_on=offer.starts_on,
        until=offer.until,
    )


def answer(application: Application) -> schemas.AnswerOut:
    return schemas.AnswerOut(id=application.public_id, state=application.state, reason=application.reason)


def _state(case: Case) -> dict:
    return {
        "id": case.public_id,
        "state": case.state,
        "state_name": case.get_state_display(),
        "due_at": case.due_at,
        "away_since": case.away_since,
        "last_day": case.last_day,
    }


def _brief(case: Case, child: object, coming: NextStep, asks: int) -> dict:
    return {
        **_state(case),
        "child": child,
        "form": case.form,
        "wanted_from": case.wanted_from,
        "site": _site(case.site) if case.site else None,
        "asks": asks,
        "next": _next(coming),
        "href": reverse("api:case", args=[case.public_id]),
    }


def _next(coming: NextStep) -> schemas.NextOut:
    return schemas.NextOut(
        says=str(coming.says), mine=coming.mine, due_at=coming.due_at, may=list(coming.may)
    )


def _site(site: Site) -> dict:
    return {"id": site.public_id, "name": site.name, "name_en": site.name_en}


def _application(view: ApplicationView) -> schemas.ApplicationOut:
    asked, offer = view.application, view.offer
    return schemas.ApplicationOut(
        id=asked.public_id,
        site=_site(asked.site),
        rank=asked.rank,
        state=asked.state,
        state_name=asked.get_state_display(),
        reason=asked.reason,
        reason_name=asked.get_reason_display(),
        position=view.position,
        offer=offer
        and schemas.StandingOffer(
            id=offer.public_id,
            care_class=offer.placement.care_class.name,
            starts_on=offer.starts_on,
            until=offer.until,
            agreed=view.agreed,
        ),
    )


def _last(placement: Placement) -> date | None:
    """The last day of a place, counted in."""
    return placement.during.upper and placement.during.upper - timedelta(days=1)


def _placement(one: Placement) -> schemas.PlacementOut:
    return schemas.PlacementOut(
        id=one.public_id,
        care_class=one.care_class.name,
        form=one.form,
        state=one.state,
        first_day=one.during.lower,
        last_day=_last(one),
    )


def _entry(one: Entry) -> schemas.EntryOut:
    return schemas.EntryOut(
        kind=one.kind,
        kind_name=one.get_kind_display(),
        state=one.state,
        site=one.application.site.name if one.application else "",
        reason=one.reason,
        words=one.words,
        at=one.at,
    )


def _class(care_class: CareClass, free: Sequence[FreeFrom]) -> dict:
    return {
        "id": care_class.pk,
        "name": care_class.name,
        "band": care_class.band,
        "licensed": care_class.licensed,
        "free": [{"on": one.on, "free": one.free} for one in free],
    }


def _board_place(one: BoardPlace) -> schemas.BoardPlace:
    placement = one.placement
    return schemas.BoardPlace(
        placement=placement.public_id,
        case=placement.case.public_id,
        child=placement.child.public_id,
        child_name=one.child,
        form=placement.form,
        state=placement.state,
        first_day=one.begins,
        last_day=_last(placement),
    )

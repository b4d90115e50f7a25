"""Drawing up the agreement of a case from what its family asked for and what its site publishes."""

from datetime import date

from django.db import transaction

from shanyu.domain.agreements import calls, notices
from shanyu.domain.agreements.drawing import Change, Terms, draft, terms_of
from shanyu.domain.agreements.kinds import PaperKind, PaperState
from shanyu.domain.agreements.listing import offer_on
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.refusals import NoPublishedFee
from shanyu.domain.agreements.ruling import standing_agreement
from shanyu.domain.agreements.words import day_words
from shanyu.domain.enrolment.kinds import CaseState, PlacementState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.refusals import TooLate
from shanyu.domain.providers.models import CareClass


def prepare(case: Case, side: str, account: int | None, change: Change | None = None) -> Paper:
    """Draw up the agreement, or draw it up anew: `agreements.draw_up` for whoever has settled that it may be done."""
    with transaction.atomic():
        calls.turn(case.pk)
        case = Case.objects.select_related("site__region", "site__operator", "child").get(pk=case.pk)
        if case.state != CaseState.AGREEMENT:
            raise TooLate
        made = draft(case, PaperKind.AGREEMENT, _terms(case, change), side=side, account=account)
        standing = standing_agreement(case)
        if standing is not None and standing.sha256 == made.sha256 and standing.state == PaperState.OPEN:
            return standing
        if not calls.make_room(case.pk):
            raise TooLate
        made.save()
        if standing is not None and standing.signatures.exists():
            notices.tell_drawn_anew(made, account)
    return made


def _terms(case: Case, change: Change | None) -> Terms:
    settled = [PlacementState.PLANNED, PlacementState.CURRENT]
    place = case.placements.filter(state__in=settled).order_by("during").select_related("care_class").first()
    if place is None:
        raise TooLate
    begins_on = place.during.lower
    return terms_of(case, change or _wished(case, place.care_class, begins_on), begins_on)


def _wished(case: Case, care_class: CareClass, on: date) -> Change:
    """What the family asked for, as far as the site publishes it for that day: it reads it before it signs."""
    offer = offer_on(case.site, case.form, care_class, on)
    if offer is None:
        raise NoPublishedFee(form=case.get_form_display(), day=day_words(on))
    return Change(
        case.form,
        sorted(set(case.weekdays) & set(offer.weekdays)) or offer.weekdays,
        max(case.opens, offer.opens) if case.opens and case.opens < offer.closes else None,
        min(case.closes, offer.closes) if case.closes and case.closes > offer.opens else None,
    )

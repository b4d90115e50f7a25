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
from shanyu.domain.providers.models import CareClass, Site


def prepare(case: Case, side: str, account: int | None, change: Change | None = None) -> Paper:
    """Draw up the agreement, or draw it up anew: `agreements.draw_up` for whoever has settled that it may be done."""
    with transaction.atomic():
        calls.turn(case.pk)
        case = Case.objects.select_related("site__region", "site__operator", "child").get(pk=case.pk)
        if case.state != CaseState.AGREEMENT:
            raise TooLate
        standing = standing_agreement(case)
        terms = _terms(case, standing, change)
        made = draft(case, PaperKind.AGREEMENT, terms, side=side, account=account)
        if standing is not None and standing.sha256 == made.sha256 and standing.state == PaperState.OPEN:
            return standing
        if not calls.make_room(case.pk):
            raise TooLate
        made.save()
        if standing is not None and standing.signatures.exists():
            notices.tell_drawn_anew(made, account)
    return made


def _terms(case: Case, standing: Paper | None, change: Change | None) -> Terms:
    settled = [PlacementState.PLANNED, PlacementState.CURRENT]
    place = case.placements.filter(state__in=settled).order_by("during").select_related("care_class").first()
    if place is None:
        raise TooLate
    begins_on = place.during.lower
    return terms_of(
        case, change or _possible(case.site, standing or case, place.care_class, begins_on), begins_on
    )


def _possible(site: Site, plan: Case | Paper, care_class: CareClass, on: date) -> Change:
    """A plan, as the family wished it or as it was drawn up last, as far as the site publishes it for that day."""
    offer = offer_on(site, plan.form, care_class, on)
    if offer is None:
        raise NoPublishedFee(form=plan.get_form_display(), day=day_words(on))
    return Change(
        plan.form,
        sorted(set(plan.weekdays) & set(offer.weekdays)) or offer.weekdays,
        max(plan.opens, offer.opens) if plan.opens and plan.opens < offer.closes else None,
        min(plan.closes, offer.closes) if plan.closes and plan.closes > offer.opens else None,
    )

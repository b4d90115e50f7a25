"""Proposing a change of an agreement: what can be proposed, and the paper made of it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from shanyu.domain.agreements import calls, notices
from shanyu.domain.agreements.drawing import Change, Terms, draft, place_on, terms_of
from shanyu.domain.agreements.kinds import PaperKind, PaperState
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.refusals import ChangeStands, NoAgreementYet, NothingChanges
from shanyu.domain.agreements.ruling import papers_in_force, ruling_on
from shanyu.domain.agreements.words import day_words
from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.answers import refuse as refuse_class
from shanyu.domain.enrolment.kinds import THERE, CaseState
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.refusals import TooLate
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid

#: States of a case in which its agreement is in force and may be changed.
CHANGING = (CaseState.PLACED, *THERE)


def propose(case: Case, change: Change, begins_on: date, side: str, account: int | None) -> Paper:
    """`propose_change` for whoever has settled that it may be done."""
    with transaction.atomic():
        calls.turn(case.pk)
        case = Case.objects.select_related("site__region", "site__operator", "child").get(pk=case.pk)
        terms = possible(case, change, begins_on)
        if Paper.objects.filter(
            case=case, kind=PaperKind.CHANGE, state=PaperState.OPEN, begins_on=begins_on
        ).exists():
            raise ChangeStands(day=day_words(begins_on))
        made = draft(case, PaperKind.CHANGE, terms, side=side, account=account)
        made.save()
        notices.tell_waits(made, account)
    return made


def possible(case: Case, change: Change, begins_on: date) -> Terms:
    """What a change would be. Raises what `propose_change` raises of the change itself."""
    papers = papers_in_force(case)
    if case.state not in CHANGING:
        raise TooLate
    if not papers:
        raise NoAgreementYet
    latest = today() + timedelta(days=rules.farthest_start(today()))
    if case.last_day is not None:
        latest = min(latest, case.last_day)
    earliest = max(today(), min(one.begins_on for one in papers))
    if not earliest <= begins_on <= latest:
        raise Invalid(
            {
                "begins_on": _("请选 %(first)s到 %(last)s之间的日期。")
                % {"first": day_words(earliest), "last": day_words(latest)}
            }
        )
    terms = terms_of(case, change, begins_on)
    _has_room(case, terms)
    if _same(terms, ruling_on(papers, begins_on)):
        raise NothingChanges
    return terms


def _has_room(case: Case, terms: Terms) -> None:
    """Raises what the class says that the child would go to: PlaceFull, ClassCloses, ChildTooYoung or ChildTooOld."""
    place = place_on(case, terms.begins_on)
    if place is None:
        raise Invalid({"begins_on": _("孩子那天没有托位，请换一个日期。")})
    if place.care_class_id == terms.care_class.pk:
        return
    code = calls.obstacle(terms.care_class.pk, case.child_id, terms.begins_on, place.during.upper)
    if code is not None:
        raise refuse_class(code, terms.care_class)


def _same(terms: Terms, paper: Paper | None) -> bool:
    return paper is not None and (
        terms.form, list(terms.weekdays), terms.opens, terms.closes, terms.care_class.pk,
        terms.fee_unit, terms.fee_fen, terms.meal_fee_fen,
    ) == (
        paper.form, paper.weekdays, paper.opens, paper.closes, paper.care_class_id,
        paper.fee_unit, paper.fee_fen, paper.meal_fee_fen,
    )  # fmt: skip

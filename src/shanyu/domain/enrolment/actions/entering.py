"""From the accepted place to the first day: plain steps, each with its owner; and the ends before it.

The agreement is signed through `agreements`, which hears of `enrolment.reached` and draws it up.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from shanyu.domain.enrolment import calls, jobs
from shanyu.domain.enrolment.actions.offering import checked_reason, checked_words
from shanyu.domain.enrolment.answers import refuse
from shanyu.domain.enrolment.checkups import examined
from shanyu.domain.enrolment.kinds import ENTERING, CaseState, EntryKind, Side
from shanyu.domain.enrolment.models import Case
from shanyu.domain.enrolment.papers import lacking
from shanyu.domain.enrolment.refusals import DocumentsMissing, NotOverdue, OwnTurn, TooLate
from shanyu.domain.enrolment.transitions import BY_STEP, next_step
from shanyu.domain.enrolment.turns import done, standing_of
from shanyu.domain.health.actions.exams import note_check
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish


def take(actor: Actor, case: Case, name: str, kind: str | None = None) -> Case:
    """One step of the table, told to later domains as `enrolment.reached`. Raises the refusal of the answer."""
    step = BY_STEP[name]
    with transaction.atomic():
        code = calls.step(case.pk, kind or name, step.begins, step.ends, today(), actor.account_id)
        if code != "done":
            raise refuse(code)
        jobs.tell_soon()
        case.refresh_from_db()
        publish("enrolment.reached", case=case)
    return case


@action("enrolment.confirm_documents", on=Case, alone=True)
def confirm_documents(actor: Actor, case: Case) -> Case:
    """The site has seen the documents. Raises DocumentsMissing, which names them, and TooLate in any other state."""
    if case.state == CaseState.ACCEPTED and (lacks := lacking(case)):
        raise DocumentsMissing(names=gettext("、").join(line.words for line in lacks))
    return take(actor, case, "documents")


@action("enrolment.confirm_checkup", on=Case, alone=True)
def confirm_checkup(actor: Actor, case: Case, *, paper_of: date | None = None) -> Case:
    """The site has seen the report of the entry check-up, or of a new one after a suspension.

    `paper_of`: the day on a form that the family showed to the site itself, because it keeps no health file here.
    Raises ExamMissing, ExamExpired, ExamUnfit, PaperNeeded, Invalid, and TooLate in any other state.
    """
    again = case.state == CaseState.SUSPENDED
    if case.state not in (CaseState.CHECKUP, CaseState.SUSPENDED):
        raise TooLate
    exam = examined(case, paper_of)
    with transaction.atomic():
        if exam is not None:
            note_check(exam, case.site_id, actor.account_id)
        return take(actor, case, "recheck" if again else "checkup", EntryKind.CHECKUP)


@action("enrolment.begin", on=Case, alone=True)
def begin(actor: Actor, case: Case) -> Case:
    """The child has come for the first time. Raises BeforeFirstDay and TooLate."""
    return take(actor, case, "first_day")


@action("enrolment.withdraw", on=Case, alone=True)
def withdraw(actor: Actor, case: Case) -> Case:
    """The family wants no place any more; whatever was held for it is free. Raises TooLate once the child is there."""
    return _ended(actor, case, CaseState.WITHDRAWN, EntryKind.WITHDRAW)


@action("enrolment.close", on=Case, alone=True)
def close(actor: Actor, case: Case, *, reason: str, words: str = "") -> Case:
    """The site ends a case whose family has let its time run out.

    Raises NotOverdue, OwnTurn where the site itself is awaited, TooLate and Invalid.
    """
    if case.state in ENTERING and "close" not in next_step(standing_of(case, 1, done([case])), Side.SITE).may:
        raise OwnTurn
    if case.due_at is None or case.due_at > now():
        raise NotOverdue
    return _ended(
        actor, case, CaseState.DECLINED, EntryKind.CLOSE, checked_reason(reason), checked_words(words)
    )


def _ended(actor: Actor, case: Case, state: str, kind: str, reason: str = "", words: str = "") -> Case:
    if not calls.end(case.pk, state, kind, actor.account_id, reason=reason, words=words):
        raise TooLate
    jobs.tell_soon()
    case.refresh_from_db()
    return case

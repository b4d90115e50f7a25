"""A guardian says that a child does not come."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from shanyu.domain.care.here import placements
from shanyu.domain.care.kinds import LeaveReason, Symptom
from shanyu.domain.care.models import Leave
from shanyu.domain.care.refusals import LeaveThere, NoPlaceThen, OverAlready
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish

MOST_DAYS, FURTHEST_DAYS, MOST_NOTE = 60, 180, 300


@action("care.tell_leave", on=Child)
def tell_leave(
    actor: Actor,
    child: Child,
    *,
    first_day: date,
    last_day: date,
    reason: str,
    symptoms: Sequence[str] = (),
    note: str = "",
) -> Leave:
    """The child does not come from the first to the last day. Raises Invalid, NoPlaceThen, LeaveThere.

    Symptoms belong to an illness only; the site watches by them what goes around.
    """
    _check(first_day, last_day, reason, symptoms, note)
    site = site_on(child, first_day)
    during = DateRange(first_day, last_day + timedelta(days=1))
    try:
        with transaction.atomic():
            made = Leave.objects.create(
                child=child, site=site, during=during, reason=reason, note=note.strip() or None,
                symptoms=sorted(symptoms) if reason == LeaveReason.ILL else [], told_by_id=actor.account_id,
            )  # fmt: skip
    except IntegrityError:
        raise LeaveThere from None
    publish("care.leave_told", leave=made)
    return made


@action("care.withdraw_leave", on=Leave)
def withdraw_leave(actor: Actor, leave: Leave) -> Leave:
    """The child comes after all. Of a leave that has begun the days before today stay. Raises OverAlready."""
    if leave.withdrawn_at is not None:
        return leave
    if leave.during.upper <= today():
        raise OverAlready
    if leave.during.lower < today():
        leave.during = DateRange(leave.during.lower, today())
    else:
        leave.withdrawn_at = now()
    leave.save()
    publish("care.leave_withdrawn", leave=leave)
    return leave


def site_on(child: Child, day: date) -> Site:
    """Where a child has its place on a day. Raises NoPlaceThen."""
    held = placements(day).filter(child=child).select_related("site").first()
    if held is None:
        raise NoPlaceThen
    return held.site


def _check(first: date, last: date, reason: str, symptoms: Sequence[str], note: str) -> None:
    errors = {}
    if not today() <= first <= today() + timedelta(days=FURTHEST_DAYS):
        errors["first_day"] = _("请选今天或以后的日子。")
    if not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
        errors["last_day"] = _("最后一天不能早于第一天，一次最多请 %(most)s 天。") % {"most": MOST_DAYS}
    if reason not in LeaveReason.values:
        errors["reason"] = _("请选择原因。")
    if not set(symptoms) <= set(Symptom.values):
        errors["symptoms"] = _("请从列出的症状里选。")
    if len(note) > MOST_NOTE:
        errors["note"] = _("最多 %(most)s 个字。") % {"most": MOST_NOTE}
    if errors:
        raise Invalid(errors)

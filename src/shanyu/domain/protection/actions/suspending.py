"""Closing a class or a site for some days: proposed by a warning, decided by the head, or ordered by the authority."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from shanyu.domain.protection.kinds import SuspensionState
from shanyu.domain.protection.models import Suspension, Warning
from shanyu.domain.protection.notices import tell_of_suspension
from shanyu.domain.protection.refusals import AlreadySuspended, OnlyTheAuthority, Settled
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, Role
from shanyu.kernel.door.verbs import action

MOST_DAYS = 30


@action("protection.decide_suspension", on=Suspension)
def decide_suspension(
    actor: Actor, suspension: Suspension, *, close: bool, first: date | None = None, last: date | None = None
) -> Suspension:
    """The head closes the class for the proposed days, or others, or does not. Both days count in.

    Raises Invalid, Settled, AlreadySuspended.
    """
    if suspension.state != SuspensionState.PROPOSED:
        raise Settled
    suspension.decided_by_id, suspension.decided_at = actor.account_id, now()
    if not close:
        suspension.state = SuspensionState.DECLINED
        suspension.save(update_fields=["state", "decided_by", "decided_at"])
        return suspension
    since = first or suspension.during.lower
    suspension.during = _days(since, last or suspension.during.upper - timedelta(days=1))
    suspension.state = SuspensionState.IN_FORCE
    return _closed(suspension)


@action("protection.order_suspension", on=Warning)
def order_suspension(actor: Actor, warning: Warning, *, first: date | None, last: date | None) -> Suspension:
    """The authority orders it, whatever the head has decided; both days count in. Raises Invalid, AlreadySuspended."""
    if first is None or last is None:
        raise Invalid({"last": _("请填写从哪天停到哪天。")})
    warning.suspensions.filter(state=SuspensionState.PROPOSED).update(
        state=SuspensionState.DECLINED, decided_by=actor.account_id, decided_at=now()
    )
    return _closed(
        Suspension(
            site_id=warning.site_id, care_class_id=warning.care_class_id, warning=warning, ordered=True,
            during=_days(first, last), state=SuspensionState.IN_FORCE, decided_by_id=actor.account_id,
            decided_at=now(),
        )
    )  # fmt: skip


@action("protection.lift_suspension", on=Suspension)
def lift_suspension(actor: Actor, suspension: Suspension) -> Suspension:
    """Open again from today on. Raises Settled, and OnlyTheAuthority for a head where the authority has ordered it."""
    if suspension.state != SuspensionState.IN_FORCE or suspension.during.upper <= today():
        raise Settled
    if suspension.ordered and not actor.has(Role.DISTRICT_OFFICER):
        raise OnlyTheAuthority
    lower = suspension.during.lower
    suspension.during = DateRange(lower, max(lower, today()))
    suspension.state = SuspensionState.LIFTED
    suspension.save(update_fields=["during", "state"])
    tell_of_suspension(suspension, ended=True)
    return suspension


def _days(first: date, last: date) -> DateRange:
    if not (today() <= first <= last < first + timedelta(days=MOST_DAYS)):
        raise Invalid({"last": _("请核对停班的日期：从今天起，最多 %(most)s 天。") % {"most": MOST_DAYS}})
    return DateRange(first, last + timedelta(days=1))


def _closed(suspension: Suspension) -> Suspension:
    try:
        with transaction.atomic():
            suspension.save()
    except IntegrityError:
        raise AlreadySuspended from None
    tell_of_suspension(suspension)
    return suspension

"""Reminding families of what they booked, as long before as the rule `remind.before` says, once each time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from shanyu.domain.booking.kinds import BookingState, EntryKind, SessionState
from shanyu.domain.booking.models import Booking, Entry
from shanyu.domain.booking.notices import tell_family
from shanyu.domain.booking.rules import book
from shanyu.domain.booking.words import reminder_of
from shanyu.domain.messaging.models import Notification
from shanyu.kernel.clock import local, now

#: By these entries a booking became a place.
_PLACED = (EntryKind.CLAIM, EntryKind.CONFIRM, EntryKind.ACCEPT)


@app.periodic(cron="*/10 * * * *")
@app.task(name="booking.remind", queueing_lock="booking.remind")
def remind(timestamp: int = 0) -> int:
    """Remind every family whose time has come. Returns how many bookings."""
    count = 0
    for booking, hours in due(now()):
        with transaction.atomic():
            tell_family(
                booking,
                kind="booking.remind",
                dedupe=key_of(booking, hours),
                make=lambda booking=booking: reminder_of(booking),
                link=(_("来不了，取消预约"), "leave"),
            )
        count += 1
    return count


def due(at: datetime) -> Iterator[tuple[Booking, int]]:
    """Bookings whose reminder is due at a moment and not yet told, with its hours before the session."""
    steps = sorted(book.rule("remind.before", local(at).date()).value["hours"], reverse=True)
    for hours, next_hours in pairwise([*steps, 0]):
        waiting = list(_between(at + timedelta(hours=next_hours), at + timedelta(hours=hours), hours))
        keys = {booking.pk: key_of(booking, hours) for booking in waiting}
        told = Notification.objects.filter(
            account__in={booking.account_id for booking in waiting}, dedupe__in=keys.values()
        )
        done = set(told.values_list("account_id", "dedupe"))
        for booking in waiting:
            if (booking.account_id, keys[booking.pk]) not in done:
                yield booking, hours


def _between(after: datetime, until: datetime, hours: int) -> QuerySet[Booking]:
    """Places in sessions that begin in that time, held since before the reminder's own moment: whoever books
    later has just read it all."""
    before = OuterRef("session__starts_at") - timedelta(hours=hours)
    placed = Entry.objects.filter(booking=OuterRef("pk"), kind__in=_PLACED, at__lte=before)
    return (
        Booking.objects.filter(
            Exists(placed),
            state=BookingState.BOOKED,
            session__state=SessionState.PUBLISHED,
            session__starts_at__gt=after,
            session__starts_at__lte=until,
        )
        .select_related("session", "account")
        .order_by("session__starts_at", "pk")
    )


def key_of(booking: Booking, hours: int) -> str:
    """What names one reminder: a session that is moved is another one."""
    return f"booking.remind:{booking.pk}:{hours}:{int(booking.session.starts_at.timestamp())}"

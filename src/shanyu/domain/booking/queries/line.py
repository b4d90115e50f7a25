"""Where a family stands in line, and an honest chance of a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q

from shanyu.domain.booking import rules
from shanyu.domain.booking.kinds import BookingState, EntryKind
from shanyu.domain.booking.models import Booking, Entry, LineMove, Session
from shanyu.kernel.clock import local, now

#: Past sessions that a chance is told from; the newest count.
MOST_PAST = 200


@dataclass(frozen=True)
class LineView:
    """A place in line. `chance` in percent, from `past` like sessions in `days`; None where too few are known."""

    position: int
    waiting: int
    chance: int | None
    past: int
    days: int
    moved: list[LineMove]


def positions(bookings: Iterable[Booking]) -> dict[int, int]:
    """The position of each waiting booking, counted from 1, in one question."""
    waiting = [one.pk for one in bookings if one.state == BookingState.WAITING]
    if not waiting:
        return {}
    ahead = Q(
        session__bookings__state=BookingState.WAITING,
        session__bookings__line__lt=F("line"),
    ) | Q(
        session__bookings__state=BookingState.WAITING,
        session__bookings__line=F("line"),
        session__bookings__pk__lt=F("pk"),
    )
    rows = Booking.objects.filter(pk__in=waiting).annotate(before=Count("session__bookings", filter=ahead))
    return {key: before + 1 for key, before in rows.values_list("pk", "before")}


def line_of(booking: Booking) -> LineView | None:
    """How a waiting booking stands; None for any other."""
    if booking.state != BookingState.WAITING:
        return None
    position = positions([booking]).get(booking.pk, 1)
    least = rules.chance_rule(local(now()).date())
    gone = gone_down(booking.session, least["days"])
    moved = list(LineMove.objects.filter(booking=booking).order_by("at", "pk"))
    return LineView(
        position=position,
        waiting=booking.session.counter.waiting,
        chance=rules.chance(position, gone, least["sessions"]),
        past=len(gone),
        days=least["days"],
        moved=moved,
    )


def gone_down(session: Session, days: int) -> list[int]:
    """How many families were offered a place in each past session of the same host and kind that had a line.

    An offer that is declined goes on to the next: so many families from the top had their chance.
    """
    like = Session.objects.filter(
        host=session.host_id,
        kind=session.kind,
        starts_at__lt=now(),
        starts_at__gt=now() - timedelta(days=days),
    ).order_by("-starts_at")
    rows = (
        Entry.objects.filter(
            session__in=like.values("pk")[:MOST_PAST], kind__in=(EntryKind.JOIN, EntryKind.OFFER)
        )
        .values("session")
        .annotate(
            joined=Count("pk", filter=Q(kind=EntryKind.JOIN)),
            offered=Count("booking", filter=Q(kind=EntryKind.OFFER), distinct=True),
        )
    )
    return [row["offered"] for row in rows if row["joined"]]

"""Bookings of the city's families with their ledger, what came of them, and signatures under agreements."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from shanyu.demo.crowd import Booked, Kid
from shanyu.demo.rows.bulk import copy, public_id
from shanyu.demo.rows.programme import Kept, span_of
from shanyu.domain.booking.models import (
    AttendanceMark,
    BookedChild,
    Booking,
    Entry,
    Feedback,
    Signature,
    TrustMark,
)
from shanyu.domain.people.models import Account, Guardianship

_STANDING = {"booked": "in", "attended": "in", "no_show": "in", "waiting": "line"}
_ARRIVALS = {"attended": "arrived", "no_show": "no_show"}
_MARKS = {"no_show": "no_show", "cancelled_late": "late"}
_BY_THE_HOUSE = ("offer", "call_off")
_APPEAL = "那天孩子发烧去了医院，忘了取消。"

Pair = tuple[Kept, Booked, Booking]


def kids_of(code: str, day: date) -> list[Kid]:
    """The children of a district who have a guardian with an account, but for the cast's own."""
    rows = (
        Guardianship.objects.filter(valid__contains=day, account__username__startswith=f"demo-{code}-")
        .order_by("child_id", "pk")
        .distinct("child_id")
        .values_list(
            "child_id",
            "account_id",
            "child__household_id",
            "child__household__region_id",
            "child__born",
            "child__household__lon",
            "child__household__lat",
        )
    )
    return [Kid(*row[:5], float(row[5]), float(row[6])) for row in rows]


def own_kids(account: Account, day: date) -> list[Kid]:
    """The children of one of the cast, the oldest first."""
    rows = Guardianship.objects.filter(account=account, valid__contains=day).order_by("child__born")
    children = [row.child for row in rows.select_related("child__household")]
    return [
        Kid(
            child.pk,
            account.pk,
            child.household_id,
            child.household.region_id,
            child.born,
            float(child.household.lon),
            float(child.household.lat),
        )
        for child in children
    ]


def write_bookings(seed: int, kept: Iterable[Kept]) -> int:
    """All bookings that were drawn for these sessions. Returns how many."""
    planned = [(one, booked) for one in kept for booked in one.booked]
    rows = [_booking(seed, *pair) for pair in planned]
    copy(rows)
    pairs = [(*pair, row) for pair, row in zip(planned, rows, strict=True)]
    copy([_child(*pair) for pair in pairs])
    copy([entry for pair in pairs for entry in _entries(*pair)])
    copy([_arrival(seed, *pair) for pair in pairs if pair[1].state in _ARRIVALS])
    copy([_trust(number, *pair) for number, pair in enumerate(p for p in pairs if p[1].state in _MARKS)])
    copy([_feedback(*pair) for pair in pairs if pair[1].stars])
    copy(list(_signatures(pairs)))
    return len(rows)


def _booking(seed: int, one: Kept, booked: Booked) -> Booking:
    kid, session = booked.kid, one.session
    return Booking(
        public_id=public_id(seed, "booking", session.public_id, kid.child),
        key=public_id(seed, "booking key", session.public_id, kid.child),
        session=session,
        account_id=kid.account,
        household_id=kid.household,
        state=booked.state,
        places=1,
        adults=1,
        groups=list(booked.groups),
        pool=None if booked.pool is None else one.pools[booked.pool],
        line=booked.line,
        ended_at=booked.ended_at,
        arrived_at=booked.arrived_at,
        outcome=booked.outcome,
        note=booked.note or None,
    )


def _child(one: Kept, booked: Booked, row: Booking) -> BookedChild:
    return BookedChild(
        booking=row,
        session=one.session,
        child_id=booked.kid.child,
        during=span_of(one.session),
        standing=_STANDING.get(booked.state, "out"),
    )


def _entries(one: Kept, booked: Booked, row: Booking) -> Iterator[Entry]:
    for kind, delta, at in booked.steps:
        yield Entry(
            session=one.session,
            pool=one.pools[booked.pool] if delta else None,
            booking=row,
            kind=kind,
            delta=delta,
            account_id=None if kind in _BY_THE_HOUSE else booked.kid.account,
            at=at,
        )


def _arrival(seed: int, one: Kept, booked: Booked, row: Booking) -> AttendanceMark:
    at = booked.arrived_at or one.session.ends_at
    return AttendanceMark(
        mark=public_id(seed, "mark", row.public_id), booking=row, kind=_ARRIVALS[booked.state], at=at
    )


def _trust(number: int, one: Kept, booked: Booked, row: Booking) -> TrustMark:
    """One in eleven families appeals within a day; nobody has decided yet."""
    at = booked.ended_at or one.session.ends_at
    appeals = number % 11 == 3
    return TrustMark(
        booking=row,
        account_id=booked.kid.account,
        household_id=booked.kid.household,
        kind=_MARKS[booked.state],
        at=at,
        appeal=_APPEAL if appeals else "",
        appealed_at=at + timedelta(hours=5) if appeals else None,
    )


def _feedback(one: Kept, booked: Booked, row: Booking) -> Feedback:
    wishes = [booked.wish] if booked.wish else []
    return Feedback(
        booking=row,
        session=one.session,
        stars=booked.stars,
        again=booked.again,
        words=booked.words,
        wishes=wishes,
    )


def _signatures(pairs: Sequence[Pair]) -> Iterator[Signature]:
    """Whoever booked under an agreement has signed it, when they first did."""
    first: dict[tuple[int, int], datetime] = {}
    for one, booked, _row in pairs:
        if one.session.agreement_id:
            key = (one.session.agreement_id, booked.kid.account)
            first[key] = min(first.get(key, booked.at), booked.at)
    for (agreement, account), at in first.items():
        yield Signature(agreement_id=agreement, account_id=account, at=at)

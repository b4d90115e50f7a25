"""What the cast does with the engine itself: a place, a place in line, an offer, drop-in care, a session called off."""

from datetime import date, timedelta

from shanyu.demo.called_off import COMING
from shanyu.demo.rows.bulk import public_id, since, write
from shanyu.demo.rows.programme import Kept
from shanyu.domain.booking import claims
from shanyu.domain.booking.models import Booking, Host, Partner, PartnerPost, PlanItem, Session, Signature
from shanyu.domain.people.models import Account, Child, Guardianship
from shanyu.domain.stations.agreements import drop_in_agreement
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local, now
from shanyu.kernel.months import month_after

_SINCE = date(2025, 9, 1)
_OWN = "core-station-demo"


def write_cast_bookings(
    seed: int, kept: list[Kept], accounts: dict[str, Account], partners: dict[str, Partner]
) -> None:
    """The father has a place, a place in line and an offer; mother and grandmother have drop-in care.

    The mother also had a place in what the station calls off.
    """
    found = {one.meeting.key: one.session for one in kept}
    write([PartnerPost(account=accounts["ye"], partner=partners["museum"], valid=since(_SINCE))])
    _sign([accounts[name] for name in ("chen", "lin", "zhao")])
    children = list(
        Guardianship.objects.filter(account=accounts["chen"]).order_by("child__born").select_related("child")
    )
    older, baby = (one.child for one in children)
    off = _to_call_off(kept, older)
    for name, child, session in (
        ("chen", older, found["special/coming"]),
        ("chen", older, found["special/full"]),
        ("chen", older, found["special/offer"]),
        *zip(("zhao", "lin"), (older, baby), _care_to_come(kept), strict=False),
        ("lin", older, off),
    ):
        key = public_id(seed, "cast booking", name, session.public_id)
        claims.claim(
            claims.Asked(session.pk, accounts[name].pk, child.household_id, [child.pk], key, groups=())
        )
    _free_one(found["special/offer"])
    claims.call_off(off.pk, COMING, accounts["zhou"].pk)
    _write_plan(found["special/coming"])


def _sign(accounts: list[Account]) -> None:
    agreement = drop_in_agreement()
    Signature.objects.bulk_create(
        Signature(agreement=agreement, account=account, at=now()) for account in accounts
    )


def _care_to_come(kept: list[Kept]) -> list[Session]:
    """The next two hours of drop-in care at the cast's station that are open and have a place."""
    moment = now()
    return [
        one.session
        for one in kept
        if one.meeting.host == _OWN
        and one.meeting.offering.kind == "drop_in"
        and one.session.opens_at <= moment < one.session.starts_at
        and one.pools[0].taken < one.pools[0].capacity
    ][:2]


def _to_call_off(kept: list[Kept], child: Child) -> Session:
    """The first of the station's weekly sessions from the day after tomorrow on that is for a child of this age."""
    soonest = now() + timedelta(days=2)
    coming = [one.session for one in kept if one.meeting.host == _OWN and one.meeting.series]
    return min(
        (one for one in coming if one.starts_at > soonest and _fits(child, one)),
        key=lambda one: one.starts_at,
    )


def _fits(child: Child, session: Session) -> bool:
    months = completed_months(child.born, local(session.starts_at).date())
    return session.age_from <= months <= session.age_to


def _free_one(session: Session) -> None:
    """A family gives its place up, so that the engine offers it to the first in line: the father."""
    leaving = Booking.objects.filter(session=session, state="booked").order_by("pk").first()
    claims.release(leaving.pk, leaving.account_id)


def _write_plan(session: Session) -> None:
    """The station's plan of the coming term, as far as its keeper has come."""
    first = month_after(session.starts_at.date())
    last = month_after(month_after(month_after(first))) - timedelta(days=1)
    host = Host.objects.get(pk=session.host_id)
    rows = (
        ("亲子音乐", "Music together", "draft", 18, 8, [{"why": "more", "ratio": 1.5, "outside": 21}]),
        ("绘本故事会", "Picture-book stories", "agreed", 12, 12, [{"why": "same", "ratio": 0.9}]),
        ("阳台小菜园", "A garden on the balcony", "draft", 6, 8, [{"why": "fewer", "ratio": 0.4}]),
    )
    write(
        [
            PlanItem(
                host=host,
                term_from=first,
                term_to=last,
                state=state,
                kind="activity",
                title=title,
                title_en=title_en,
                age_from=6,
                age_to=47,
                sessions=sessions,
                capacity=places,
                model=Session.objects.filter(host=host, title=title).order_by("-starts_at").first(),
                reasons=reasons,
            )
            for title, title_en, state, sessions, places, reasons in rows
        ]
    )

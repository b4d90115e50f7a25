"""A session's own page: what everybody may read, and what a family needs to book it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shanyu.domain.booking import rules
from shanyu.domain.booking.kinds import STANDING, Standing
from shanyu.domain.booking.models import BookedChild, Booking, Session, Signature, TrustMark
from shanyu.domain.booking.reach import own_bookings
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Role, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class ChildFit:
    """One's own child before a session: its age in months on that day, and why it cannot come.

    `why` is empty where it fits, else `unborn`, `too_young`, `too_old` or `clash`; `clash` names what it has then.
    """

    public_id: str
    name: str
    months: int
    why: str = ""
    clash: str = ""


@dataclass(frozen=True)
class Trust:
    """How the rule of trust stands for a family before a popular session."""

    counted: int
    marks: int
    days: int
    minutes: int
    opens_at: datetime

    @property
    def waits(self) -> bool:
        return self.counted >= self.marks


@dataclass(frozen=True)
class BookingForm:
    """What the form of a session shows a family: its children, its booking, whether it has signed, its trust."""

    children: list[ChildFit]
    mine: Booking | None
    signed: bool
    trust: Trust | None


@query("booking.session_page", on=Session, audited=False)
def session_page(actor: Actor, session: Session) -> Session:
    """One session with its host, counter, pools, agreement and whoever leads it."""
    return (
        Session.objects.select_related(
            "host__site", "host__partner", "counter", "room", "region", "agreement", "poster", "series"
        )
        .prefetch_related("pools", "staff__worker")
        .get(pk=session.pk)
    )


@query("booking.form", on=Session)
def booking_form(actor: Actor, session: Session) -> BookingForm:
    """What a signed-in family sees before it books: which children fit, what it has already, what it must sign."""
    own = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child"))
    children = list(own.order_by("born", "pk"))
    audit.touched(*children)
    mine = (
        Booking.objects.filter(own_bookings(actor), session=session, state__in=STANDING)
        .order_by("pk")
        .first()
    )
    signed = session.agreement_id is None or (
        Signature.objects.filter(account=actor.account_id, agreement=session.agreement_id).exists()
    )
    return BookingForm(_fits(session, children), mine, signed, _trust(actor, session, children))


def _fits(session: Session, children: list[Child]) -> list[ChildFit]:
    busy = dict(
        BookedChild.objects.filter(
            child__in=children, standing=Standing.IN, during__overlap=(session.starts_at, session.ends_at)
        )
        .exclude(session=session)
        .values_list("child", "session__title")
    )
    return [_fit(session, child, busy.get(child.pk, "")) for child in children]


def _fit(session: Session, child: Child, clash: str) -> ChildFit:
    born_by_then = child.born <= local(session.starts_at).date()
    months = rules.age_on(child.born, session.starts_at) if born_by_then else 0
    why = rules.out_of_band([months], session.age_from, session.age_to) if born_by_then else "unborn"
    return ChildFit(
        str(child.public_id), child.name.reveal(), months, why or ("clash" if clash else ""), clash
    )


def _trust(actor: Actor, session: Session, children: list[Child]) -> Trust | None:
    """None where the rule does not touch this session or there is nothing that counts."""
    if not session.popular:
        return None
    rule = rules.trust_rule(local(now()).date()).value
    since = now() - timedelta(days=rule["days"])
    households = {child.household_id for child in children}
    marks = TrustMark.objects.filter(forgiven=False, at__gt=since)
    marks = marks.filter(household__in=households) if households else marks.filter(account=actor.account_id)
    counted = marks.count()
    if not counted:
        return None
    opens_at = session.opens_at + timedelta(minutes=rule["minutes"])
    return Trust(counted, rule["marks"], rule["days"], rule["minutes"], opens_at)

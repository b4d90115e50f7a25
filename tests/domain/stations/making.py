"""A station for tests: vetted carers on duty, an hour of drop-in care, families who have booked it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from psycopg.types.range import DateRange, TimestamptzRange

from shanyu.domain.booking import claims
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.codes import code_of
from shanyu.domain.booking.models import BookedChild, Session
from shanyu.domain.providers.models import Credential, Post, Site, Worker
from shanyu.domain.stations.actions import Adult
from shanyu.domain.stations.models import Duty
from tests.cast import NOW, Cast, account
from tests.domain.booking.families import Family, family
from tests.domain.booking.making import session

PAPERS = ("health", "no_crime", "care_training")


@dataclass
class Neighbour:
    worker: Worker
    account: object


def papers(worker: Worker, *kinds: str, issued: date = date(2026, 6, 1)) -> None:
    for kind in kinds or PAPERS:
        Credential.objects.create(worker=worker, kind=kind, issued_on=issued)


def neighbour(site: Site, name: str = "邻居", *, vetted: bool = True) -> Neighbour:
    """A neighbour carer of the station with an account; vetted unless one says otherwise."""
    who = account(f"neighbour-{name}", name)
    worker = Worker.objects.create(name=name, account=who)
    since = DateRange(date(2025, 1, 1), None)
    Post.objects.create(worker=worker, site=site, role="neighbour_carer", valid=since)
    if vetted:
        papers(worker)
    return Neighbour(worker, who)


def on_duty(
    site: Site, worker: Worker, entered_by, *, begins: datetime | None = None, hours: float = 4
) -> Duty:
    starts = begins or NOW - timedelta(hours=1)
    span = TimestamptzRange(starts, starts + timedelta(hours=hours), "[)")
    return Duty.objects.create(
        site=site, worker=worker, during=span, state="confirmed", entered_by=entered_by
    )


def hour(site: Site, capacity: int = 4, *, starts: datetime = NOW + timedelta(minutes=10)) -> Session:
    """An hour of drop-in care that begins in ten minutes."""
    return session(
        site,
        capacity,
        starts=starts,
        kind="drop_in",
        title="临时托",
        cancel_until=starts,
        closes_at=starts + timedelta(hours=1),
        opens_at=min(NOW, starts) - timedelta(hours=1),
    )


def booked(an_hour: Session, a_family: Family) -> list[BookedChild]:
    asked = Asked(
        session=an_hour.pk,
        account=a_family.account.pk,
        household=a_family.household.pk,
        children=[child.pk for child in a_family.children],
        key=uuid4(),
    )
    answer = claims.claim(asked)
    assert answer.code == "booked"
    return list(BookedChild.objects.filter(booking=answer.booking).order_by("pk"))


def child_here(cast: Cast, name: str, born: date, an_hour: Session) -> BookedChild:
    """A booked child of its own family."""
    return booked(an_hour, family(name, born=born))[0]


def guardian_of(one: BookedChild, **more) -> Adult:
    """The guardian who booked, with the right code unless told otherwise."""
    more.setdefault("code", code_of(one.booking))
    return Adult(guardian=one.booking.account.public_id, **more)

"""What everybody may read of a station: when it is open, its free hours of drop-in care, coming to play."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F

from shanyu.domain.booking.kinds import SessionKind, SessionState
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.names import given_name
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import temporary_places
from shanyu.domain.stations import rules
from shanyu.domain.stations.models import OpeningException, PlayVisit
from shanyu.domain.stations.opening import Calendar, calendar_of
from shanyu.domain.stations.rules import DropInRule, Hours
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Role
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule

#: How many days ahead exceptions and free hours are shown.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Opening:
    """A station's week, whether it is open now and until when, the dates that differ, and the rule of days."""

    week: list[tuple[int, list[Hours]]]
    known: bool
    closes: datetime | None
    today: list[Hours]
    exceptions: list[OpeningException]
    wanted_days: int | None
    rule: Rule

    @property
    def open_now(self) -> bool:
        return self.closes is not None


@dataclass(frozen=True)
class DropInOffer:
    """Drop-in care at a station: how many places by its area, the rule, and the hours that are free."""

    places: int
    rule: DropInRule | None
    sessions: list[Session]


@dataclass(frozen=True)
class OwnChild:
    public_id: UUID
    name: str
    born: date


@dataclass(frozen=True)
class Hello:
    """The page of the poster: the station, how full it is, the reader's children and the visit under way."""

    site: Site
    opening: Opening
    there: int
    most: int | None
    children: list[OwnChild]
    visit: PlayVisit | None

    @property
    def crowded(self) -> bool:
        return self.most is not None and self.there >= self.most


@query("stations.opening", on=Site, audited=False)
def opening(actor: Actor, site: Site) -> Opening:
    """When a station is open."""
    return opening_of(site)


@query("stations.drop_in_offer", on=Site, audited=False)
def drop_in_offer(actor: Actor, site: Site) -> DropInOffer:
    """Which hours of drop-in care have a free place in the coming days, the soonest first."""
    day, moment = today(), now()
    sessions = (
        Session.objects.filter(
            host__site=site,
            kind=SessionKind.DROP_IN,
            state=SessionState.PUBLISHED,
            closes_at__gt=moment,
            starts_at__lt=moment + AHEAD,
            counter__taken__lt=F("counter__capacity"),
        )
        .select_related("counter", "host__site")
        .order_by("starts_at")[:60]
    )
    places = temporary_places(site.station_grade, site.floor_area_m2, day)
    return DropInOffer(places, rules.drop_in_rule(day), list(sessions))


@query("stations.hello", on=Site, audited=False)
def hello(actor: Actor, site: Site) -> Hello:
    """What a family sees that scanned the code on the wall."""
    moment, there = now(), children_at_play(site)
    visit = None
    if actor.signed_in:
        visits = PlayVisit.objects.filter(site=site, account=actor.account_id, during__contains=moment)
        visit = visits.prefetch_related("children__child").first()
    children = Child.objects.filter(pk__in=actor.targets(Role.GUARDIAN, "child")).order_by("born", "pk")
    most = rules.most_at_play(site.floor_area_m2, today())
    own = [OwnChild(child.public_id, given_name(child), child.born) for child in children]
    return Hello(site, opening_of(site), there, most, own, visit)


def children_at_play(site: Site) -> int:
    rows = PlayVisit.objects.filter(site=site, during__contains=now()).values_list("months", flat=True)
    return sum(len(months) for months in rows)


def opening_of(site: Site) -> Opening:
    calendar, day = calendar_of(site.pk), today()
    return Opening(
        week=[(weekday, sorted(calendar.week.get(weekday, ()))) for weekday in range(1, 8)],
        known=calendar.known,
        closes=calendar.closes_at(now()),
        today=calendar.on(day),
        exceptions=to_come(calendar, day),
        wanted_days=rules.too_few_days(calendar.week, day) if calendar.known else None,
        rule=rules.book.rule("opening.days", day),
    )


def to_come(calendar: Calendar, day: date) -> list[OpeningException]:
    return [one for when, one in sorted(calendar.exceptions.items()) if day <= when]

"""Duty rosters: of a station by days, and one's own with the hours given and used (the time bank)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.people.models import Child
from shanyu.domain.providers.kinds import SiteKind, SiteState
from shanyu.domain.providers.models import Post, Site, Worker
from shanyu.domain.stations.kinds import STANDING, DutyState
from shanyu.domain.stations.models import Duty, Minding
from shanyu.domain.stations.queries.roster import DutyLine, duty_lines
from shanyu.domain.stations.rules import at_minute
from shanyu.domain.stations.vetting import ON_DUTY_POSTS, Vetting, vetting_of
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.door import Actor, Role
from shanyu.kernel.door.verbs import query

DAYS = 7


@dataclass(frozen=True)
class Colleague:
    """Somebody with a post at the station: papers, and the minutes on duty this month."""

    worker: Worker
    role: str
    vetting: Vetting
    minutes: int


@dataclass(frozen=True)
class Week:
    site: Site
    days: list[tuple[date, list[DutyLine]]]
    colleagues: list[Colleague]
    offers: list[DutyLine]


@dataclass(frozen=True)
class Bank:
    """Minutes: on duty this month; minded other families' children, and one's own minded by others, in all."""

    on_duty: int
    given: int
    used: int

    @property
    def balance(self) -> int:
        return self.given - self.used


@dataclass(frozen=True)
class MyDuties:
    worker: Worker | None
    sites: list[tuple[Site, Vetting]]
    duties: list[Duty]
    bank: Bank


@query("stations.my_stations", of=Site)
def my_stations(actor: Actor, sites: QuerySet[Site]) -> list[Site]:
    """The stations that the actor keeps or works at."""
    return list(sites.exclude(state=SiteState.CLOSED).select_related("region"))


@query("stations.duty_roster", on=Site)
def duty_roster(actor: Actor, site: Site, *, since: date | None = None) -> Week:
    """A week of duties, the people who can be on duty, and the offers that wait."""
    first = since or today()
    lines = duty_lines(site, at_minute(first, 0), at_minute(first + timedelta(days=DAYS), 0), now())
    by_day = defaultdict(list)
    for line in lines:
        by_day[local(line.duty.during.lower).date()].append(line)
    days = [first + timedelta(days=n) for n in range(DAYS)]
    far = at_minute(first + timedelta(days=120), 0)
    waiting = duty_lines(site, now(), far, now())
    return Week(
        site,
        [(day, by_day.get(day, [])) for day in days],
        _colleagues(site),
        [line for line in waiting if line.duty.state == DutyState.OFFERED],
    )


@query("stations.my_duties")
def my_duties(actor: Actor) -> MyDuties:
    """One's own duties to come, where one may offer more, and the time bank."""
    worker = Worker.objects.filter(account=actor.account_id).first() if actor.signed_in else None
    if worker is None:
        return MyDuties(None, [], [], Bank(0, 0, 0))
    day = today()
    posts = Post.objects.filter(
        worker=worker, valid__contains=day, role__in=ON_DUTY_POSTS, site__kind=SiteKind.STATION
    )
    sites = Site.objects.filter(pk__in=posts.values("site")).exclude(state=SiteState.CLOSED)
    duties = Duty.objects.filter(worker=worker, during__endswith__gt=now(), state__in=STANDING)
    return MyDuties(
        worker,
        [(site, vetting_of(site.pk, [worker.pk], day)[worker.pk]) for site in sites],
        list(duties.select_related("site").order_by("during")),
        bank_of(actor, worker),
    )


def bank_of(actor: Actor, worker: Worker) -> Bank:
    """What somebody gave and used, from the mindings themselves. One's own children do not count as given."""
    own = actor.targets(Role.GUARDIAN, "child")
    siblings = Child.objects.filter(household__in=Child.objects.filter(pk__in=own).values("household"))
    mindings = Minding.objects.filter(void=False, during__endswith__isnull=False)
    mine = Q(booked__child__in=siblings)
    return Bank(
        on_duty=month_minutes([worker.pk]).get(worker.pk, 0),
        given=_minutes(mindings.filter(~mine, worker=worker).values_list("during", flat=True)),
        used=_minutes(mindings.filter(mine).exclude(worker=worker).values_list("during", flat=True)),
    )


def month_minutes(workers: list[int]) -> dict[int, int]:
    """Minutes on duty so far this month, by worker."""
    moment = now()
    first = at_minute(local(moment).date().replace(day=1), 0)
    rows = Duty.objects.filter(
        worker__in=workers, state=DutyState.CONFIRMED, during__overlap=(first, moment)
    ).values_list("worker_id", "during")
    found: dict[int, int] = defaultdict(int)
    for worker, during in rows:
        found[worker] += _length(max(during.lower, first), min(during.upper, moment))
    return found


def _colleagues(site: Site) -> list[Colleague]:
    posts = Post.objects.filter(site=site, valid__contains=today(), role__in=ON_DUTY_POSTS).select_related(
        "worker"
    )
    workers = {post.worker_id: (post.worker, post.get_role_display()) for post in posts}
    vetted, minutes = vetting_of(site.pk, workers, today()), month_minutes(list(workers))
    found = [
        Colleague(worker, role, vetted[key], minutes.get(key, 0)) for key, (worker, role) in workers.items()
    ]
    return sorted(found, key=lambda one: one.worker.name)


def _minutes(spans) -> int:
    return sum(_length(during.lower, during.upper) for during in spans)


def _length(begins: datetime, ends: datetime) -> int:
    return max(0, round((ends - begins).total_seconds() / 60))

"""Stations' opening hours, and the day of the cast's own: who is on duty, what stands there, when it was cleaned."""

from datetime import date, datetime, time, timedelta

from psycopg.types.range import TimestamptzRange

from shanyu.demo.rows.bulk import copy, public_id, write
from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import PostRole, SiteKind
from shanyu.domain.providers.models import Post, Site
from shanyu.domain.stations.models import Cleaning, Duty, Equipment, OpeningRange, SafetyCheck
from shanyu.domain.stations.vetting import vetting_of
from shanyu.kernel.clock import SHANGHAI, now

_OWN = "core-station-demo"
_WEEKS = {"demonstration": (1, 2, 3, 4, 5, 6, 7), "basic": (3, 4, 5, 6, 7)}
_OPEN = ((9 * 60, 12 * 60), (13 * 60 + 30, 19 * 60))
_THINGS = (
    ("toy", "软积木", 3, 1, "wipe"),
    ("climbing", "小滑梯", 1, 7, "wipe"),
    ("book", "布书和绘本", 60, 7, "ultraviolet"),
    ("mat", "爬行垫", 4, 1, "wipe"),
    ("bed", "小床", 2, 14, "wash"),
)
_KEEPS = ((time(9), time(12)), (time(13, 30), time(17)))
_MINDS = ((time(8), time(13, 30)), (time(13, 30), time(19)))
"""The keeper's hours, and those that two neighbours share: somebody may mind children as long as the house is open."""
_CHECKED = {"fire": 9, "equipment": 9, "alarm": 16, "drill": 60, "corners": 2}
"""Days since each item of the safety list was looked at. Hot water is looked at every day, and not yet today."""


def write_stations(seed: int, sites: dict[str, Site], cast: dict[str, Account], day: date) -> None:
    """Hours of every station; for the cast's own also duty, equipment and its cleaning."""
    stations = [site for site in sites.values() if site.kind == SiteKind.STATION]
    copy(
        [
            OpeningRange(site=site, weekday=weekday, opens=opens, closes=closes)
            for site in stations
            for weekday in _WEEKS.get(site.station_grade, ())
            for opens, closes in _OPEN
        ]
    )
    if cast:
        _write_duty(seed, sites[_OWN], cast["zhou"], day)
        _write_things(seed, sites[_OWN], cast["zhou"], day)
        _write_checks(sites[_OWN], cast["zhou"], day)


def _write_duty(seed: int, site: Site, keeper: Account, day: date) -> None:
    """Whoever may mind children is on duty the whole week: the keeper morning and afternoon, neighbours in turn."""
    posts = Post.objects.filter(site=site, valid__contains=day).order_by("pk")
    workers = dict(posts.values_list("worker_id", "role"))
    vetted = vetting_of(site.pk, workers, day)
    minders = [worker for worker in workers if vetted[worker].minds]
    neighbours = [worker for worker in minders if workers[worker] != PostRole.STATION_KEEPER]
    turns = {worker: (_MINDS[number % 2],) for number, worker in enumerate(neighbours)}
    copy(
        [
            Duty(
                public_id=public_id(seed, "duty", site.public_id, worker, on, begins),
                site=site,
                worker_id=worker,
                during=TimestamptzRange(_at(on, begins), _at(on, ends)),
                state="confirmed",
                entered_by=keeper,
                decided_by=keeper,
            )
            for worker in minders
            for on in (day + timedelta(days=days) for days in range(7))
            for begins, ends in turns.get(worker, _KEEPS)
        ]
    )


def _write_things(seed: int, site: Site, keeper: Account, day: date) -> None:
    things = write(
        [
            Equipment(
                public_id=public_id(seed, "thing", site.public_id, name),
                site=site,
                kind=kind,
                name=name,
                count=count,
                every_days=days,
            )
            for kind, name, count, days, _method in _THINGS
        ]
    )
    moment = now()
    copy(
        [
            Cleaning(
                mark=public_id(seed, "cleaning", thing.public_id, back),
                equipment=thing,
                method=method,
                account=keeper,
                at=min(_at(day - timedelta(days=back * days), time(17, 40)), moment),
            )
            for thing, (_kind, _name, _count, days, method) in zip(things, _THINGS, strict=True)
            for back in (3, 2, 1)
        ]
    )


def _write_checks(site: Site, keeper: Account, day: date) -> None:
    copy(
        [
            SafetyCheck(
                site=site, item=item, right=True, account=keeper, at=_at(day - timedelta(days=ago), time(17))
            )
            for item, ago in _CHECKED.items()
        ]
    )


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)

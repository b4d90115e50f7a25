"""When sessions are: a pure plan of the weeks behind and ahead, for stations, nurseries, centres and partners."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shanyu.demo.model import Site
from shanyu.demo.offerings import BY_HOST, CATALOGUE, PARTNERS_OFFERING, Offering
from shanyu.demo.partners import PARTNERS
from shanyu.demo.streams import stream
from shanyu.domain.providers.rules import temporary_places
from shanyu.kernel.clock import SHANGHAI

DROP_IN = Offering(
    "drop_in", "drop_in", "临时托", "Drop-in care",
    "有事走开一会儿，驿站替您照看孩子。免费，先签协议，凭接送码交接。",
    "The station minds your child while you are away. Free; sign the agreement first; "
    "hand over with the code of your booking.",
    (6, 36), 2, 60, "station", 0.7, "child", "尿布、水杯、一套换洗衣服", "Nappies, a cup, a change of clothes",
)  # fmt: skip
_SLOTS = {
    "demonstration": ((3, time(9, 30)), (5, time(16)), (6, time(9, 30))),
    "basic": ((6, time(15)),),
    "guidance_centre": ((2, time(14)), (4, time(14)), (6, time(9, 30)), (7, time(14))),
    "nursery": ((7, time(9, 30)),),
    "health_centre": ((2, time(8, 30)), (5, time(8, 30))),
    "partner": ((7, time(9, 30)),),
}
"""Weekday (1 is Monday) and time of a host's sessions in every week."""
_VISITS = ((2, time(10)), (4, time(16)), (6, time(14)))
_DROP_IN = (time(10), time(14, 30))
_DROP_IN_DAYS = (2, 3, 4, 5, 6, 7)
_OWN = "core-station-demo"
"""The cast's own station has drop-in care every day, and an hour more."""
_AHEAD = {"visit": 28, "drop_in": 7}
"""Days before a session at which its booking opens; 14 where nothing is said."""


@dataclass(frozen=True)
class Batch:
    """A batch of places as booking's pools have it."""

    places: int
    opens_at: datetime
    group: str = ""
    open_to_all_at: datetime | None = None


@dataclass(frozen=True)
class CalledOff:
    """When and why a host called a session off."""

    at: datetime
    because: str


@dataclass(frozen=True)
class Meeting:
    """One session. `host` is the key of a site, or of a partner as `partner/KEY`; `series` is empty for none."""

    key: str
    host: str
    offering: Offering
    starts_at: datetime
    batches: tuple[Batch, ...]
    series: str = ""
    keep: bool = False
    called_off: CalledOff | None = None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.offering.minutes)

    @property
    def opens_at(self) -> datetime:
        return min(batch.opens_at for batch in self.batches)

    @property
    def stops_at(self) -> datetime:
        """Until when families come and go: its beginning, or the moment at which it was called off."""
        return self.called_off.at if self.called_off else self.starts_at

    @property
    def popular(self) -> bool:
        return self.offering.appeal > 1


@dataclass(frozen=True)
class Span:
    """Which weeks: `behind` and `ahead` of the demo's own."""

    behind: int
    ahead: int


SMALL = Span(2, 2)
WHOLE = Span(8, 4)


def draw_meetings(
    seed: int, sites: tuple[Site, ...], day: date, moment: datetime, span: Span, cast_here: bool
) -> list[Meeting]:
    """All sessions of a district's hosts, in order of host and time.

    Only what opens soon and what is on offer follows `moment`, the present; all else follows `day`.
    """
    monday = day - timedelta(days=day.weekday())
    weeks = [monday + timedelta(weeks=week) for week in range(-span.behind, span.ahead + 1)]
    # What is to be tried comes first, so that it is surely asked for.
    found = list(_special(day, moment)) if cast_here else []
    for site in sites:
        found += _of_site(seed, site, weeks)
    if cast_here:
        for partner in PARTNERS:
            offering = CATALOGUE[PARTNERS_OFFERING[partner.key]]
            found += _weekly(f"partner/{partner.key}", [offering], _SLOTS["partner"], weeks)
    return found


def _of_site(seed: int, site: Site, weeks: list[date]) -> Iterator[Meeting]:
    sort = site.station_grade if site.kind == "station" else site.kind
    if sort not in BY_HOST or (sort == "nursery" and not (site.inclusive and site.page)):
        return
    draw = stream(seed, "programme", site.key)
    offerings = [CATALOGUE[key] for key in draw.permutation(BY_HOST[sort])]
    yield from _weekly(site.key, offerings[:3], _SLOTS[sort], weeks)
    if sort == "nursery":
        yield from _weekly(site.key, [CATALOGUE["visit"]], _VISITS, weeks)
    places = (
        temporary_places(site.station_grade, site.floor_area_m2, weeks[0]) if sort == "demonstration" else 0
    )
    if places:
        yield from _drop_in(site.key, places, weeks)


def _weekly(
    host: str, offerings: list[Offering], slots: tuple[tuple[int, time], ...], weeks: list[date]
) -> Iterator[Meeting]:
    """One session for each slot of each week; a slot keeps its offering, so that its sessions are a series."""
    for number, (weekday, clock) in enumerate(slots):
        offering = offerings[number % len(offerings)]
        for monday in weeks:
            starts = datetime.combine(monday + timedelta(days=weekday - 1), clock, SHANGHAI)
            yield _meeting(host, offering, starts, offering.places, f"{host}/{number}/{offering.key}")


def _drop_in(host: str, places: int, weeks: list[date]) -> Iterator[Meeting]:
    own = host == _OWN
    for monday in weeks:
        for weekday in (1, *_DROP_IN_DAYS) if own else _DROP_IN_DAYS:
            for clock in (*_DROP_IN, time(15, 30)) if own else _DROP_IN:
                starts = datetime.combine(monday + timedelta(days=weekday - 1), clock, SHANGHAI)
                yield _meeting(host, DROP_IN, starts, places, "")


def _meeting(host: str, offering: Offering, starts: datetime, places: int, series: str) -> Meeting:
    opens = _at(starts.date() - timedelta(days=_AHEAD.get(offering.kind, 14)), time(9))
    key = f"{host}/{offering.key}/{starts:%Y%m%d%H%M}"
    return Meeting(key, host, offering, starts, (Batch(places, opens),), series)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI)


def _special(day: date, moment: datetime) -> Iterator[Meeting]:
    """What is there to be tried: one that opens soon, one in waves, one with a quota, one full, one to be offered."""
    soon = moment.replace(second=0, microsecond=0) + timedelta(minutes=20 - moment.minute % 10)
    station, centre = _OWN, "core-guidance"
    ago, to_all = _at(day - timedelta(days=3), time(9)), _at(day + timedelta(days=3), time(9))
    for key, host, offering, days, clock, batches, keep in (
        ("countdown", station, "music", 8, time(18), (Batch(8, soon),), True),
        ("waves", station, "clay", 9, time(18), (Batch(6, ago), Batch(6, to_all)), False),
        ("quota", centre, "sleep", 10, time(18),
         (Batch(10, ago), Batch(4, ago, "residents", to_all)), False),
        ("full", centre, "firstaid", 11, time(18), (Batch(6, ago),), False),
        ("offer", station, "music", 6, time(18), (Batch(4, ago),), False),
        ("past", station, "stories", -4, time(18), (Batch(12, _at(day - timedelta(days=12), time(9))),), False),
        ("coming", station, "stories", 2, time(18), (Batch(12, ago),), False),
    ):  # fmt: skip
        starts = _at(day + timedelta(days=days), clock)
        yield Meeting(f"special/{key}", host, CATALOGUE[offering], starts, batches, "", keep)

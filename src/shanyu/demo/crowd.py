"""Who books what, and what became of it: families near a host, in line where it is full, before and after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from shanyu.demo import visits
from shanyu.demo.offerings import WORDS
from shanyu.demo.programme import Meeting
from shanyu.demo.streams import stream

NEAREST = 600
"""So many of the children nearest to a host may come to it."""
_DAYS_A_MONTH = 30.4375


@dataclass(frozen=True)
class Kid:
    """A child that may come, with the account that books and the household, all by key; its home in degrees."""

    child: int
    account: int
    household: int
    region: int
    born: date
    lon: float
    lat: float


@dataclass
class Booked:
    """One family's booking and its ledger: steps are (kind, change of places, moment)."""

    kid: Kid
    state: str
    at: datetime
    pool: int | None = None
    line: int | None = None
    groups: tuple[str, ...] = ()
    ended_at: datetime | None = None
    arrived_at: datetime | None = None
    steps: list[tuple[str, int, datetime]] = field(default_factory=list)
    stars: int | None = None
    again: bool = False
    words: str = ""
    wish: str = ""
    outcome: str = ""
    note: str = ""

    def take(self, kind: str, pool: int, at: datetime) -> None:
        self.pool = pool
        self.steps.append((kind, 1, at))

    def end(self, state: str, kind: str, at: datetime) -> None:
        """Give the place, or the place in line, back."""
        self.steps.append((kind, -sum(delta for _, delta, _ in self.steps), at))
        self.state, self.ended_at = state, at


class Crowd:
    """The families of a district, who are at one place at a time and have drop-in care twice a week at most."""

    def __init__(self, seed: int, kids: Sequence[Kid], moment: datetime, ours: Mapping[str, Kid]) -> None:
        """`ours` are the cast's children who were somewhere, by the key of the meeting."""
        self.seed, self.kids, self.moment, self.ours = seed, kids, moment, ours
        self.spots = np.array([(kid.lon, kid.lat) for kid in kids]).reshape(-1, 2)
        self.born = np.array([kid.born.toordinal() for kid in kids])
        self.busy: set[tuple[int, date]] = set()
        self.weeks: dict[tuple[int, int, int], int] = defaultdict(int)
        self.near: dict[str, np.ndarray] = {}

    def draw(self, meeting: Meeting, spot: tuple[float, float], region: int) -> list[Booked]:
        """The bookings of a session at `spot` (degrees) in a region, in the order in which they were made."""
        if meeting.opens_at >= self.moment:
            return []
        draw = stream(self.seed, "crowd", meeting.key)
        first = [batch for batch in meeting.batches if batch.opens_at < self.moment]
        wanted = _demand(draw, meeting, sum(batch.places for batch in first), self.moment)
        families = self._families(draw, meeting, spot, wanted)
        ours = [self.ours[meeting.key]] if meeting.key in self.ours else []
        families = [*ours, *families]
        closes = min(self.moment, meeting.stops_at)
        span = (closes - meeting.opens_at).total_seconds()
        # A popular session is full within the hour; others fill until it begins.
        share = np.sort(draw.random(len(families)) ** (6 if meeting.popular else 1.6)) * 0.9
        times = [meeting.opens_at + timedelta(seconds=int(span * part) + 1) for part in share.tolist()]
        booked = _claims(meeting, families, times, region)
        others = booked[len(ours) :]
        _changes(draw, meeting, others, closes)
        if meeting.called_off:
            _end_all(meeting, booked)
        elif meeting.ends_at <= self.moment:
            _afterwards(draw, meeting, others)
            _came(meeting, booked[: len(ours)])
        return booked

    def _families(
        self, draw: np.random.Generator, meeting: Meeting, spot: tuple[float, float], wanted: int
    ) -> list[Kid]:
        day, week = meeting.starts_at.date(), meeting.starts_at.isocalendar()[:2]
        near = self._near(meeting.host, spot)
        months = (day.toordinal() - self.born[near]) / _DAYS_A_MONTH
        low, high = meeting.offering.ages
        fitting = near[(months > low + 0.1) & (months < high + 0.9)]
        found: list[Kid] = []
        homes: set[int] = set()
        for index in draw.permutation(fitting)[: wanted * 4].tolist():
            kid = self.kids[index]
            often = self.weeks[kid.household, *week] >= 2
            if kid.household in homes or (kid.child, day) in self.busy or often:
                continue
            homes.add(kid.household)
            self.busy.add((kid.child, day))
            self.weeks[kid.household, *week] += 1
            found.append(kid)
            if len(found) == wanted:
                break
        return found

    def _near(self, host: str, spot: tuple[float, float]) -> np.ndarray:
        if host not in self.near:
            gap = (self.spots - np.array(spot)) * (np.cos(np.radians(spot[1])), 1.0)
            self.near[host] = np.hypot(*gap.T).argsort(kind="stable")[:NEAREST]
        return self.near[host]


def _demand(draw: np.random.Generator, meeting: Meeting, places: int, moment: datetime) -> int:
    """How many families have asked by now: what is popular is asked for at once."""
    if meeting.key in ("special/coming", "special/past"):
        return places // 2
    if meeting.key in ("special/full", "special/offer"):
        return places + (3 if meeting.key == "special/full" else 0)
    whole = draw.poisson(places * meeting.offering.appeal)
    span = meeting.starts_at - meeting.opens_at
    passed = min(1.0, (moment - meeting.opens_at) / span)
    return int(whole) if meeting.popular else round(whole * passed)


def _claims(
    meeting: Meeting, families: Iterable[Kid], times: Iterable[datetime], region: int
) -> list[Booked]:
    """Each family takes a place of a batch that is open to it, or stands in line."""
    left = [batch.places for batch in meeting.batches]
    booked: list[Booked] = []
    waiting = 0
    for kid, at in zip(families, times, strict=True):
        groups = ("residents",) if kid.region == region else ()
        one = Booked(kid, "booked", at, groups=groups)
        pool = next(
            (
                number
                for number, batch in sorted(enumerate(meeting.batches), key=lambda pair: pair[1].group == "")
                if left[number] and batch.opens_at <= at and (not batch.group or batch.group in groups)
            ),
            None,
        )
        if pool is None:
            waiting += 1
            one.state, one.line = "waiting", waiting
            one.steps.append(("join", 0, at))
        else:
            left[pool] -= 1
            one.take("claim", pool, at)
        booked.append(one)
    return booked


def _changes(draw: np.random.Generator, meeting: Meeting, booked: list[Booked], until: datetime) -> None:
    """Some cancel: the place goes to the first in line, who takes it up. Some leave the line."""
    if meeting.keep or meeting.key.startswith("special/"):
        return
    for one in [one for one in booked if one.state == "booked"]:
        fate, at = draw.random(), one.at + (until - one.at) * float(draw.uniform(0.3, 0.7))
        if fate > 0.07:
            continue
        late = meeting.starts_at - at < timedelta(hours=24)
        one.end("cancelled_late" if late else "cancelled", "cancel_late" if late else "cancel", at)
        after = next((b for b in booked if b.state == "waiting" and b.at < at), None)
        if after is not None:
            after.take("offer", one.pool, at)
            after.steps.append(("accept", 0, at + (until - at) * 0.2))
            after.state = "booked"
    for one in booked:
        if one.state == "waiting" and draw.random() < 0.15:
            one.end("left", "leave", one.at + (until - one.at) * 0.5)


def _end_all(meeting: Meeting, booked: Iterable[Booked]) -> None:
    """The host has called it off: whoever has a place or waits is told."""
    for one in booked:
        if one.state in ("booked", "waiting"):
            one.end("called_off", "call_off", meeting.called_off.at)


def _afterwards(draw: np.random.Generator, meeting: Meeting, booked: list[Booked]) -> None:
    """Who came, what they said, and what they noted of a visit."""
    visit = meeting.offering.kind == "visit"
    told, weights = _TOLD[visit]
    for one in booked:
        if one.state != "booked":
            continue
        if draw.random() < 0.07:
            one.state = "no_show"
            continue
        one.state = "attended"
        one.arrived_at = meeting.starts_at + timedelta(minutes=int(draw.integers(-12, 9)))
        if meeting.offering.kind not in {"drop_in", "checkup"} and draw.random() < 0.4:
            stars, words, wish = told[int(draw.choice(len(told), p=weights))]
            one.stars, one.again, one.wish = stars, stars > 3, wish
            one.words = words if draw.random() < 0.5 else ""
    for one in booked:
        if visit and one.state == "attended":
            one.outcome, one.note = visits.noted(draw)


def _came(meeting: Meeting, booked: Iterable[Booked]) -> None:
    """The cast was there; after a visit the mother noted it, and told the head where she had something to say."""
    for one in booked:
        one.state, one.arrived_at = "attended", meeting.starts_at - timedelta(minutes=5)
        if meeting.offering.kind == "visit":
            own = visits.OWN[meeting.host]
            one.outcome, one.note = own.outcome, own.note
            if own.said:
                one.stars, one.words, one.wish = own.said
                one.again = one.stars > 3


def _weights(told: Sequence[tuple[int, str, str]]) -> np.ndarray:
    squares = np.array([stars**2 for stars, _words, _wish in told], dtype=float)
    return squares / squares.sum()


_TOLD = {False: (WORDS, _weights(WORDS)), True: (visits.WORDS, _weights(visits.WORDS))}
"""What is said of other sessions and of visits, and how often each."""

"""Who is in which class, who comes next, who waits in vain: the cases of a district's families, drawn around a day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle

import numpy as np

from shanyu.demo.crowd import Kid
from shanyu.demo.model import CareClass, Site
from shanyu.demo.stories import Asked, Stay, Story
from shanyu.demo.streams import stream
from shanyu.domain.providers.kinds import CARE_KINDS
from shanyu.domain.providers.rules.book import book
from shanyu.kernel.ages import completed_months, date_of_months
from shanyu.kernel.clock import SHANGHAI

OWN = ("core-bamboo-west", "core-bamboo-quay")
"""The nurseries of the cast's head: more happens there than elsewhere."""
LATELY = timedelta(days=14)
"""Since when agreements of the own nurseries are signed by the verbs themselves, with their documents."""
_DAYS_A_MONTH = 30.4375
_ON_PLATFORM = 0.5
"""Share of the children of a class who came through the platform; the others the site counts by hand."""
_STEPS = ("offered", "accepted", "checkup", "agreement", "signed", "placed")
"""How far those have come who have not begun."""
_OWN_STEPS = ("agreement", "accepted", "placed", "checkup", "signed", "offered")
"""The own sites have each of them in turn."""


@dataclass
class Seat:
    """A class with what is left to fill: places held, places that come free on a day, room in days gone by."""

    site: Site
    care_class: CareClass
    low: int
    high: int
    held: int
    slack: int
    there: list[Story] = field(default_factory=list)
    free_from: list[date] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        return self.site.key, self.care_class.name

    @property
    def forms(self) -> list[str]:
        """What is offered by the month for this class."""
        offers = [one for one in self.site.offers if one.band == self.care_class.band]
        return [one.form for one in offers] or ["full_day"]

    def fits(self, kid: Kid, on: date) -> bool:
        return kid.born <= on and self.low <= completed_months(kid.born, on) < self.high


class Register:
    """The classes of a district and its children, each of whom has one story at the most."""

    def __init__(self, seed: int, sites: Sequence[Site], kids: Sequence[Kid], day: date) -> None:
        self.seed, self.kids, self.day = seed, kids, day
        care = [one for one in sites if one.kind in CARE_KINDS and one.state == "open" and one.classes]
        self.sites = sorted(care, key=lambda one: (one.key not in OWN, one.key))
        self.seats = [_seat(site, one, day) for site in self.sites for one in site.classes]
        self.spots = np.array([(kid.lon, kid.lat) for kid in kids]).reshape(-1, 2)
        self.born = np.array([kid.born.toordinal() for kid in kids])
        self.free = np.ones(len(kids), dtype=bool)
        self.order = {site.key: self._nearest(site) for site in self.sites}
        self.beside = {site.key: self._beside(site) for site in self.sites}
        self.stories: list[Story] = []
        self.steps = cycle(_OWN_STEPS)

    def pick(self, draw: np.random.Generator, seat: Seat, on: date, count: int) -> list[Kid]:
        """Children near a class, without a story yet, who are of its age on a day."""
        age = (on.toordinal() - self.born) / _DAYS_A_MONTH
        fitting = self.free & (age > seat.low + 0.2) & (age < seat.high - 0.2)
        near = self.order[seat.site.key]
        near = near[fitting[near]][: count * 4]
        found = []
        for index in draw.permutation(near).tolist():
            if len(found) < count and seat.fits(self.kids[index], on):
                self.free[index] = False
                found.append(self.kids[index])
        return found

    def others(self, draw: np.random.Generator, site: Site, count: int) -> list[str]:
        """Other sites near a site, by key."""
        return draw.permutation(self.beside[site.key][: count + 3])[:count].tolist() if count else []

    def share(self, seat: Seat) -> int:
        """How many children of a class come through the platform, as far as the district has children."""
        if seat.site.key in OWN:
            return min(5, seat.care_class.placed) if len(self.kids) < 500 else seat.care_class.placed - 2
        age = (self.day.toordinal() - self.born) / _DAYS_A_MONTH
        children = int(((age > seat.low) & (age < seat.high)).sum())
        alike = sum(one.low < seat.high and seat.low < one.high for one in self.seats)
        return min(round(seat.care_class.placed * _ON_PLATFORM), children // (3 * alike))

    def of(self, site: str) -> list[Seat]:
        return [one for one in self.seats if one.site.key == site]

    def _beside(self, site: Site) -> list[str]:
        gap = [(abs(one.lon - site.lon) + abs(one.lat - site.lat), one.key) for one in self.sites]
        return [key for _, key in sorted(gap) if key != site.key]

    def _nearest(self, site: Site) -> np.ndarray:
        gap = (self.spots - np.array((site.lon, site.lat))) * (np.cos(np.radians(site.lat)), 1.0)
        return np.hypot(*gap.T).argsort(kind="stable")


def draw_enrolment(
    seed: int,
    sites: Sequence[Site],
    kids: Sequence[Kid],
    day: date,
    streets: Mapping[int, str],
    ours: tuple[Kid, Kid] | None = None,
) -> list[Story]:
    """The stories of a district around `day`, everything in them before it.

    `streets`: of each community, by key. `ours`: the cast's older child and the baby, who is offered a place.
    """
    register = Register(seed, sites, kids, day)
    for seat in register.seats:
        _fill(register, seat)
        _recall(register, seat)
    if ours:
        _tell_ours(register, *ours)
    # From the oldest class down: who moves up leaves a place below.
    for seat in sorted(register.seats, key=lambda one: (one.site.key not in OWN, -one.low)):
        _follow(register, seat)
    for site in register.sites:
        _queue(register, site)
    for story in register.stories:
        _rank(story, register, streets)
        story.turn(day)
    return sorted(register.stories, key=lambda one: one.at)


def counts(stories: Sequence[Story], day: date) -> dict[tuple[str, str], tuple[int, int]]:
    """Of each class: how many children of these stories are there, and how many more on its fullest day to come."""
    stays = defaultdict(list)
    for story in stories:
        for stay in story.stays:
            if stay.state != "released" and (stay.until is None or stay.until > day):
                stays[stay.care_class].append((max(stay.first, day), stay.until or date.max))
    found = {}
    for key, spans in stays.items():
        there = {
            on: sum(first <= on < until for first, until in spans) for on in {day, *(f for f, _ in spans)}
        }
        found[key] = there[day], max(there.values()) - there[day]
    return found


def _seat(site: Site, care_class: CareClass, day: date) -> Seat:
    ages = book.rule(f"class.{care_class.band}", day).value
    slack = care_class.licensed - care_class.placed - care_class.held
    return Seat(site, care_class, ages["from_month"], ages["to_month"], care_class.held, slack)


def _fill(register: Register, seat: Seat) -> None:
    """Children who are there: most stay, some have fixed their last day, one is away for some weeks."""
    draw, day = stream(register.seed, "there", *seat.key), register.day
    own = seat.site.key in OWN
    found = register.pick(draw, seat, day, register.share(seat))
    if own:
        # The oldest are not among the first, to whom something happens: one of them may move up.
        found.sort(key=lambda kid: kid.born, reverse=True)
    for number, kid in enumerate(found):
        earliest = max(date_of_months(kid.born, seat.low), day - timedelta(days=300))
        since = int(draw.integers(4, max(5, (day - earliest).days)))
        if own and number == 3:
            since = 3
        first = max(earliest, day - timedelta(days=since))
        story = _way_in(register, draw, kid, seat, first)
        seat.there.append(story)
        if first < day:
            story.begin(_at(draw, first, 8, 9))
        settled = day - first > timedelta(days=30)
        if settled and (number < 2 if own else draw.random() < 0.06):
            last = day + timedelta(days=int(draw.integers(31, 75)))
            story.leave(_at(draw, day - timedelta(days=int(draw.integers(2, 12)))), last)
            seat.free_from.append(last + timedelta(days=1))
        elif settled and (number == 2 and seat.low >= 12 if own else draw.random() < 0.02):
            story.suspend(_at(draw, day - timedelta(days=int(draw.integers(3, 28)))))


def _recall(register: Register, seat: Seat) -> None:
    """A child or two who left in summer, where the class had room for them beside those who are there."""
    draw, day = stream(register.seed, "left", *seat.key), register.day
    last = date(day.year - (day < date(day.year, 10, 15)), 8, 31)
    first = last - timedelta(days=int(draw.integers(90, 240)))
    for kid in register.pick(draw, seat, first, min(seat.slack, int(draw.integers(0, 3)))):
        story = _way_in(register, draw, kid, seat, first)
        story.begin(_at(draw, first, 8, 9))
        story.leave(_at(draw, last - timedelta(days=int(draw.integers(15, 40)))), last)


def _tell_ours(register: Register, older: Kid, baby: Kid) -> None:
    """The father asked for the older child in spring and gave up; the mother has an offer for the baby."""
    draw, day = stream(register.seed, "ours"), register.day
    spring = day - timedelta(days=170)
    first = Story(older, "full_day", spring + timedelta(days=40), _at(draw, spring))
    first.ask(OWN[1], first.at)
    pond = first.ask("core-pond", first.at)
    first.refuse(pond, _at(draw, spring + timedelta(days=6)), "no_place", "秋天才有空位，到时再联系您。")
    first.withdraw(_at(draw, spring + timedelta(days=31)))
    asked = day - timedelta(days=9)
    second = Story(baby, "half_day", day + timedelta(days=30), _at(draw, asked), ranked=True)
    west = second.ask(OWN[0], second.at)
    second.ask(OWN[1], second.at)
    register.stories += [first, second]
    for seat in register.of(OWN[0]):
        starts = [one for one in map(_monday, sorted(seat.free_from)) if seat.fits(baby, one)]
        if starts and second.state == "applied":
            seat.free_from.remove(min(seat.free_from))
            second.offer(west, _at(draw, day - timedelta(days=1)), Stay(seat.key, starts[0], None, "held"))


def _follow(register: Register, seat: Seat) -> None:
    """Who comes next: into a place that is held, and after those who leave; one of the children below moves up."""
    draw, day = stream(register.seed, "next", *seat.key), register.day
    own = seat.site.key in OWN
    starts = [day + timedelta(days=int(draw.integers(31, 60))) for _ in range(seat.held)]
    starts += [_monday(one) for one in seat.free_from]
    for turn, first in enumerate(starts):
        if (turn == 0 or own) and _move_up(register, draw, seat, first):
            continue
        if not own and draw.random() < 0.3:
            continue
        for kid in register.pick(draw, seat, first, 1):
            far = next(register.steps) if own else _STEPS[int(draw.integers(6))]
            _coming(register, draw, kid, seat, first, far)


def _move_up(register: Register, draw: np.random.Generator, seat: Seat, first: date) -> bool:
    """A child of a younger class of the site moves up on a day, at most one from each class; whether one does."""
    for below in register.of(seat.site.key):
        if below.low >= seat.low or any(len(story.stays) > 1 for story in below.there):
            continue
        for story in below.there:
            if story.state == "attending" and story.last_day is None and seat.fits(story.kid, first):
                story.move_up(_at(draw, register.day - timedelta(days=3)), seat.key, first)
                below.free_from.append(first)
                return True
    return False


def _queue(register: Register, site: Site) -> None:
    """Families who wait at a site, mostly at others near it as well; a few have given up, or let an offer pass."""
    draw, day = stream(register.seed, "queue", site.key), register.day
    full = sum(one.placed + one.held >= one.licensed for one in site.classes)
    plenty = len(register.kids) > 500
    count = 5 if site.key in OWN else int(draw.poisson((1.8 if plenty else 0.6) + 1.8 * full))
    seats = register.of(site.key)
    for _ in range(count):
        seat = seats[int(draw.integers(len(seats)))]
        wanted = day + timedelta(days=int(draw.integers(12, 150)))
        for kid in register.pick(draw, seat, wanted, 1):
            asked_at = _at(draw, day - timedelta(days=int(draw.integers(1, 26))))
            form = seat.forms[int(draw.integers(len(seat.forms)))]
            story = Story(kid, form, wanted, asked_at, ranked=bool(draw.random() < 0.4))
            story.ask(site.key, asked_at)
            for key in register.others(draw, site, int(draw.choice(3, p=[0.4, 0.4, 0.2]))):
                story.ask(key, asked_at)
            _wait(draw, story, seat, day)
            register.stories.append(story)


def _wait(draw: np.random.Generator, story: Story, seat: Seat, day: date) -> None:
    """What became of waiting so far: refused by the last one asked, given up, or an offer that came to nothing."""
    fate, span, one = draw.random(), (day - story.at.date()).days, story.asked[0]
    if span < 14 or fate > 0.42:
        return
    soon = story.at + timedelta(days=int(draw.integers(1, 4)))
    if fate < 0.12 and len(story.asked) > 1:
        story.refuse(story.asked[-1], soon, "no_place", "这个班到夏天都满了。")
    elif fate < 0.2:
        story.withdraw(soon)
    elif story.wanted_from - soon.date() > timedelta(days=30):
        story.offer(one, soon, Stay(seat.key, story.wanted_from, None, "held"))
        if fate < 0.27:
            story.lapse(one)
            story.ask(one.site, story.steps[-1].at + timedelta(hours=2))
        elif fate < 0.34:
            story.decline(one, soon + timedelta(days=1))
        else:
            story.accept(one, soon + timedelta(days=1))
            story.close(soon + timedelta(days=9), "unreachable")


def _way_in(register: Register, draw: np.random.Generator, kid: Kid, seat: Seat, first: date) -> Story:
    """A family's way until everything is signed for a first day, some five weeks before it."""
    offered = first - timedelta(days=int(draw.integers(32, 46)))
    story, one = _asking(
        register, draw, kid, seat, first, offered - timedelta(days=int(draw.integers(2, 25)))
    )
    story.offer(one, _at(draw, offered), Stay(seat.key, first, None, "held"))
    story.accept(one, _at(draw, offered + timedelta(days=2)))
    story.documents(_at(draw, offered + timedelta(days=6)))
    for days, step in ((9, story.checkup), (6, story.sign), (5, story.agree)):
        step(_at(draw, first - timedelta(days=days)))
    return story


def _coming(
    register: Register, draw: np.random.Generator, kid: Kid, seat: Seat, first: date, far: str
) -> None:
    """A family that has come so far on its way to a first day: the last step was taken some days ago."""
    steps = _STEPS.index(far)
    last = register.day - timedelta(days=int(draw.integers(1, 4 if far == "offered" else 6)))
    offered = last - timedelta(days=3 * steps)
    story, one = _asking(
        register, draw, kid, seat, first, offered - timedelta(days=int(draw.integers(2, 20)))
    )
    story.offer(one, _at(draw, offered), Stay(seat.key, first, None, "held"))
    _go_on(draw, story, one, offered, far)


def _asking(
    register: Register, draw: np.random.Generator, kid: Kid, seat: Seat, first: date, on: date
) -> tuple[Story, Asked]:
    form = seat.forms[0] if draw.random() < 0.8 else seat.forms[int(draw.integers(len(seat.forms)))]
    story = Story(kid, form, first, _at(draw, on), ranked=bool(draw.random() < 0.3))
    story.papers = seat.site.key in OWN and register.day - first < LATELY
    one = story.ask(seat.site.key, story.at)
    for key in register.others(draw, seat.site, int(draw.choice(3, p=[0.6, 0.3, 0.1]))):
        story.ask(key, story.at)
    register.stories.append(story)
    return story, one


def _go_on(draw: np.random.Generator, story: Story, one: Asked, offered: date, far: str) -> None:
    """From the offer on, a step every three days, up to and with `far`."""
    ways = (
        lambda at: story.accept(one, at),
        story.documents,
        story.checkup,
        story.sign,
        story.agree,
    )
    for number, step in enumerate(ways[: _STEPS.index(far)], start=1):
        step(_at(draw, offered + timedelta(days=3 * number)))


def _rank(story: Story, register: Register, streets: Mapping[int, str]) -> None:
    """The group of each wish: whoever lives in a site's street. Siblings in care are rare and left out."""
    by_key = {site.key: site for site in register.sites}
    for one in story.asked:
        resident = streets.get(story.kid.region) == by_key[one.site].street
        one.group = "resident" if resident else "everybody"


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _at(draw: np.random.Generator, day: date, first: int = 9, last: int = 17) -> datetime:
    """A moment of a day, between two hours."""
    minutes = int(draw.integers(first * 60, last * 60))
    return datetime.combine(day, time(minutes // 60, minutes % 60), SHANGHAI)

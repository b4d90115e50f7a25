"""What must hold before a result is published, checked without the engine: plain Python, from the programme alone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from shanyu.engines.allocation.families import options_of
from shanyu.engines.allocation.programme import Application, Programme, Site, accepts


@dataclass(frozen=True)
class Finding:
    """Something that is wrong. code: for programs; where: a site, an application, or a part of a document."""

    code: str
    where: str
    says: str


def check(
    programme: Programme,
    lines: dict[str, list[str]],
    placed: Iterable[tuple[str, str]],
    closed: Iterable[str] = (),
) -> list[Finding]:
    """All that is wrong with a result, none where it may be published.

    lines: every site's line. placed: (application, site) for everybody who got a place. closed: sites not held.
    Checked: known ids; nobody twice; nobody where it did not wish to be or may not be, so hours are as asked;
    nothing over its capacity, its rooms or its staff; classes large enough, closed ones empty; siblings as they
    asked; and for everybody alone, that no wish it prefers would take it: reserves are respected, nobody is passed
    over, and no seat stays empty that someone acceptable wants.
    """
    pairs = list(placed)
    children = {child.id: child for child in programme.applications}
    sites = {site.id: site for site in programme.sites}
    found = [
        Finding("unknown", name, f"{name} at {site}: no such application or site")
        for name, site in pairs
        if name not in children or site not in sites
    ]
    known = [(name, site) for name, site in pairs if name in children and site in sites]
    for name, times in Counter(name for name, _site in known).items():
        if times > 1:
            found.append(Finding("twice", name, f"{name} has {times} places"))
    gone = set(closed)
    for name, site in known:
        found.extend(_entitled(children[name], sites[site], gone))
    where = dict(known)
    held = {site: [name for name in lines.get(site, []) if where.get(name) == site] for site in sites}
    for site in sites.values():
        found.extend(_within(site, [children[name] for name in held[site.id]], gone))
    found.extend(_siblings(programme, where))
    found.extend(_passed_over(programme, lines, held, where, gone))
    return found


def takes(site: Site, line: list[Application], open_first: bool) -> set[str]:
    """Whom a site takes out of a line (best first): the rule of `choosing`, written a second time and plainly."""
    if site.room:
        return _room_takes(site, order_of_filling(site, line, open_first))
    reserved = sum(row[1] for row in site.reserves)
    taken = {child.id for child in line[: site.capacity - reserved]} if open_first else set()
    for group, seats, *_band in site.reserves:
        entitled = [child.id for child in line if group in child.groups and child.id not in taken]
        taken.update(entitled[:seats])
    rest = [child.id for child in line if child.id not in taken]
    return taken | set(rest[: site.capacity - len(taken)])


def order_of_filling(site: Site, line: list[Application], open_first: bool) -> list[Application]:
    """A room's line as it is let in: reserves and open seats are counted for each age band."""
    if not site.reserves:
        return line
    stages: list[list[Application]] = []
    rest = line
    if open_first:
        seats = Counter(dict(enumerate(site.room.limits)))
        for _group, number, band in site.reserves:
            seats[band] -= number
        stages.append([child for child in rest if _nth(rest, child) < seats[child.band]])
        rest = [child for child in rest if child not in stages[-1]]
    for group, number, band in site.reserves:
        stages.append([child for child in rest if child.band == band and group in child.groups][:number])
        rest = [child for child in rest if child not in stages[-1]]
    return [child for stage in (*stages, rest) for child in stage]


def _nth(line: list[Application], child: Application) -> int:
    """How many of its age band stand before a child."""
    return sum(other.band == child.band for other in line[: line.index(child)])


def _room_takes(site: Site, line: list[Application]) -> set[str]:
    taken: set[str] = set()
    numbers: Counter[int] = Counter()
    for child in line:
        if numbers[child.band] >= site.room.limits[child.band]:
            continue
        numbers[child.band] += 1
        if len(taken) == site.capacity or _carers(site, numbers) > site.room.staff:
            break
        taken.add(child.id)
    return taken


def _carers(site: Site, numbers: Counter[int]) -> Fraction:
    needed = [Fraction(count, site.room.per_carer[band]) for band, count in numbers.items()]
    return sum((Fraction(ceil(part)) if site.room.apart else part for part in needed), Fraction(0))


def _entitled(child: Application, site: Site, closed: set[str]) -> list[Finding]:
    found = []
    if site.id not in child.wishes:
        found.append(Finding("not_wished", child.id, f"{child.id} did not ask for {site.id}"))
    if not accepts(site, child):
        found.append(Finding("not_entitled", child.id, f"{child.id} may not come to {site.id}"))
    if site.id in closed:
        found.append(Finding("closed", child.id, f"{child.id} is at {site.id}, which is not held"))
    return found


def _within(site: Site, held: list[Application], closed: set[str]) -> list[Finding]:
    found = []
    if len(held) > site.capacity:
        found.append(Finding("over_capacity", site.id, f"{len(held)} children for {site.capacity} seats"))
    if held and site.id not in closed and len(held) < site.minimum:
        found.append(
            Finding("below_minimum", site.id, f"{len(held)} children where {site.minimum} are needed")
        )
    if site.room:
        numbers = Counter(child.band for child in held)
        if any(count > site.room.limits[band] for band, count in numbers.items()):
            found.append(Finding("over_room", site.id, "an age band has more children than its room holds"))
        if _carers(site, numbers) > site.room.staff:
            found.append(Finding("over_staff", site.id, f"{site.room.staff} carers do not suffice"))
    return found


def families(programme: Programme) -> list[list[Application]]:
    """Families of several children who asked for a rule."""
    found: dict[str, list[Application]] = {}
    for child in programme.applications:
        if child.together and child.family is not None:
            found.setdefault(child.family, []).append(child)
    return [children for children in found.values() if len(children) > 1]


def _siblings(programme: Programme, where: dict[str, str]) -> list[Finding]:
    number = {site.id: place for place, site in enumerate(programme.sites)}
    names = sorted({site.place for site in programme.sites})
    places = [names.index(site.place) for site in programme.sites]
    found = []
    for children in families(programme):
        got = tuple(number.get(where.get(child.id, ""), -1) for child in children)
        wishes = [[number[wish] for wish in child.wishes] for child in children]
        if any(site >= 0 for site in got) and got not in options_of(wishes, places, children[0].together):
            family = children[0].family or ""
            says = f"family {family} asked for {children[0].together.value} and did not get that"
            found.append(Finding("siblings", family, says))
    return found


def _passed_over(
    programme: Programme,
    lines: dict[str, list[str]],
    held: dict[str, list[str]],
    where: dict[str, str],
    closed: set[str],
) -> list[Finding]:
    children = {child.id: child for child in programme.applications}
    together = {child.id for family in families(programme) for child in family}
    found = []
    for site in programme.sites:
        if site.id in closed:
            continue
        inside, line = set(held[site.id]), lines.get(site.id, [])
        for name in line:
            if name in inside or name in together or not _prefers(children[name], site.id, where.get(name)):
                continue
            with_it = [children[other] for other in line if other in inside or other == name]
            if site.room:
                order = order_of_filling(site, with_it, programme.rules.open_first)
                # Rooms promise fairness, not fullness: an objection needs somebody who came in from behind.
                if order[-1].id == name:
                    continue
            if name in takes(site, with_it, programme.rules.open_first):
                found.append(
                    Finding("passed_over", name, f"{name} would rather be at {site.id}, which would take it")
                )
    return found


def _prefers(child: Application, site: str, got: str | None) -> bool:
    return got not in child.wishes or child.wishes.index(site) < child.wishes.index(got)

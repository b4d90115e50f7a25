"""A programme as it is announced: classes, rules and applications, without names and without any clock.

A "site" is a class or a session: a place at its hours. Families wish sites, so hours are kept by construction.
Ids are pseudonyms made for one programme. Facts about an applicant are what an official has checked; distances come
as published steps, never as metres, because three distances give away a home.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.problem import Room


class Criterion(StrEnum):
    """What a site's line is ordered by, one after the other as the rules say; the lottery comes last."""

    GROUPS = "groups"
    """The best rank among the applicant's groups (`Rules.group_ranks`); those of no ranked group come after."""
    SIBLING = "sibling"
    """A brother or sister is at the site already."""
    NEIGHBOUR = "neighbour"
    """The applicant lives in the site's own neighbourhood."""
    DISTANCE = "distance"
    """The published step of the way to the site, the smaller first; without one it comes last."""


class Closing(StrEnum):
    """Which class below its minimum is closed next, before all is computed again."""

    LARGEST_SHORTFALL = "largest_shortfall"
    SMALLEST_SHORTFALL = "smallest_shortfall"
    ALL_AT_ONCE = "all_at_once"


@dataclass(frozen=True)
class Site:
    """A class or session.

    place: the house it is in; classes of one place are "together" for siblings.
    minimum: children below which it is not held. bands: the age bands that may come (empty: all).
    only: if not empty, only children of one of these groups may come.
    reserves: (group, seats), filled in this order; with a room (group, seats, age band). room: where the capacity
    is not one number.
    """

    id: str
    place: str
    capacity: int
    minimum: int = 0
    bands: tuple[int, ...] = ()
    only: tuple[str, ...] = ()
    reserves: tuple[tuple[str, int] | tuple[str, int, int], ...] = ()
    room: Room | None = None


@dataclass(frozen=True)
class Rules:
    """A published set of rules.

    criteria: what orders each line, in this order. group_ranks: 0 goes first; groups not named rank last.
    open_first: open seats are filled before the reserved ones (`Reserve`).
    ticket_by_family: children of one family share the family's place in the lottery.
    closing: which class below its minimum is closed first.
    """

    name: str
    criteria: tuple[Criterion, ...] = ()
    group_ranks: Mapping[str, int] = field(default_factory=dict)
    open_first: bool = False
    ticket_by_family: bool = True
    closing: Closing = Closing.LARGEST_SHORTFALL


@dataclass(frozen=True)
class Application:
    """What one child asks for, and what was checked about it.

    wishes: ids of sites, best first. siblings_at, neighbour_of: the sites where that holds. steps: (site, step of
    the way). family, together: children with one `family` who asked for a rule are placed by it.
    """

    id: str
    wishes: tuple[str, ...]
    band: int = 0
    groups: tuple[str, ...] = ()
    siblings_at: tuple[str, ...] = ()
    neighbour_of: tuple[str, ...] = ()
    steps: tuple[tuple[str, int], ...] = ()
    family: str | None = None
    together: SiblingRule | None = None


@dataclass(frozen=True)
class Programme:
    """Rules, sites and applications. Raises ValueError, saying what is wrong, where they do not fit together.

    bands: what the age bands are called, by their numbers; empty where nobody speaks of ages.
    """

    id: str
    rules: Rules
    sites: tuple[Site, ...]
    applications: tuple[Application, ...]
    bands: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        sites = _unique([site.id for site in self.sites], "site")
        _unique([child.id for child in self.applications], "application")
        asked: dict[str, SiblingRule | None] = {}
        for child in self.applications:
            for wish in (*child.wishes, *child.siblings_at, *child.neighbour_of, *dict(child.steps)):
                if wish not in sites:
                    raise ValueError(f"application {child.id} names the unknown site {wish}")
            if len(set(child.wishes)) != len(child.wishes):
                raise ValueError(f"application {child.id} wishes a site twice")
            if child.together and child.family is None:
                raise ValueError(f"application {child.id} asks for a rule for siblings but has no family")
            if child.family is not None and asked.setdefault(child.family, child.together) != child.together:
                raise ValueError(f"family {child.family} asks for two rules for its siblings")
        for site in self.sites:
            if site.capacity < 0 or not 0 <= site.minimum <= max(site.capacity, 0):
                raise ValueError(f"site {site.id}: minimum and capacity must rise from 0")
            if any((len(row) > 2) != bool(site.room) for row in site.reserves):
                raise ValueError(
                    f"site {site.id}: a reserve is for one age band where there is a room, and only there"
                )
        known = max(len(self.bands), *(len(site.room.limits) for site in self.sites if site.room), 0, 0)
        named = [band for site in self.sites for band in site.bands] + [c.band for c in self.applications]
        if min(named, default=0) < 0 or (known and max(named, default=0) >= known):
            raise ValueError(f"there are {known} age bands, and another is named")
        if len(self.groups) > 63:
            raise ValueError("a programme has at most 63 groups")

    @property
    def groups(self) -> tuple[str, ...]:
        """All groups that are spoken of, in a fixed order: their numbers for the engine."""
        named = {g for child in self.applications for g in child.groups}
        named |= {g for site in self.sites for g in (*site.only, *(row[0] for row in site.reserves))}
        return tuple(sorted(named | set(self.rules.group_ranks)))


def accepts(site: Site, child: Application) -> bool:
    """Whether the site may take the child at all."""
    fits = not site.bands or child.band in site.bands
    return fits and (not site.only or bool(set(site.only) & set(child.groups)))


def standing(rules: Rules, site: Site, child: Application) -> tuple[int, ...]:
    """The child's standing in the site's line before the lottery: compared from left to right, smaller first."""
    return tuple(_standing(criterion, rules, site, child) for criterion in rules.criteria)


def lines(programme: Programme, drawn: list[str]) -> dict[str, list[str]]:
    """For every site its line: those who wish it and whom it accepts, by standing, then by the lottery."""
    number = {name: place for place, name in enumerate(drawn)}
    sites = {site.id: site for site in programme.sites}
    found: dict[str, list[tuple]] = {site: [] for site in sites}
    for child in programme.applications:
        for wish in child.wishes:
            if accepts(sites[wish], child):
                key = standing(programme.rules, sites[wish], child)
                found[wish].append((key, number[child.id], child.id))
    return {site: [name for _key, _number, name in sorted(entries)] for site, entries in found.items()}


def _standing(criterion: Criterion, rules: Rules, site: Site, child: Application) -> int:
    if criterion is Criterion.GROUPS:
        last = max(rules.group_ranks.values(), default=0) + 1
        return min((rules.group_ranks.get(group, last) for group in child.groups), default=last)
    if criterion is Criterion.SIBLING:
        return int(site.id not in child.siblings_at)
    if criterion is Criterion.NEIGHBOUR:
        return int(site.id not in child.neighbour_of)
    return dict(child.steps).get(site.id, 1 << 30)


def _unique(ids: list[str], what: str) -> set[str]:
    known = set(ids)
    if len(known) != len(ids):
        double = next(name for name in ids if ids.count(name) > 1)
        raise ValueError(f"{what} {double} is there twice")
    return known

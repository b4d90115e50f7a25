"""A programme run: from rules and a drawn lottery to who is where, with classes below their minimum closed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from shanyu.engines.allocation.allocate import solve
from shanyu.engines.allocation.families import SiblingRule, Siblings
from shanyu.engines.allocation.problem import Problem, Reserve, read
from shanyu.engines.allocation.programme import Closing, Programme, Site, lines
from shanyu.engines.allocation.result import Allocation, Cut, Explanation


@dataclass(frozen=True)
class Closure:
    """A class that is not held: how many it had and how many it needs, and in which turn it was closed (from 1)."""

    site: str
    had: int
    minimum: int
    turn: int


@dataclass(frozen=True)
class Run:
    """The result of one run. lines: every site's line, closed ones too. closed: in the order of closing."""

    programme: Programme
    drawn: tuple[str, ...]
    lines: dict[str, list[str]]
    allocation: Allocation
    closed: tuple[Closure, ...]

    def assigned(self) -> dict[str, str | None]:
        """For each application's id the id of its site, or None."""
        names = [site.id for site in self.programme.sites]
        sites = self.allocation.assigned.tolist()
        pairs = zip(self.programme.applications, sites, strict=True)
        return {child.id: names[site] if site >= 0 else None for child, site in pairs}

    def seats(self) -> dict[str, str]:
        """For each placed application by which seat: `open`, `released`, or `group ` and its name."""
        found = {}
        for number, child in enumerate(self.programme.applications):
            seat, site = int(self.allocation.seats[number]), int(self.allocation.assigned[number])
            if seat in (1, 2):
                found[child.id] = ("open", "released")[seat - 1]
            elif seat:
                found[child.id] = "group " + self.programme.sites[site].reserves[seat - 3][0]
        return found

    def cuts(self) -> list[Cut]:
        """What came of every site, in the programme's order."""
        return self.allocation.cuts

    def explain(self, child: str) -> Explanation:
        """As `Allocation.explain`, by the application's id; KeyError for one that does not exist."""
        return self.allocation.explain(self.numbers[child])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """For each application's id its number in the programme."""
        return {entry.id: number for number, entry in enumerate(self.programme.applications)}

    def objections(self) -> list[tuple[tuple[str, ...], tuple[str | None, ...]]]:
        """Blocking pairs and coalitions by their ids: who would rather be where, and could."""
        names = [site.id for site in self.programme.sites]
        ids = [child.id for child in self.programme.applications]
        pairs = [((int(c),), (int(s),)) for c, s in self.allocation.blocking_pairs()]
        return [
            (tuple(ids[c] for c in kids), tuple(names[s] if s >= 0 else None for s in sites))
            for kids, sites in [*pairs, *self.allocation.blocking_coalitions()]
        ]


def run(programme: Programme, drawn: list[str], watch: Callable[[int], None] | None = None) -> Run:
    """Allocate a programme. drawn: all applications in the order of the lottery.

    watch: called with its number before each turn; what it raises ends the run.

    Classes below their minimum are closed by `Rules.closing` and everything is computed again, until every class
    that has children has enough of them. A class that nobody got into is closed at the end. Of equal shortfalls the
    class that comes last in the programme is closed first.
    """
    if sorted(drawn) != sorted(child.id for child in programme.applications):
        raise ValueError("the lottery must name every application once, and nothing else")
    ordered = lines(programme, drawn)
    closed: list[Closure] = []
    turn = 0
    while True:
        turn += 1
        if watch:
            watch(turn)
        gone = {closure.site for closure in closed}
        allocation = solve(problem_of(programme, ordered, gone, drawn))
        taken = [cut.taken for cut in allocation.cuts]
        short = [
            (site, had)
            for site, had in zip(programme.sites, taken, strict=True)
            if had < site.minimum and site.id not in gone
        ]
        begun = [(site, had) for site, had in short if had]
        if not begun:
            closed.extend(Closure(site.id, 0, site.minimum, turn) for site, _had in short)
            return Run(programme, tuple(drawn), ordered, allocation, tuple(closed))
        for site, had in _to_close(begun, programme.rules.closing):
            closed.append(Closure(site.id, had, site.minimum, turn))


def problem_of(
    programme: Programme, ordered: dict[str, list[str]], closed: set[str], drawn: list[str]
) -> Problem:
    """The engine's problem: ids become numbers, closed sites accept nobody."""
    number = {child.id: place for place, child in enumerate(programme.applications)}
    site_number = {site.id: place for place, site in enumerate(programme.sites)}
    group_number = {group: place for place, group in enumerate(programme.groups)}
    place_number = {name: i for i, name in enumerate(sorted({site.place for site in programme.sites}))}
    reserves = {
        site_number[site.id]: Reserve(
            tuple((group_number[group], *seats) for group, *seats in site.reserves),
            programme.rules.open_first,
        )
        for site in programme.sites
        if site.reserves
    }
    rooms = {site_number[site.id]: site.room for site in programme.sites if site.room}
    families = _families(programme, drawn)
    return read(
        [[site_number[wish] for wish in child.wishes] for child in programme.applications],
        [
            [] if site.id in closed else [number[name] for name in ordered[site.id]]
            for site in programme.sites
        ],
        [site.capacity for site in programme.sites],
        reserves=reserves or None,
        groups=[[group_number[group] for group in child.groups] for child in programme.applications],
        siblings=Siblings(
            [[number[name] for name in names] for names, _rule in families],
            rules=[rule for _names, rule in families],
            places=[place_number[site.place] for site in programme.sites],
        ),
        rooms=rooms,
        bands=[child.band for child in programme.applications] if rooms else None,
    )


def _families(programme: Programme, drawn: list[str]) -> list[tuple[list[str], SiblingRule]]:
    """Families of several children who asked for a rule, in the order of the lottery."""
    by_id = {child.id: child for child in programme.applications}
    found: dict[str, list[str]] = {}
    for name in drawn:
        if by_id[name].together:
            found.setdefault(by_id[name].family, []).append(name)
    return [(names, by_id[names[0]].together) for names in found.values() if len(names) > 1]


def _to_close(short: list[tuple[Site, int]], closing: Closing) -> list[tuple[Site, int]]:
    if closing is Closing.ALL_AT_ONCE:
        return short
    sign = 1 if closing is Closing.LARGEST_SHORTFALL else -1
    lacking = [sign * (site.minimum - had) for site, had in short]
    # The last of those with the largest value.
    place = max(range(len(short)), key=lambda i: (lacking[i], i))
    return [short[place]]

"""What an allocation gives: who is where, who is nowhere, why, and whether anybody could rightly object."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from shanyu.engines.allocation.compiling import fitting
from shanyu.engines.allocation.problem import Problem


class Outcome(StrEnum):
    """What came of one wish."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"
    """A better wish was given."""
    NOT_ACCEPTED = "not_accepted"
    """The child is not in the site's line: wrong age, wrong hours, or not entitled."""
    FULL = "full"
    """All seats went to children before it in the line."""
    RESERVED = "reserved"
    """Somebody behind it in the line got a seat that is reserved for a group."""
    STAFF = "staff"
    """The carers or the rooms did not suffice for the next in line, and the line was cut there."""
    SIBLINGS = "siblings"
    """The site would have taken this child, but not in the way the family asked for all its children."""


@dataclass(frozen=True)
class WishExplained:
    """One wish. Places in line count from 1.

    place: the child's own place in the site's line (0 where it is not in it). last_place: that of the last child
    who got in (0 where nobody did); last_open: the last on an open seat. group: the group on whose reserve the child
    got in, or None. seats_more: how many more seats at this site, all else as it is, would have let this child in
    (0 where that is not the reason).
    """

    site: int
    number: int
    outcome: Outcome
    place: int
    last_place: int
    last_open: int
    group: int | None
    seats_more: int


@dataclass(frozen=True)
class Explanation:
    child: int
    site: int
    wishes: tuple[WishExplained, ...]


@dataclass(frozen=True)
class Cut:
    """A site's outcome. last_place, last_open as in `WishExplained`; by_group: the last place on each reserve."""

    site: int
    capacity: int
    taken: int
    last_place: int
    last_open: int
    by_group: dict[int, int]


class Allocation:
    """The result of `allocate`. Read-only.

    assigned: (children,) int32, the site of each child, −1 for none.
    stable: whether no pair and no family could rightly object; always true without siblings.
    """

    def __init__(self, problem: Problem, assigned: NDArray[np.int32], engine: "Engine | None" = None) -> None:
        self.problem = problem
        self.assigned = assigned
        self.assigned.flags.writeable = False
        self._engine = engine

    @cached_property
    def unassigned(self) -> NDArray[np.int64]:
        """The children without a site, by number."""
        return np.flatnonzero(self.assigned < 0)

    @cached_property
    def wish_numbers(self) -> NDArray[np.int32]:
        """Which wish each child got, counted from 0; −1 for none."""
        numbers = np.full(self.problem.children, -1, dtype=np.int32)
        owners = self.problem.wishes.owners()
        got = np.flatnonzero(self.problem.wishes.ids == self.assigned[owners])
        numbers[owners[got]] = got - self.problem.wishes.offsets[owners[got]]
        return numbers

    def blocking_pairs(self) -> NDArray[np.int32]:
        """(k, 2) children and sites that would both rather have each other; children in families are left out."""
        if self._engine is None:
            from shanyu.engines.allocation.plain import blocking

            problem = self.problem
            given = (*problem.wishes, problem.ranks, self.wish_numbers, problem.capacities)
            return fitting(blocking, problem.children)(*given)
        return self._engine.pairs()

    def blocking_coalitions(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Families and the sites (−1 for none) that they would rather have and that would take all of them."""
        return [] if self._engine is None else self._engine.coalitions()

    @cached_property
    def stable(self) -> bool:
        return not len(self.blocking_pairs()) and not self.blocking_coalitions()

    @cached_property
    def seats(self) -> NDArray[np.int32]:
        """By which seat each child is in (`choosing`): 0 none, 1 open, 2 released, 3 + i the site's i-th reserve."""
        if self._engine is None:
            return (self.assigned >= 0).astype(np.int32)
        return self._engine.seats()

    @cached_property
    def cuts(self) -> list[Cut]:
        """For every site how many got in, and the last places in line that did."""
        problem = self.problem
        places = self._places()
        found = []
        order = np.argsort(self.assigned, kind="stable")
        bounds = np.searchsorted(self.assigned[order], np.arange(problem.sites + 1))
        for site in range(problem.sites):
            inside = order[bounds[site] : bounds[site + 1]]
            rank, seat = places[inside], self.seats[inside]
            reserve = problem.reserves.get(site)
            by_group: dict[int, int] = {}
            for i, (group, *_seats) in enumerate(reserve.seats if reserve else ()):
                by_group[group] = max(by_group.get(group, 0), int(rank[seat == 3 + i].max(initial=0)))
            found.append(
                Cut(
                    site,
                    int(problem.capacities[site]),
                    len(inside),
                    int(rank.max(initial=0)),
                    int(rank[seat < 3].max(initial=0)),
                    by_group,
                )
            )
        return found

    def explain(self, child: int) -> Explanation:
        """For each wish of the child what came of it and why; ValueError for a child that does not exist."""
        if not 0 <= child < self.problem.children:
            raise ValueError(f"child {child} is unknown; children run from 0 to {self.problem.children - 1}")
        got = int(self.wish_numbers[child])
        start = int(self.problem.wishes.offsets[child])
        row = self.problem.wishes.row(child).tolist()
        wishes = tuple(
            self._wish(child, start + number, number, site, got) for number, site in enumerate(row)
        )
        return Explanation(child, int(self.assigned[child]), wishes)

    def _wish(self, child: int, wish: int, number: int, site: int, got: int) -> WishExplained:
        rank = int(self.problem.ranks[wish])
        cut = self.cuts[site]
        outcome = self._outcome(child, site, rank, number, got)
        group = None
        if outcome is Outcome.GIVEN and self.seats[child] >= 3:
            group = self.problem.reserves[site].seats[self.seats[child] - 3][0]
        lacking = outcome in (Outcome.FULL, Outcome.RESERVED) and site not in self.problem.rooms
        more = 1 + int(np.searchsorted(self._waiting(site), rank)) if lacking else 0
        return WishExplained(site, number + 1, outcome, rank + 1, cut.last_place, cut.last_open, group, more)

    def _outcome(self, child: int, site: int, rank: int, number: int, got: int) -> Outcome:
        if number == got:
            return Outcome.GIVEN
        if got >= 0 and number > got:
            return Outcome.NOT_NEEDED
        if rank < 0:
            return Outcome.NOT_ACCEPTED
        if self._engine is not None and self._engine.would_take(child, site, rank):
            return Outcome.SIBLINGS
        cut = self.cuts[site]
        if site in self.problem.rooms:
            reserved = site in self.problem.reserves and cut.last_open <= rank < cut.last_place
            return Outcome.RESERVED if reserved else Outcome.STAFF
        return Outcome.RESERVED if cut.last_place > rank + 1 else Outcome.FULL

    def _places(self) -> NDArray[np.int32]:
        """The place in its own site's line of every child that has one, from 1."""
        places = np.zeros(self.problem.children, dtype=np.int32)
        inside = np.flatnonzero(self.wish_numbers >= 0)
        places[inside] = (
            1 + self.problem.ranks[self.problem.wishes.offsets[inside] + self.wish_numbers[inside]]
        )
        return places

    def _waiting(self, site: int) -> NDArray[np.int32]:
        at, ranks = self._waiting_lines
        return ranks[at[site] : at[site + 1]]

    @cached_property
    def _waiting_lines(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """By site the sorted ranks of those in its line who would rather be there than where they are."""
        wishes, ranks = self.problem.wishes, self.problem.ranks
        owners = wishes.owners()
        number = np.arange(len(wishes.ids)) - wishes.offsets[owners]
        got = self.wish_numbers[owners]
        want = np.flatnonzero((ranks >= 0) & ((got < 0) | (number < got)))
        order = want[np.lexsort((ranks[want], wishes.ids[want]))]
        at = np.searchsorted(wishes.ids[order], np.arange(self.problem.sites + 1))
        return at, ranks[order]


class Engine:
    """What the general engine keeps of a run, for the questions that come afterwards."""

    def __init__(self, problem: Problem) -> None:
        from shanyu.engines.allocation.market import build
        from shanyu.engines.allocation.search import solve

        self.problem = problem
        self.market = build(problem)
        self.state, self._found = solve(self.market)

    def assigned(self) -> NDArray[np.int32]:
        sites = np.full(self.problem.children, -1, dtype=np.int32)
        for site, held in enumerate(self._held()):
            sites[held] = site
        return sites

    def pairs(self) -> NDArray[np.int32]:
        found = [(kids[0], sites[0]) for kids, sites in self._coalitions() if len(kids) == 1]
        return np.array(found, dtype=np.int32).reshape(-1, 2)

    def coalitions(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        return [(kids, sites) for kids, sites in self._coalitions() if len(kids) > 1]

    def seats(self) -> NDArray[np.int32]:
        seats = np.zeros(self.problem.children, dtype=np.int32)
        for site, held in enumerate(self._held()):
            start = self.market.held_at[site]
            seats[held] = self._choose(site, held, self.state.held_rank[start : start + len(held)])
        return seats

    def would_take(self, child: int, site: int, rank: int) -> bool:
        """Whether the site, as it is filled now, would take this child alone."""
        start, count = self.market.held_at[site], self.state.held_count[site]
        held, ranks = self.state.held[start : start + count], self.state.held_rank[start : start + count]
        place = int(np.searchsorted(ranks, rank))
        return bool(self._choose(site, np.insert(held, place, child), np.insert(ranks, place, rank))[place])

    def _choose(self, site: int, line: NDArray[np.int64], ranks: NDArray[np.int64]) -> NDArray[np.int64]:
        from shanyu.engines.allocation.choosing import choose

        given = np.zeros(len(line), dtype=np.int64)
        put = fitting(choose, self.problem.children)
        put(self.market, site, line, ranks, len(line), given, self.state.cutoff[site])
        return given

    def _held(self) -> list[NDArray[np.int64]]:
        starts, counts = self.market.held_at[:-1].tolist(), self.state.held_count.tolist()
        return [self.state.held[a : a + n] for a, n in zip(starts, counts, strict=True)]

    def _coalitions(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        found = []
        for family, option in self._found.tolist():
            kids = self.market.members[self.market.member_at[family] : self.market.member_at[family + 1]]
            seat = self.market.seat_at[family] + option * len(kids)
            sites = self.market.seat_site[seat : seat + len(kids)]
            found.append((tuple(kids.tolist()), tuple(sites.tolist())))
        return found

"""Why a family got what it got, in its own terms: standing, lottery, group, and what would have changed it."""

from dataclasses import dataclass

from shanyu.engines.allocation.programme import Site, standing
from shanyu.engines.allocation.result import Outcome, WishExplained
from shanyu.engines.allocation.running import Run

LOTTERY = "lottery"


@dataclass(frozen=True)
class Reason:
    """One wish of one application.

    outcome, place, last_place, last_open, seats_more: see `WishExplained`; `closed` says that the class is not held.
    standing: the application's own, in the order of the rules' criteria; last_standing: that of the last one
    on an open seat (empty where there is none or the application is not in the line).
    drawn, last_drawn: the place in the lottery, from 1, of the application and of the last one on an open seat.
    decided_by: the criterion in which the last one stands better, `lottery` where all are equal, or None where it is
    not the standing that decided. Better there, the application would have been before the last one.
    group: the group on whose reserve it got in, or None.
    """

    site: str
    number: int
    outcome: Outcome
    closed: bool
    place: int
    last_place: int
    last_open: int
    seats_more: int
    standing: tuple[int, ...]
    last_standing: tuple[int, ...]
    drawn: int
    last_drawn: int
    decided_by: str | None
    group: str | None


def reasons(run: Run, child: str) -> list[Reason]:
    """What came of every wish of an application and why, in its own order; KeyError for one that does not exist."""
    return _Told(run).of(child)


def all_reasons(run: Run) -> dict[str, list[Reason]]:
    """The same for every application; what they share is looked up once."""
    told = _Told(run)
    return {child.id: told.of(child.id) for child in run.programme.applications}


class _Told:
    """What the reasons of all applications of a run have in common."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.groups = run.programme.groups
        self.drawn = {name: place for place, name in enumerate(run.drawn, 1)}
        self.closed = {closure.site for closure in run.closed}
        self.places = {site: {name: i for i, name in enumerate(line, 1)} for site, line in run.lines.items()}

    def of(self, child: str) -> list[Reason]:
        return [self._reason(child, wish) for wish in self.run.explain(child).wishes]

    def _reason(self, child: str, wish: WishExplained) -> Reason:
        run = self.run
        site = run.programme.sites[wish.site]
        place = self.places[site.id].get(child, 0)
        last = run.lines[site.id][wish.last_open - 1] if wish.last_open else None
        own = self._standing(site, child) if place else ()
        others = self._standing(site, last) if last and place else ()
        decided = None
        if wish.outcome in (Outcome.FULL, Outcome.RESERVED, Outcome.STAFF) and others:
            pairs = zip(run.programme.rules.criteria, own, others, strict=True)
            decided = next((criterion.value for criterion, mine, theirs in pairs if theirs < mine), LOTTERY)
        return Reason(
            site.id,
            wish.number,
            wish.outcome,
            site.id in self.closed,
            place,
            wish.last_place,
            wish.last_open,
            wish.seats_more,
            own,
            others,
            self.drawn[child],
            self.drawn[last] if last else 0,
            decided,
            None if wish.group is None else self.groups[wish.group],
        )

    def _standing(self, site: Site, child: str) -> tuple[int, ...]:
        return standing(
            self.run.programme.rules, site, self.run.programme.applications[self.run.numbers[child]]
        )

"""Why a family got what it got, in its own terms: standing, lottery, group, and what would have changed it."""

from dataclasses import dataclass

from shanyu.engines.allocation.programme import standing
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
    return [_reason(run, child, wish) for wish in run.explain(child).wishes]


def _reason(run: Run, child: str, wish: WishExplained) -> Reason:
    site = run.programme.sites[wish.site]
    line = run.lines[site.id]
    applications, numbers = run.programme.applications, run.numbers
    listed = child in line
    last = line[wish.last_open - 1] if wish.last_open else None
    own = standing(run.programme.rules, site, applications[numbers[child]]) if listed else ()
    others = standing(run.programme.rules, site, applications[numbers[last]]) if last and listed else ()
    decided = None
    if wish.outcome in (Outcome.FULL, Outcome.RESERVED, Outcome.STAFF) and others:
        pairs = zip(run.programme.rules.criteria, own, others, strict=True)
        decided = next((criterion.value for criterion, mine, theirs in pairs if theirs < mine), LOTTERY)
    return Reason(
        site.id,
        wish.number,
        wish.outcome,
        site.id in {closure.site for closure in run.closed},
        line.index(child) + 1 if listed else 0,
        wish.last_place,
        wish.last_open,
        wish.seats_more,
        own,
        others,
        run.drawn.index(child) + 1,
        run.drawn.index(last) + 1 if last else 0,
        decided,
        None if wish.group is None else run.programme.groups[wish.group],
    )

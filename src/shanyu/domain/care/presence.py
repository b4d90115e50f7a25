"""Who was in which room from when to when, and when there were too few carers for the children. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shanyu.domain.care.day import Told, standing
from shanyu.domain.care.kinds import Kind


@dataclass(frozen=True)
class Stay:
    """A child (or a carer) is in a room from `since` to `until`; None while it is still there."""

    room: int
    since: datetime
    until: datetime | None


def stays(entries: Iterable[Told], home: int) -> list[Stay]:
    """The rooms of one child on a day: its own from its arrival on, another from each move on, until it leaves."""
    told = standing(entries)
    arrived = min((one.at for one in told if one.kind == Kind.ARRIVAL), default=None)
    if arrived is None:
        return []
    left = max((one.at for one in told if one.kind == Kind.DEPARTURE), default=None)
    steps = [(arrived, home)]
    steps += [
        (max(one.at, arrived), one.facts["to_class"])
        for one in told
        if one.kind == Kind.MOVED and (left is None or one.at < left)
    ]
    ends = [moment for moment, _room in steps[1:]] + [left]
    return [
        Stay(room, since, until)
        for (since, room), until in zip(steps, ends, strict=True)
        if until is None or until > since
    ]


def above(
    children: Iterable[Stay], carers: Iterable[Stay], most: int
) -> list[tuple[datetime, datetime | None]]:
    """When a room held more children than its carers may look after, `most` to each; the last one may be open."""
    steps: dict[datetime, list[int]] = defaultdict(lambda: [0, 0])
    for place, people in enumerate((children, carers)):
        for stay in people:
            steps[stay.since][place] += 1
            if stay.until is not None:
                steps[stay.until][place] -= 1
    found: list[tuple[datetime, datetime | None]] = []
    there, since = [0, 0], None
    for moment in sorted(steps):
        there = [one + change for one, change in zip(there, steps[moment], strict=True)]
        over = there[0] > there[1] * most
        if over and since is None:
            since = moment
        elif not over and since is not None:
            found.append((since, moment))
            since = None
    return [*found, (since, None)] if since is not None else found

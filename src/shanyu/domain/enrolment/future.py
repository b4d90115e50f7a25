"""Free places in days to come, as a pure function over who is there from when to when."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: From a day until before another one; open where no end is planned.
Stay = tuple[date, date | None]


@dataclass(frozen=True)
class FreeFrom:
    """From a day on so many places are free for children who come then and stay."""

    on: date
    free: int


def free_from(places: int, stays: Iterable[Stay], since: date, until: date) -> list[FreeFrom]:
    """When how many of `places` are free for good: the first answer is for `since`, the next ones where it grows.

    A place that somebody is promised later is not free before: who comes now would have to go. So the number never
    falls, and a planned leaver counts from the day after the last one. Days after `until` are not told.
    """
    change: Counter[date] = Counter()
    for begins, ends in stays:
        if ends is not None and ends <= since:
            continue
        change[max(begins, since)] += 1
        if ends is not None:
            change[ends] -= 1
    days = sorted({since, *change})
    taken, there = {}, 0
    for day in days:
        there += change[day]
        taken[day] = there
    fullest, found = 0, []
    for day in reversed(days):
        fullest = max(fullest, taken[day])
        found.append(FreeFrom(day, places - fullest))
    found.reverse()
    told = [
        one
        for before, one in zip([None, *found], found, strict=False)
        if before is None or one.free > before.free
    ]
    return [one for one in told if one.on <= until]

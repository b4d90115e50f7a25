"""Days of a series: weekly on chosen weekdays from one day to another, without days that are skipped. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

#: A series has at most so many sessions: a year of weekdays.
MOST = 260


@dataclass(frozen=True)
class Weekly:
    """`weekdays` are ISO weekdays, 1 for Monday; both ends count in."""

    first: date
    last: date
    weekdays: Collection[int]
    skipping: Collection[date] = field(default=())

    def days(self) -> list[date]:
        """The days in order, at most `MOST` and one: so that too many are seen to be too many."""
        found, day = [], self.first
        while day <= self.last and len(found) <= MOST:
            if day.isoweekday() in self.weekdays and day not in self.skipping:
                found.append(day)
            day += timedelta(days=1)
        return found

"""When a station is open: the week's ranges and the dates that differ."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from shanyu.domain.stations import rules
from shanyu.domain.stations.models import OpeningException, OpeningRange
from shanyu.domain.stations.rules import Hours
from shanyu.kernel.clock import local


class Calendar:
    """The hours of one station, read once: `calendar.on(day)`."""

    def __init__(self, ranges: Iterable[OpeningRange], exceptions: Iterable[OpeningException]) -> None:
        self.week: dict[int, list[Hours]] = defaultdict(list)
        for one in ranges:
            self.week[one.weekday].append(Hours(one.opens, one.closes))
        self.exceptions = {one.day: one for one in exceptions}

    @property
    def known(self) -> bool:
        return bool(self.week)

    def on(self, day: date) -> list[Hours]:
        """The ranges of a day, none where it is closed."""
        exception = self.exceptions.get(day)
        if exception is not None:
            return [] if exception.opens is None else [Hours(exception.opens, exception.closes)]
        return sorted(self.week.get(day.isoweekday(), ()))

    def closes_at(self, moment: datetime) -> datetime | None:
        """When the station closes next, if it is open at `moment`."""
        return rules.closes_at(self.on(local(moment).date()), moment)


def calendar_of(site_id: int) -> Calendar:
    return Calendar(
        OpeningRange.objects.filter(site=site_id),
        OpeningException.objects.filter(site=site_id).order_by("day"),
    )

"""The month sheet of disinfection."""

from dataclasses import dataclass
from datetime import date, datetime

from shanyu.domain.protection.models import Disinfection
from shanyu.domain.providers.models import Room, Site
from shanyu.kernel.clock import SHANGHAI, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after


@dataclass(frozen=True)
class Sheet:
    """The entries of a month, oldest first, and the rooms of the site with how many days each was disinfected."""

    site: Site
    month: date
    entries: list[Disinfection]
    rooms: list[tuple[Room, int]]


@query("protection.disinfection_sheet", on=Site)
def disinfection_sheet(actor: Actor, site: Site, *, month: date | None = None) -> Sheet:
    """The log of one month (any day of it) of a site's rooms."""
    first = (month or today()).replace(day=1)
    end = month_after(first)
    since, until = (datetime.combine(day, datetime.min.time(), SHANGHAI) for day in (first, end))
    rows = Disinfection.objects.filter(room__site=site, at__gte=since, at__lt=until)
    entries = list(rows.select_related("room", "account").order_by("at", "pk"))
    days: dict[int, set[date]] = {}
    for one in entries:
        days.setdefault(one.room_id, set()).add(one.at.astimezone(SHANGHAI).date())
    rooms = [(room, len(days.get(room.pk, ()))) for room in site.rooms.order_by("floor", "name")]
    return Sheet(site, first, entries, rooms)

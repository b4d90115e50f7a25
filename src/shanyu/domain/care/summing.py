"""What the record of a day came to, by class: counted from the entries, so counting again gives the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from shanyu.domain.care import duties, reading_days
from shanyu.domain.care.day import DayState, state
from shanyu.domain.care.kinds import CheckSlot, Kind, Outcome
from shanyu.domain.care.models import DaySummary, Entry
from shanyu.domain.care.presence import Stay, above, stays
from shanyu.domain.care.reading_days import Line
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.rules import ratio_of
from shanyu.kernel.clock import now

#: What a summary is made of.
KINDS = (Kind.ARRIVAL, Kind.DEPARTURE, Kind.MOVED, Kind.CHECK, Kind.OUTDOOR)
#: So many sites are read at one time: what is in memory does not grow with the district.
SITES_AT_ONCE = 25
_COUNTED = (
    "site", "expected", "present", "on_leave", "unexplained", "no_morning", "no_noon", "apart",
    "short_outdoors", "above_minutes", "entries", "modified_at",
)  # fmt: skip


def sum_day(day: date, sites: Iterable[int] | None = None) -> int:
    """Count a day anew at these sites, or at all that had children or a record on it. Returns how many classes."""
    classes = CareClass.objects.filter(site__in=sites) if sites is not None else CareClass.objects.all()
    rows: dict[int, list[CareClass]] = defaultdict(list)
    for one in classes.order_by("site_id"):
        rows[one.site_id].append(one)
    keys = list(rows)
    made = 0
    for first in range(0, len(keys), SITES_AT_ONCE):
        some = keys[first : first + SITES_AT_ONCE]
        made += _sum_sites({key: rows[key] for key in some}, day)
    return made


def _sum_sites(classes: Mapping[int, list[CareClass]], day: date) -> int:
    sites = list(classes)
    begins = duties.at_minute(day, 0)
    ends = min(begins + timedelta(days=1), now())
    expected = reading_days.expected_by_child(sites, day)
    leaves = reading_days.leaves_by_child(sites, day)
    entries = reading_days.by_child(reading_days.lines(sites, day, day, KINDS))
    carers = reading_days.carers_of_rooms(sites, begins, ends)
    recorded = _recorded(sites, day)
    rooms: dict[int, list[Stay]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    for child, (_site, home) in expected.items():
        children[home].append(child)
        for stay in stays(entries.get(child, ()), home):
            rooms[stay.room].append(stay)
    made = [
        summary(one, children[one.pk], leaves, entries, rooms[one.pk], carers.get(one.pk, []), day, ends)
        for found in classes.values()
        for one in found
        if children[one.pk] or recorded.get(one.pk)
    ]
    for row in made:
        row.entries = recorded.get(row.care_class_id, 0)
    DaySummary.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["care_class", "day"], update_fields=_COUNTED
    )
    return len(made)


def _recorded(sites: list[int], day: date) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for care_class in Entry.objects.filter(site__in=sites, day=day).values_list("care_class", flat=True):
        found[care_class] += 1
    return found


def summary(
    care_class: CareClass,
    children: Iterable[int],
    leaves: Mapping[int, str],
    entries: Mapping[int, list[Line]],
    stayed: list[Stay],
    carers: list[Stay],
    day: date,
    ends: datetime,
) -> DaySummary:
    """One class and day, from what was read of it; `ends` is until when it is counted."""
    row = DaySummary(site_id=care_class.site_id, care_class=care_class, day=day)
    for child in children:
        row.expected += 1
        told = state(entries.get(child, ()), until=ends)
        if told.arrived_at is None:
            row.on_leave += child in leaves
            row.unexplained += child not in leaves
        else:
            _count_present(row, told, day, ends)
    rule = ratio_of(care_class.band, day)
    if rule:
        times = above(stayed, carers, rule[0])
        row.above_minutes = sum(_minutes(since, until or ends) for since, until in times)
    return row


def _count_present(row: DaySummary, told: DayState, day: date, ends: datetime) -> None:
    stayed = _minutes(told.arrived_at, told.left_at or ends)
    noon = duties.at_minute(day, duties.noon_check_by(day))
    row.present += 1
    row.no_morning += CheckSlot.MORNING not in told.checks
    row.no_noon += CheckSlot.NOON not in told.checks and (told.left_at or ends) >= noon
    row.apart += told.outcome not in {"", Outcome.IN_CLASS}
    long_enough = stayed >= duties.counted_stay(day)
    row.short_outdoors += long_enough and told.outdoor_minutes < duties.outdoor_minutes(day)


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))

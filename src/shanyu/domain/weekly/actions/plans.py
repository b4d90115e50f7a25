"""The plan of a class's week: written by hand, made from last week or from the library, published as a version."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import CareClass
from shanyu.domain.weekly.actions.library import LONGEST_MINUTES, SHORTEST_MINUTES
from shanyu.domain.weekly.freezing import frozen_plan
from shanyu.domain.weekly.kinds import DayPart, Place, Source
from shanyu.domain.weekly.library import activities_of, by_word, wanted
from shanyu.domain.weekly.models import Activity, Plan, PlanItem, PlanVersion
from shanyu.domain.weekly.refusals import NothingToTake, TooLittleOutdoors
from shanyu.domain.weekly.rules import WORKDAYS, outdoors
from shanyu.domain.weekly.weeks import Place as Cell
from shanyu.domain.weekly.weeks import check_week, edited, publish, read_cells, week_before
from shanyu.domain.weekly.words import weekday_words
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: "沙水游戏 40": an activity, and how long it takes this time.
_MINUTES = re.compile(r"^(.*?)\s*[（(]?\s*(\d{1,3})\s*(?:分钟|分|min)?\s*[)）]?$")
#: What a week made from the library has: outdoors twice a day, so that the rule is kept, and something indoors.
_SHAPE = (
    (DayPart.MORNING, Place.OUTDOORS),
    (DayPart.MORNING, Place.INDOORS),
    (DayPart.AFTERNOON, Place.INDOORS),
    (DayPart.AFTERNOON, Place.OUTDOORS),
)
Chosen = tuple[Activity, int]


@action("weekly.save_plan", on=CareClass)
def save_plan(
    actor: Actor, care_class: CareClass, monday: date, *, cells: Mapping[Cell, Sequence[str]]
) -> Plan:
    """Write the named cells of a week anew: activities by title or id, with the minutes after it where they differ.

    Cells that are not named stay. Raises Invalid by cell, WeekOver.
    """
    check_week(monday)
    plan = _plan(care_class, monday)
    words = by_word([item.activity for item in plan.items.select_related("activity")], "title")
    words |= by_word(activities_of(care_class.site), "title")

    def find(word: str) -> Activity | None:
        return wanted(words, word) or wanted(words, _split(word)[0])

    read = read_cells(
        cells,
        DayPart.values,
        find,
        lambda names: _("活动库里没有：%(names)s。") % {"names": names},
    )
    for (weekday, part), rows in read.items():
        _put(plan, weekday, part, [(row, _minutes(row, word, words)) for row, word in rows])
    edited(plan)
    return plan


@action("weekly.fill_plan", on=CareClass)
def fill_plan(actor: Actor, care_class: CareClass, monday: date, *, source: str) -> Plan:
    """Make the whole week from last week's, or from the library; what was there is replaced. Raises NothingToTake."""
    check_week(monday)
    taken = _last_week(care_class, monday) if source == Source.LAST_WEEK else from_library(care_class, monday)
    if source not in Source.values or not taken:
        raise NothingToTake
    plan = _plan(care_class, monday)
    plan.items.all().delete()
    for (weekday, part), chosen in taken.items():
        _put(plan, weekday, part, chosen)
    edited(plan)
    return plan


@action("weekly.copy_plan_day", on=CareClass)
def copy_plan_day(actor: Actor, care_class: CareClass, monday: date, *, day: int, to: Sequence[int]) -> Plan:
    """Put the activities of one weekday on others, in the place of what is there. Raises Invalid, NothingToTake."""
    check_week(monday)
    targets = set(to) - {day}
    if not targets or not {day, *targets} <= set(range(1, 8)):
        raise Invalid({"to": _("请选择要复制到哪几天。")})
    plan = _plan(care_class, monday)
    items = list(plan.items.filter(weekday=day))
    if not items:
        raise NothingToTake
    plan.items.filter(weekday__in=targets).delete()
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan, weekday=target, part=one.part, position=one.position,
            activity_id=one.activity_id, minutes=one.minutes,
        )
        for target in sorted(targets)
        for one in items
    )  # fmt: skip
    edited(plan)
    return plan


@action("weekly.publish_plan", on=CareClass)
def publish_plan(actor: Actor, care_class: CareClass, monday: date, *, anyway: bool = False) -> PlanVersion:
    """Publish the week as it stands. `anyway`: though a day has too little time outdoors; the version says so.

    Raises TooLittleOutdoors, NothingPlannedYet, NothingChanged, WeekOver.
    """
    check_week(monday)
    plan = _plan(care_class, monday)
    content = frozen_plan(plan)
    found = outdoors(planned(plan), monday)
    if content and found.short and not anyway:
        raise TooLittleOutdoors(
            days=_("、").join(weekday_words(day) for day in found.short),
            hours=f"{found.needed / 60:g}",
        )
    return publish(plan, content, actor, short_of_outdoors=bool(found.short))


def planned(plan: Plan) -> list[tuple[int, str, int]]:
    """Weekday, place and minutes of everything in a draft."""
    return list(plan.items.values_list("weekday", "activity__place", "minutes"))


def _plan(care_class: CareClass, monday: date) -> Plan:
    made, _new = Plan.objects.get_or_create(
        care_class=care_class, monday=monday, defaults={"edited_at": now()}
    )
    return made


def _split(word: str) -> tuple[str, int | None]:
    found = _MINUTES.match(word)
    return (found[1], int(found[2])) if found and found[1] else (word, None)


def _minutes(row: Activity, word: str, words: dict) -> int:
    if wanted(words, word) is not None:
        return row.minutes
    minutes = _split(word)[1]
    if minutes is None or not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise Invalid({"minutes": _("“%(title)s”请填 5 到 240 分钟。") % {"title": row.title}})
    return minutes


def _put(plan: Plan, weekday: int, part: str, chosen: Sequence[Chosen]) -> None:
    plan.items.filter(weekday=weekday, part=part).delete()
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, weekday=weekday, part=part, position=place, activity=row, minutes=minutes)
        for place, (row, minutes) in enumerate(chosen)
    )


def _last_week(care_class: CareClass, monday: date) -> dict[Cell, list[Chosen]]:
    rows = PlanItem.objects.filter(
        plan__care_class=care_class, plan__monday=week_before(monday), activity__retired_at=None
    ).select_related("activity")
    taken: dict[Cell, list[Chosen]] = {}
    for item in rows.order_by("weekday", "part", "position"):
        taken.setdefault((item.weekday, item.part), []).append((item.activity, item.minutes))
    return taken


def from_library(care_class: CareClass, monday: date) -> dict[Cell, list[Chosen]]:
    """Each workday from the activities meant for the class's age, going on round the library from week to week."""
    fit = [row for row in activities_of(care_class.site) if not row.bands or care_class.band in row.bands]
    by_place = {
        place: sorted((row for row in fit if row.place == place), key=lambda row: row.pk) for place in Place
    }
    taken: dict[Cell, list[Chosen]] = {}
    for index, weekday in enumerate(WORKDAYS):
        for slot, (part, place) in enumerate(_SHAPE):
            rows = by_place[place]
            if rows:
                turn = (monday.toordinal() // 7 * len(WORKDAYS) + index) * 2 + slot // 2
                row = rows[turn % len(rows)]
                cell = taken.setdefault((weekday, part.value), [])
                if row.pk not in {one.pk for one, _minutes in cell}:
                    cell.append((row, row.minutes))
    return taken

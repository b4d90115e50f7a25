"""The plan of a class's week: the draft with its time outdoors for the head, and the day for whoever plays it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from shanyu.domain.providers.models import CareClass
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.documents import plan_paper as drawn
from shanyu.domain.weekly.freezing import frozen_plan
from shanyu.domain.weekly.kinds import DayPart
from shanyu.domain.weekly.library import activities_of
from shanyu.domain.weekly.models import Activity, Plan, PlanVersion
from shanyu.domain.weekly.queries.views import Cell, Day, Week, activity_view, days_of, plan_week, whole_week
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class PlanDesk:
    """A class's week at the head's desk: the draft, its time outdoors against the rule, and what is published."""

    care_class: CareClass
    monday: date
    days: list[Day]
    outdoors: rules.Outdoors
    published: Week | None
    unpublished: bool
    library: list[Activity]
    versions: list[PlanVersion]


@query("weekly.plan", on=CareClass)
def plan(actor: Actor, care_class: CareClass, monday: date) -> PlanDesk:
    """The draft of a week and its published version."""
    rules.check_monday(monday)
    row = Plan.objects.filter(care_class=care_class, monday=monday).first()
    content = frozen_plan(row) if row else {}
    versions = list(row.versions.select_related("plan", "published_by")) if row else []
    days = days_of(monday, content, DayPart.choices, activity_view)
    planned = [
        (day.weekday, item.place, item.minutes) for day in days for cell in day.cells for item in cell.items
    ]
    return PlanDesk(
        care_class=care_class,
        monday=monday,
        days=whole_week(days, monday, DayPart.choices),
        outdoors=rules.outdoors(planned, monday),
        published=plan_week(versions[0]) if versions else None,
        unpublished=bool(content) and (not versions or versions[0].content != content),
        library=list(activities_of(care_class.site)),
        versions=versions,
    )


@query("weekly.plan_paper", on=CareClass)
def plan_paper(actor: Actor, care_class: CareClass, monday: date) -> bytes:
    """The published week as a PDF for the wall (A4, landscape). Raises OutOfReach where none is published."""
    week = plan_week(newest_plan(care_class, monday))
    if week is None:
        raise OutOfReach
    return drawn(care_class, week, get_language() or "zh-hans")


def newest_plan(care_class: CareClass, monday: date) -> PlanVersion | None:
    """The version that counts of a week's plan."""
    rows = PlanVersion.objects.filter(plan__care_class=care_class, plan__monday=monday)
    return rows.select_related("plan").first()


def plan_of_day(care_class: CareClass, day: date) -> list[Cell]:
    """The published plan of a day, for rooms behind this one: cells with `part` (a DayPart) and `items`
    (ActivityView). Only parts that hold something; empty where nothing is published.
    """
    found = plan_week(newest_plan(care_class, rules.monday_of(day)))
    on = found.on(day) if found else None
    return [cell for cell in on.cells if cell.items] if on else []

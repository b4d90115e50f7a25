"""A child's months: what a carer begins with, and what a family reads."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from shanyu.domain.care.day import standing, state
from shanyu.domain.care.kinds import Band, Kind, PortraitState
from shanyu.domain.care.models import Entry, Portrait
from shanyu.domain.care.portrait import Figures, Line, band_of, draft, figures
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after


@dataclass(frozen=True)
class Drafted:
    """What a carer writes a month from. `portrait` is what is kept of it already, with its words."""

    child: Child
    name: str
    month: date
    band: str
    figures: Figures
    lines: tuple[Line, ...]
    draft: str
    portrait: Portrait | None
    words: str


@dataclass(frozen=True)
class Shared:
    """A month that a family reads."""

    month: date
    site: str
    site_en: str
    words: str
    shared_at: datetime


@dataclass(frozen=True)
class Month:
    """A child in the list of those whose month is to be written; `state` is "" where nothing is written yet."""

    child: Child
    name: str
    state: str


@query("care.draft_portrait", on=Child, lookback="month")
def draft_portrait(actor: Actor, child: Child, *, month: date) -> Drafted:
    """The month of a child in figures and observations, and a draft of its words."""
    first = month.replace(day=1)
    days = defaultdict(list)
    for entry in Entry.objects.filter(child=child, day__gte=first, day__lt=month_after(first)):
        days[entry.day].append(entry)
    outdoor = sum(state(told, until=now()).outdoor_minutes for day, told in days.items() if day < today())
    found = figures(days.values(), outdoor)
    lines = tuple(
        Line(one.day, one.facts["domain"], one.note.reveal())
        for day in sorted(days)
        for one in standing(days[day])
        if one.kind in (Kind.OBSERVATION, Kind.ACTIVITY) and one.facts.get("domain") and one.note
    )
    kept = Portrait.objects.filter(child=child, month=first).order_by("-pk").first()
    return Drafted(
        child, child.name.reveal(), first, Band(band_of(completed_months(child.born, today()))).label, found, lines,
        draft(found, lines), kept, kept.words.reveal() if kept else "",
    )  # fmt: skip


@query("care.portraits", on=Child)
def portraits(actor: Actor, child: Child) -> list[Shared]:
    """The months of a child that were shared with its family, the newest first."""
    rows = Portrait.objects.filter(child=child, state=PortraitState.SHARED).select_related("site")
    found = list(rows.order_by("-month", "-pk")[:36])
    touched(*found)
    return [
        Shared(row.month, row.site.name, row.site.name_en or row.site.name, row.words.reveal(), row.shared_at)
        for row in found
    ]


@query("care.months", on=CareClass, lookback="month")
def months(actor: Actor, care_class: CareClass, *, month: date) -> list[Month]:
    """The children of a class who have entries in a month, with how far their portraits are."""
    first = month.replace(day=1)
    there = Entry.objects.filter(care_class=care_class, day__gte=first, day__lt=month_after(first))
    children = list(Child.objects.filter(pk__in=there.values("child")))
    touched(*children)
    written = dict(Portrait.objects.filter(child__in=children, month=first).values_list("child", "state"))
    named = [Month(child, child.name.reveal(), written.get(child.pk, "")) for child in children]
    return sorted(named, key=lambda one: (one.state == PortraitState.SHARED, one.name))

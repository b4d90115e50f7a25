"""The house: equipment with its cleaning, the safety list with its last dates, and what of these is due."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from shanyu.domain.providers.models import Site
from shanyu.domain.stations import rules
from shanyu.domain.stations.models import Cleaning, Equipment, SafetyCheck
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule

LOG_LINES = 30


@dataclass(frozen=True)
class EquipmentLine:
    equipment: Equipment
    last: date | None
    due: date
    late: bool


@dataclass(frozen=True)
class SafetyLine:
    """An item of the list: its words in the reader's language, the rule, the last look, and when it is due."""

    key: str
    words: str
    rule: Rule
    last: SafetyCheck | None
    due: date | None
    late: bool


@dataclass(frozen=True)
class DueThing:
    """Something that is due today: of which part of the house, what, and since when."""

    part: str
    words: str
    day: date | None
    never: bool


@dataclass(frozen=True)
class House:
    site: Site
    equipment: list[EquipmentLine]
    log: list[Cleaning]
    safety: list[SafetyLine]


@query("stations.house", on=Site)
def house(actor: Actor, site: Site) -> House:
    """What stands in a station, when it was cleaned, and the safety list."""
    day = today()
    log = Cleaning.objects.filter(equipment__site=site).select_related("equipment", "account")
    return House(
        site,
        equipment_lines(site, day),
        list(log.order_by("-at", "-pk")[:LOG_LINES]),
        safety_lines(site, day),
    )


def due_of(site: Site, day: date) -> list[DueThing]:
    """What is due today, safety first."""
    safety = [
        DueThing("safety", line.words, line.due, line.last is None)
        for line in safety_lines(site, day)
        if line.late
    ]
    equipment = [
        DueThing("equipment", line.equipment.name, line.due, line.last is None)
        for line in equipment_lines(site, day)
        if line.late
    ]
    return [*safety, *equipment]


def equipment_lines(site: Site, day: date) -> list[EquipmentLine]:
    rows = list(Equipment.objects.filter(site=site, retired_on__isnull=True))
    newest = Cleaning.objects.filter(equipment__in=rows).order_by("equipment_id", "-at", "-pk")
    newest = newest.distinct("equipment_id")
    last = {one.equipment_id: local(one.at).date() for one in newest}
    found = []
    for row in rows:
        due = rules.due_on(last.get(row.pk), row.every_days, local(row.created_at).date())
        found.append(EquipmentLine(row, last.get(row.pk), due, due <= day))
    return sorted(found, key=lambda line: (line.due, line.equipment.name))


def safety_lines(site: Site, day: date) -> list[SafetyLine]:
    newest = SafetyCheck.objects.filter(site=site).order_by("item", "-at", "-pk").distinct("item")
    last = {one.item: one for one in newest.select_related("account")}
    return [_safety_line(rule, last.get(rule.key.removeprefix("safety.")), day) for rule in safety_rules(day)]


def safety_rules(day: date) -> list[Rule]:
    return rules.book.rules_under("safety.", day)


def _safety_line(rule: Rule, last: SafetyCheck | None, day: date) -> SafetyLine:
    due = rules.due_on(local(last.at).date(), rule.value["days"], day) if last else None
    english = (get_language() or "").startswith("en")
    return SafetyLine(
        key=rule.key.removeprefix("safety."),
        words=rule.value["text_en" if english else "text"],
        rule=rule,
        last=last,
        due=due,
        late=last is None or not last.right or due <= day,
    )

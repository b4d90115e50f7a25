"""The health file of a child: what was said, what is missing, what should be looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from shanyu.domain.health import rules, schedule
from shanyu.domain.health.agreeing import agrees
from shanyu.domain.health.answers import newest, opened, parts_about
from shanyu.domain.health.kinds import PartKind, Severity
from shanyu.domain.health.models import Part
from shanyu.domain.health.parts import SPECS, Ask, Spec, spec_of
from shanyu.domain.health.progress import Step, next_step
from shanyu.domain.health.queries.exams import state_of
from shanyu.domain.health.queries.vaccinations import lines_of
from shanyu.domain.people.models import Child
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class ItemView:
    """One allergy, medicine or condition in words; `severe` where it must be treated at once."""

    id: str
    title: str
    severe: bool
    facts: Pairs


@dataclass(frozen=True)
class PartView:
    """One part in words. `state`: missing, stale (said, but long ago) or said; `seen` is the key of its row, or 0."""

    kind: str
    title: str
    state: str
    nothing: bool
    facts: Pairs
    items: list[ItemView]
    checked_on: date | None
    seen: int
    common: bool
    answers: Any
    spec: Spec

    @property
    def summary(self) -> str:
        """A line for a list of parts."""
        if self.nothing:
            return str(self.spec.nothing)
        shown = [item.title for item in self.items] or [value for _label, value in self.facts]
        return gettext("、").join(shown[:3])


@dataclass(frozen=True)
class HealthFile:
    """A child's file in the order of asking, and the one next step."""

    name: str
    months: int
    agreed: bool
    parts: list[PartView]
    doses: int
    waiting: int
    exam: rules.ExamState
    step: Step

    @property
    def said(self) -> int:
        return sum(part.state != "missing" for part in self.parts)


@dataclass(frozen=True)
class CareCard:
    """What whoever cares for a child must know: what to avoid, what to give, what to do."""

    name: str
    agreed: bool
    allergies: PartView
    medication: PartView
    emergency: PartView


@dataclass(frozen=True)
class Said:
    """One version of a part: what was said on which day, by whom (masked)."""

    part: PartView
    by: str


@query("health.file", on=Child)
def file(actor: Actor, child: Child) -> HealthFile:
    """The whole file. Without a guardian's consent it is empty, whatever is kept."""
    agreed, on = agrees(child), today()
    rows = newest(child) if agreed else {}
    touched(*rows.values())
    parts = [view_of(SPECS[kind], rows.get(kind), child, on) for kind in PartKind.values]
    lines = lines_of(child, on) if agreed else []
    doses = child.doses.filter(removed_at=None).count() if agreed else 0
    waiting = len({line.series for line in lines if line.state in schedule.WAITING}) if doses else 0
    exam = state_of(child, on) if agreed else rules.ExamState("none")
    states = {part.kind: part.state for part in parts}
    step = next_step(agreed=agreed, parts=states, doses=doses, waiting=waiting, exam=exam.code)
    months = completed_months(child.born, on)
    return HealthFile(child.name.reveal(), months, agreed, parts, doses, waiting, exam, step)


@query("health.care_card", on=Child)
def care_card(actor: Actor, child: Child) -> CareCard:
    """Allergies, regular medication and what to do in an emergency: nothing else of the file."""
    wanted = (PartKind.ALLERGIES, PartKind.MEDICATION, PartKind.EMERGENCY)
    agreed = agrees(child)
    rows = newest(child, wanted) if agreed else {}
    touched(*rows.values())
    views = [view_of(SPECS[kind], rows.get(kind), child, today()) for kind in wanted]
    return CareCard(child.name.reveal(), agreed, *views)


@query("health.past_of", on=Child)
def past_of(actor: Actor, child: Child, kind: str) -> list[Said]:
    """Every version of one part, the newest first, as its guardians said it."""
    spec = spec_of(kind)
    rows = list(parts_about(child).filter(kind=kind).select_related("account").order_by("-pk"))
    touched(*rows)
    return [Said(view_of(spec, row, child, today()), mask_name(row.account.name)) for row in rows]


def view_of(spec: Spec, row: Part | None, child: Child, on: date) -> PartView:
    """One part in words, from the row that holds it; an empty one where there is none."""
    answers = opened(row)
    asks = spec.asked(completed_months(child.born, on))
    return PartView(
        kind=spec.kind.value,
        title=str(spec.kind.label),
        state=_state(row, on),
        nothing=row is not None and answers is None,
        facts=_facts(asks, answers) if isinstance(answers, dict) else [],
        items=[_item(spec, one) for one in answers] if isinstance(answers, list) else [],
        checked_on=row.checked_on if row else None,
        seen=row.pk if row else 0,
        common=spec.common,
        answers=answers,
        spec=spec,
    )


def _state(row: Part | None, on: date) -> str:
    if row is None:
        return "missing"
    return "stale" if on >= rules.confirm_by(row.checked_on, on) else "said"


def _facts(asks: Iterable[Ask], answers: dict) -> Pairs:
    return [(str(ask.label), ask.said(answers[ask.name])) for ask in asks if answers.get(ask.name)]


def _item(spec: Spec, item: dict) -> ItemView:
    first, *rest = spec.asks
    if spec.kind != PartKind.ALLERGIES:
        return ItemView(item["id"], item[first.name], False, _facts(rest, item))
    title, detail = first.said(item["substance"]), item.get("detail", "")
    if detail:
        both = gettext("%(what)s（%(detail)s）") % {"what": title, "detail": detail}
        title = detail if item["substance"] == "other" else both
    severe = item["severity"] == Severity.SEVERE
    return ItemView(item["id"], title, severe, _facts(rest[1:], item))

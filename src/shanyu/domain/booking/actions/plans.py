"""The next term's plan: drafted from the last one's figures, edited and agreed by a person, made into drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from shanyu.domain.booking import rules
from shanyu.domain.booking.actions.series import Outcome, tried
from shanyu.domain.booking.drafting import kinds_of
from shanyu.domain.booking.kinds import Unit
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Host, PlanItem, Series, Session
from shanyu.domain.booking.plan_rules import proposed
from shanyu.domain.booking.planning import copied, make
from shanyu.domain.booking.queries.reports import report_of, term
from shanyu.domain.booking.refusals import AlreadyOver, NothingToPublish
from shanyu.kernel.clock import SHANGHAI, local, now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action

LONGEST_TERM = 370
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ItemFacts:
    """What a person decides about one line of a plan."""

    title: str
    sessions: int
    capacity: int
    age_from: int
    age_to: int
    title_en: str = ""


@action("booking.draft_plan", on=Host)
def draft_plan(
    actor: Actor, host: Host, *, since: date, until: date, term_from: date, term_to: date
) -> list[PlanItem]:
    """Draft a plan for a term from the figures of another; lines that a person has touched stay as they are.

    Raises Invalid for a term that does not make sense, or a past one in which there was nothing.
    """
    errors = _wrong_term(term_from, term_to)
    if not since <= until:
        errors["until"] = _("结束日期不能早于开始日期。")
    if errors:
        raise Invalid(errors)
    sorts = [one for one in report_of(term(host, since, until), since, until).sorts if one.figures.places]
    if not sorts:
        raise Invalid({"since": _("这段时间里没有办过活动，还没有可以参考的数字。")})
    rule = rules.book.rule("plan.draft", local(now()).date()).value
    kept = set(PlanItem.objects.filter(host=host, term_from=term_from).values_list("title", flat=True))
    made = []
    for one in sorts:
        if one.title in kept:
            continue
        proposal, like = proposed(one.past, rule), one.newest
        made.append(
            PlanItem.objects.create(
                host=host, term_from=term_from, term_to=term_to, kind=one.kind, title=one.title,
                title_en=like.title_en, unit=like.unit, age_from=like.age_from, age_to=like.age_to,
                sessions=proposal.sessions, capacity=max(1, like.counter.capacity), model=like,
                reasons=proposal.reasons,
            )
        )  # fmt: skip
    return made


@action("booking.add_plan_item", on=Host)
def add_plan_item(
    actor: Actor,
    host: Host,
    facts: ItemFacts,
    *,
    kind: str,
    term_from: date,
    term_to: date,
    unit: str = Unit.CHILD,
) -> PlanItem:
    """A line of a person's own, for a term that is not over. Raises Invalid."""
    errors = _wrong_term(term_from, term_to)
    if term_to < local(now()).date():
        errors["term_to"] = _("这一期已经过去，请选以后的日期。")
    if kind not in kinds_of(host):
        errors["kind"] = _("请选择种类。")
    if unit not in Unit.values:
        errors["unit"] = _("请选择名额怎么算。")
    item = PlanItem(host=host, kind=kind, unit=unit, term_from=term_from, term_to=term_to)
    return _put(item, facts, errors)


@action("booking.edit_plan_item", on=PlanItem)
def edit_plan_item(actor: Actor, item: PlanItem, facts: ItemFacts) -> PlanItem:
    """Change a line that is not published yet. Raises Invalid, NothingToPublish."""
    if item.state == PlanItem.State.PUBLISHED:
        raise NothingToPublish
    return _put(item, facts)


@action("booking.settle_plan_item", on=PlanItem)
def settle_plan_item(actor: Actor, item: PlanItem, *, state: str) -> PlanItem:
    """Agree on a line, drop it, or take either back. Raises Invalid, NothingToPublish."""
    if item.state == PlanItem.State.PUBLISHED:
        raise NothingToPublish
    if state not in (PlanItem.State.AGREED, PlanItem.State.DROPPED, PlanItem.State.DRAFT):
        raise Invalid({"state": _("请选择要做什么。")})
    item.state = state
    item.save(update_fields=["state"])
    return item


@action("booking.publish_plan_item", on=PlanItem)
def publish_plan_item(actor: Actor, item: PlanItem, *, first: date, at: time) -> Outcome:
    """Make an agreed line into weekly drafts from a day on, like the session it was drafted from.

    A week that clashes is named and the one after the last is taken for it, within the term.
    Raises NothingToPublish, Invalid, AlreadyOver.
    """
    if item.state != PlanItem.State.AGREED:
        raise NothingToPublish
    if item.model is None:
        raise Invalid({"first": _("这一项没有可以参照的场次，请用“新建系列”。")})
    start = datetime.combine(first, at, tzinfo=SHANGHAI)
    if start <= now():
        raise AlreadyOver
    if not item.term_from <= first <= item.term_to:
        raise Invalid({"first": _("应在这一期之内。")})
    series = Series.objects.create(host=item.host, title=item.title)
    outcome = Outcome(series=series)
    while len(outcome.good) < item.sessions and local(start).date() <= item.term_to:
        outcome.rows.append(tried(lambda s=start: _like(item, s, series), start, item.title))
        start += _WEEK
    if not outcome.good:
        raise Invalid({"first": _("每一天都有冲突，没有可以生成的场次。")})
    item.state = PlanItem.State.PUBLISHED
    item.save(update_fields=["state"])
    touched(series, *(row.session for row in outcome.good))
    return outcome


def _like(item: PlanItem, start: datetime, series: Series) -> Session:
    facts, batches = copied(item.model, start)
    facts = replace(
        facts, title=item.title, title_en=item.title_en, age_from=item.age_from, age_to=item.age_to
    )
    # Waves and quotas of the old session are a person's to set anew.
    batch = Batch(item.capacity, opens_at=min(one.opens_at for one in batches) if batches else None)
    return make(item.host, facts, [batch], series)


def _wrong_term(term_from: date, term_to: date) -> dict[str, str]:
    if term_from <= term_to and (term_to - term_from).days <= LONGEST_TERM:
        return {}
    return {"term_to": _("一期最长一年，结束日期不能早于开始日期。")}


def _put(item: PlanItem, facts: ItemFacts, wrong: Mapping[str, str] | None = None) -> PlanItem:
    errors = dict(wrong or {})
    if not 1 <= len(facts.title.strip()) <= 80:
        errors["title"] = _("请填 1 到 80 个字的名称。")
    elif _namesakes(item, facts.title.strip()):
        errors["title"] = _("这一期里已经有同名的一项。")
    if not 1 <= facts.sessions <= 260:
        errors["sessions"] = _("场次应在 1 到 260 之间。")
    if not 1 <= facts.capacity <= 5000:
        errors["capacity"] = _("名额应在 1 到 5000 之间。")
    if not 0 <= facts.age_from <= facts.age_to <= 216:
        errors["age_to"] = _("最大月龄不能小于最小月龄。")
    if errors:
        raise Invalid(errors)
    item.title, item.title_en = facts.title.strip(), facts.title_en.strip()
    item.sessions, item.capacity = facts.sessions, facts.capacity
    item.age_from, item.age_to = facts.age_from, facts.age_to
    item.save()
    return item


def _namesakes(item: PlanItem, title: str) -> bool:
    rows = PlanItem.objects.filter(host=item.host, term_from=item.term_from, title=title)
    return rows.exclude(pk=item.pk).exists()

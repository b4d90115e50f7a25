"""Which plan rules which day of a case, and what its months cost."""

from collections.abc import Iterable
from datetime import date, datetime

from shanyu.domain.agreements import rules
from shanyu.domain.agreements.drawing import Terms
from shanyu.domain.agreements.fees import ONE_DAY, From, MonthFee, Plan, Price, Stay, month_fee
from shanyu.domain.agreements.kinds import EFFECTIVE, PaperKind, PaperState
from shanyu.domain.agreements.listing import published
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.waivers import reliefs_of
from shanyu.domain.enrolment.kinds import CaseState, EntryKind, PlacementState
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.clock import local


def standing_agreement(case: Case) -> Paper | None:
    """The agreement that is open or in force; after the end of a case the one that was."""
    papers = Paper.objects.filter(case=case, kind=PaperKind.AGREEMENT).exclude(state=PaperState.REPLACED)
    return papers.order_by("-number").select_related("care_class", "document").first()


def papers_in_force(case: Case) -> list[Paper]:
    """The papers that rule, or have ruled, days of a case; before the agreement is signed, that one alone."""
    papers = Paper.objects.filter(case=case, state__in=EFFECTIVE).select_related("care_class")
    found = list(papers.order_by("number"))
    if found:
        return found
    standing = standing_agreement(case)
    return [standing] if standing is not None and standing.state == PaperState.OPEN else []


def ruling_on(papers: Iterable[Paper], day: date) -> Paper | None:
    """The paper whose plan rules a day: the latest to begin, a change before the agreement of the same day."""
    begun = [one for one in papers if one.begins_on <= day]
    return max(begun, key=lambda one: (one.begins_on, one.kind == PaperKind.CHANGE), default=None)


def plan_of(paper: Paper | Terms) -> From:
    """A paper, or a plan that could become one, as the fee sees it. Anything that is not the agreement is a change."""
    price = Price(paper.fee_unit, paper.fee_fen, paper.meal_fee_fen)
    minutes = (paper.closes.hour - paper.opens.hour) * 60 + paper.closes.minute - paper.opens.minute
    plan = Plan(paper.form, tuple(paper.weekdays), minutes, price, paper.care_class.band)
    return From(paper.begins_on, plan, getattr(paper, "kind", None) != PaperKind.AGREEMENT)


def fee_of(case: Case, month: date, papers: Iterable[Paper], more: Iterable[From] = ()) -> MonthFee:
    """What a month of a case costs by these papers; `more` are plans as if they had been signed as well."""
    return fees_of(case, [month], papers, more)[0]


def fees_of(
    case: Case, months: Iterable[date], papers: Iterable[Paper], more: Iterable[From] = ()
) -> list[MonthFee]:
    """The same of several months, with what they have in common asked for once."""
    papers, more = list(papers), list(more)
    instead = {one.on for one in more}
    plans = [
        plan_of(one) for one in papers if not (one.kind == PaperKind.CHANGE and one.begins_on in instead)
    ]
    region = case.site.region.code if case.site else ""
    stay, reliefs = stay_of(case, papers), reliefs_of(case)
    listed = published(case.site) if case.site else ()
    return [
        month_fee(
            month,
            [*plans, *more],
            stay,
            listed=listed,
            reliefs=reliefs,
            away_percent=rules.away_percent(region, month),
        )
        for month in months
    ]


def stay_of(case: Case, papers: Iterable[Paper]) -> Stay:
    """From when to when a child is, was or will be there. Nobody pays for days before the agreement was in force."""
    agreement = next((one for one in papers if one.kind == PaperKind.AGREEMENT), None)
    if agreement is None or case.state in {CaseState.WITHDRAWN, CaseState.DECLINED}:
        return Stay(date.max, date.max)
    begins = agreement.begins_on
    if agreement.in_force_at is not None:
        begins = max(begins, local(agreement.in_force_at).date())
    return Stay(begins, _ends(case), tuple(_away(case)))


def _ends(case: Case) -> date | None:
    if case.last_day is not None:
        return case.last_day + ONE_DAY
    there = case.placements.exclude(state__in=[PlacementState.HELD, PlacementState.RELEASED])
    ends = [one.during.upper for one in there]
    return max(ends) if ends and None not in ends else None


def _away(case: Case) -> Iterable[tuple[date, date | None]]:
    since: date | None = None
    kinds = [EntryKind.SUSPEND, EntryKind.RETURN]
    for kind, at in case.entries.filter(kind__in=kinds).order_by("pk").values_list("kind", "at"):
        day = _day(at)
        if kind == EntryKind.SUSPEND:
            since = day
        elif since is not None:
            yield since, day
            since = None
    if since is not None:
        yield since, None


def _day(moment: datetime) -> date:
    return local(moment).date()

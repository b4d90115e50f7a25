"""What a month costs, and what a change would make of it."""

from dataclasses import dataclass
from datetime import date

from shanyu.domain.agreements.drawing import Change
from shanyu.domain.agreements.proposing import possible
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.agreements.ruling import fee_of, papers_in_force, plan_of
from shanyu.domain.agreements.told import FeeView, prices_of, view_of
from shanyu.domain.agreements.words import money_words
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after


@dataclass(frozen=True)
class Preview:
    """What a change would make of the month it begins in, and of the first whole month after it.

    `prices` is what would be written into the change; differences are in fen, negative where it becomes cheaper.
    """

    prices: list[tuple[str, str]]
    before: FeeView
    after: FeeView
    difference_fen: int
    difference: str
    next_before: FeeView
    next_after: FeeView
    next_difference_fen: int


@query("agreements.fees", on=Case)
def fees(actor: Actor, case: Case, month: date) -> FeeView:
    """What the month of a day costs by what is in force (before that, by the agreement that waits for signing).

    Raises NoAgreementYet.
    """
    papers = papers_in_force(case)
    if not papers:
        raise NoAgreementYet
    audit.touched(*papers)
    return view_of(fee_of(case, month, papers))


@query("agreements.preview_change", on=Case)
def preview_change(actor: Actor, case: Case, *, change: Change, begins_on: date) -> Preview:
    """What a change would cost, before anybody proposes it. Raises what `agreements.propose_change` raises."""
    terms = possible(case, change, begins_on)
    papers, more = papers_in_force(case), [plan_of(terms)]
    later = month_after(begins_on)
    before, after = fee_of(case, begins_on, papers), fee_of(case, begins_on, papers, more)
    next_before, next_after = fee_of(case, later, papers), fee_of(case, later, papers, more)
    difference = after.total_fen - before.total_fen
    return Preview(
        prices=prices_of(terms),
        before=view_of(before),
        after=view_of(after),
        difference_fen=difference,
        difference=money_words(difference),
        next_before=view_of(next_before),
        next_after=view_of(next_after),
        next_difference_fen=next_after.total_fen - next_before.total_fen,
    )

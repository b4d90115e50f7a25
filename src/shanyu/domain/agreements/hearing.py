"""What agreements hear from enrolment: a case comes to its signing, a child is to move up."""

from shanyu.domain.agreements.drawing import Change
from shanyu.domain.agreements.preparing import prepare
from shanyu.domain.agreements.proposing import CHANGING, propose
from shanyu.domain.agreements.refusals import ChangeStands, NoPublishedFee, NothingChanges
from shanyu.domain.agreements.ruling import papers_in_force, ruling_on
from shanyu.domain.enrolment.kinds import CaseState, Side
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.kernel.door import Invalid
from shanyu.kernel.events import subscribe


def on_reached(case: Case) -> None:
    """Draw up the agreement. Where the site has not published the fee it waits until somebody draws it up."""
    if case.state != CaseState.AGREEMENT:
        return
    try:
        prepare(case, Side.SITE, None)
    except NoPublishedFee:
        return


def on_moved_up(placement: Placement, account_id: int | None) -> None:
    """Propose the next class at its published fee, all else as it is on that day. Until it is signed the fee stays."""
    case, day = placement.case, placement.during.lower
    ruling = ruling_on(papers_in_force(case), day)
    if ruling is None or case.state not in CHANGING:
        return
    change = Change(ruling.form, ruling.weekdays, ruling.opens, ruling.closes, placement.care_class_id)
    try:
        propose(case, change, day, Side.SITE, account_id)
    except (NoPublishedFee, NothingChanges, ChangeStands, Invalid):
        # The move stands without it; what care in the class is to cost is for both sides to propose.
        return


subscribe("enrolment.reached", on_reached)
subscribe("enrolment.moved_up", on_moved_up)

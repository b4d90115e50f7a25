"""Changes of an agreement: proposed by either side, in force once both have signed."""

from datetime import date

from django.db import transaction

from shanyu.domain.agreements import calls, notices
from shanyu.domain.agreements.drawing import Change
from shanyu.domain.agreements.kinds import PaperKind
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.proposing import propose
from shanyu.domain.agreements.refusals import NotOpen
from shanyu.domain.agreements.signing import put_name, side_of
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action


@action("agreements.propose_change", on=Case, alone=True)
def propose_change(actor: Actor, case: Case, *, change: Change, begins_on: date) -> Paper:
    """Propose another plan from a day on, at the fee published for that day. Both sides sign it, the proposer too.

    Another class must suit the child and have a place on that day; it is looked at once more when the last signs.

    Raises Invalid, NoPublishedFee, NothingChanges, ChangeStands, NoAgreementYet, TooLate, and PlaceFull,
    ClassCloses, ChildTooYoung or ChildTooOld for the class.
    """
    return propose(case, change, begins_on, side_of(actor, case), actor.account_id)


@action("agreements.sign_change", on=Paper, alone=True)
def sign_change(actor: Actor, paper: Paper, *, sha256: str) -> Paper:
    """A guardian signs a proposed change whose text has this hash.

    Whoever signs last puts it in force; a change of class moves the child then. Raises what `agreements.sign`
    raises, BeginsTooEarly, and PlaceFull, ClassCloses, ChildTooYoung or ChildTooOld for the class it leads to.
    """
    return put_name(actor, _change(paper), Side.FAMILY, sha256)


@action("agreements.countersign_change", on=Paper, alone=True)
def countersign_change(actor: Actor, paper: Paper, *, sha256: str) -> Paper:
    """The site signs a proposed change, before or after the family. Raises as `sign_change` does."""
    return put_name(actor, _change(paper), Side.SITE, sha256)


@action("agreements.withdraw_change", on=Paper, alone=True)
def withdraw_change(actor: Actor, paper: Paper) -> Paper:
    """Take a proposed change back, or decline the other side's. Raises NotOpen once it is in force."""
    with transaction.atomic():
        if not calls.withdraw(paper.pk):
            raise NotOpen
        paper.refresh_from_db()
        notices.tell_withdrawn(paper, actor.account_id)
    return paper


def _change(paper: Paper) -> Paper:
    """The agreement itself is signed as the case is. Raises NotOpen for it."""
    if paper.kind != PaperKind.CHANGE:
        raise NotOpen
    return paper

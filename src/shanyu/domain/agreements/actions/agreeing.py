"""Drawing up the agreement of a case, and signing it: the guardians first, then the site."""

from shanyu.domain.agreements.drawing import Change
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.preparing import prepare
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.agreements.ruling import standing_agreement
from shanyu.domain.agreements.signing import put_name, side_of
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action


@action("agreements.draw_up", on=Case, alone=True)
def draw_up(actor: Actor, case: Case, *, change: Change | None = None) -> Paper:
    """Draw up the agreement, or draw it up anew, as long as it is not in force; `change`: with another plan.

    Without one it is the plan of the last one drawn up, or what the family asked for, at the fee published now.
    What was signed under an earlier text does not count for another one. Where nothing would be different the paper
    stays as it is, with its signatures. Raises TooLate, NoPublishedFee and Invalid.
    """
    return prepare(case, side_of(actor, case), actor.account_id, change)


@action("agreements.sign", on=Case, alone=True)
def sign(actor: Actor, case: Case, *, sha256: str) -> Paper:
    """A guardian signs the agreement whose text has this hash; where two must, it waits for the second.

    Signing twice is once. Raises NoAgreementYet, TextChanged, ListChanged, BothSides and NotOpen.
    """
    return put_name(actor, _standing(case), Side.FAMILY, sha256)


@action("agreements.countersign", on=Case, alone=True)
def countersign(actor: Actor, case: Case, *, sha256: str) -> Paper:
    """The site signs after the family: the agreement is in force and the place settled.

    Raises SignFirst where the family has not signed, and as `sign` does.
    """
    return put_name(actor, _standing(case), Side.SITE, sha256)


def _standing(case: Case) -> Paper:
    paper = standing_agreement(case)
    if paper is None:
        raise NoAgreementYet
    return paper

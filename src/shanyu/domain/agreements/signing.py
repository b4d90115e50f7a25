"""Putting a name under a text: for which side, as what, and what follows from it."""

from django.db import transaction

from shanyu.domain.agreements import calls, jobs, notices
from shanyu.domain.agreements.answers import refuse
from shanyu.domain.agreements.kinds import As, PaperKind
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.refusals import BothSides
from shanyu.domain.enrolment import jobs as enrolment_jobs
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case
from shanyu.domain.people.models import Account, Guardianship
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, OutOfReach, Role


def put_name(actor: Actor, paper: Paper, side: Side, sha256: str) -> Paper:
    """A signature of the actor under a text, and what follows from it. Raises what `sign` raises."""
    with transaction.atomic():
        code = calls.sign(
            paper, side, _signs_as(actor, paper.case, side), _name(actor), sha256, actor.account_id
        )
        if code not in {"signed", "in_force"}:
            raise refuse(code, paper)
        enrolment_jobs.tell_soon()
        paper.refresh_from_db()
        if code == "in_force":
            jobs.print_soon(paper)
            notices.tell_in_force(paper, actor.account_id)
        elif paper.kind == PaperKind.CHANGE or side == Side.FAMILY:
            notices.tell_waits(paper, actor.account_id)
    return paper


def side_of(actor: Actor, case: Case) -> Side:
    """For whom the actor acts in a case: guardians of the child for the family, everybody else for the site."""
    return Side.FAMILY if case.child_id in actor.targets(Role.GUARDIAN, "child") else Side.SITE


def _signs_as(actor: Actor, case: Case, side: Side) -> As:
    """As what somebody signs.

    Raises BothSides for a guardian who would sign for the site, OutOfReach for who is a guardian no longer.
    """
    guardian = Guardianship.objects.filter(
        child=case.child_id, account=actor.account_id, valid__contains=today()
    ).first()
    if side == Side.FAMILY:
        if guardian is None:
            raise OutOfReach
        return As(guardian.relation)
    if guardian is not None:
        raise BothSides
    return As.HEAD if case.site_id in actor.targets(Role.HEAD, "site") else As.OPERATOR


def _name(actor: Actor) -> str:
    return Account.objects.only("name").get(pk=actor.account_id).name

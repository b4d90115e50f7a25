"""How a worker comes to their own papers: by a one-time link from the site, or by a verified number."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.people.sign_in import REAL_NAME
from shanyu.domain.providers.actions.appointing import APPOINTED, may_appoint
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Post, Worker, WorkerInvitation
from shanyu.domain.providers.refusals import AlreadyAWorker, LinkGone, NotThisWorker, WorkerHasAccount
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action
from shanyu.kernel.fields import matching

INVITATION_DAYS = 14
#: PostgreSQL's name for the rule that an account is one worker at most.
ONE_WORKER = "providers_worker_account_id_key"


def hash_of(secret: str) -> str:
    """What is kept of a link's secret: it is random, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_invitation(secret: str, *, lock: bool = False) -> WorkerInvitation:
    """The invitation of a link that still works. Raises LinkGone, whatever the reason."""
    rows = (
        WorkerInvitation.objects.select_for_update(of=("self",)) if lock else WorkerInvitation.objects.all()
    )
    found = rows.filter(
        secret_hash=hash_of(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=now()
    ).first()
    if found is None:
        raise LinkGone
    return found


@action("providers.invite_worker", on=Worker)
def invite_worker(actor: Actor, worker: Worker) -> str:
    """Make the link by which a worker ties their account to their papers: its secret, told once and never kept.

    It works for 14 days and once; a link made earlier works no more. Whoever accepts gets what the worker's
    posts give, so the actor must be able to give each of these posts: raises NotYoursToAppoint for a head or
    keeper invited by a head, and WorkerHasAccount.
    """
    if worker.account_id is not None:
        raise WorkerHasAccount
    running = Q(valid__upper_inf=True) | Q(valid__endswith__gt=today())
    for post in Post.objects.filter(running, worker=worker, role__in=APPOINTED).select_related(
        "site__region"
    ):
        may_appoint(actor, post.site, post.role)
    withdraw_links(worker)
    secret = secrets.token_urlsafe(24)
    made = WorkerInvitation.objects.create(
        worker=worker,
        invited_by_id=actor.account_id,
        secret_hash=hash_of(secret),
        expires_at=now() + timedelta(days=INVITATION_DAYS),
    )
    touched(made)
    return secret


@action("providers.accept_post")
def accept_post(actor: Actor, *, secret: str) -> Worker:
    """Tie one's account to the worker of a link. Of two who come at once one gets it.

    Raises LinkGone; AlreadyAWorker where the account is another worker; WorkerHasAccount; NotThisWorker where
    the account's verified number is another than the worker's. After a refusal the link still works.
    """
    invitation = open_invitation(secret, lock=True)
    worker = Worker.objects.select_for_update().get(pk=invitation.worker_id)
    if worker.account_id is not None:
        raise WorkerHasAccount
    if Worker.objects.filter(account_id=actor.account_id).exists():
        raise AlreadyAWorker
    number = _verified_number(actor)
    if number and worker.identity and worker.identity.reveal() != number:
        raise NotThisWorker
    _tie(worker, actor)
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    return worker


@action("providers.recognise_worker")
def recognise_worker(actor: Actor) -> Worker | None:
    """Tie one's account to the worker with the same verified identity number; None where there is nothing to tie.

    The number must have been vouched for by single sign-on (identity level 2 or 3).
    """
    number = _verified_number(actor)
    if not number or Worker.objects.filter(account_id=actor.account_id).exists():
        return None
    same = matching(Worker, "identity_index", number)
    worker = Worker.objects.select_for_update().filter(same, account=None).first()
    if worker is None:
        return None
    try:
        _tie(worker, actor)
    except AlreadyAWorker:
        return None
    withdraw_links(worker)
    return worker


def withdraw_links(worker: Worker) -> None:
    """Take back the open links of a worker."""
    moment = now()
    WorkerInvitation.objects.filter(worker=worker, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=moment, modified_at=moment
    )


def _verified_number(actor: Actor) -> str:
    account = Account.objects.get(pk=actor.account_id)
    return account.identity.reveal() if account.identity_level >= REAL_NAME and account.identity else ""


def _tie(worker: Worker, actor: Actor) -> None:
    worker.account_id = actor.account_id
    with guarded(**{ONE_WORKER: AlreadyAWorker()}):
        worker.save(update_fields=["account"])

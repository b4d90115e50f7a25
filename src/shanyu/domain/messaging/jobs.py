"""What messaging does by itself. Each job may run twice without harm, and none holds a lock while it sends."""

from django.db import transaction
from django.db.models import F, Q
from procrastinate.contrib.django import app

from shanyu.domain.messaging import channels
from shanyu.domain.messaging.kinds import OPEN, DeliveryState
from shanyu.domain.messaging.models import Delivery, Notification
from shanyu.domain.messaging.quiet import WINDOW
from shanyu.domain.messaging.rules import KEEP, LEASE, wait_after
from shanyu.kernel.clock import now
from shanyu.kernel.planning import plan

_BATCH = 500
#: So many notices are named in one message at most.
_MOST_TOGETHER = 20


@app.task(name="messaging.deliver", priority=-10)
def deliver(delivery: int) -> str:
    """Try one delivery, if it is due and nobody else is at it. Returns the state it is in then, "" for none.

    A worker that dies between sending and noting it makes the message go out again after the lease: mail and
    push then carry the same name, by which a reader's programs show them once.
    """
    mine = _take(delivery)
    if mine is None:
        return ""
    others = [] if mine.notification.urgent else _take_along(mine)
    try:
        channels.send(mine, others)
    except channels.Undelivered as problem:
        for one in others:
            _failed(one, problem)
        return _failed(mine, problem)
    done = Delivery.objects.filter(pk__in=[mine.pk, *(one.pk for one in others)], state__in=OPEN)
    done.update(state=DeliveryState.SENT, sent_at=now(), due_at=None, error="", modified_at=now())
    return DeliveryState.SENT.value


def _take(key: int) -> Delivery | None:
    """The delivery, taken for as long as one try may last; None where it is done, too early, or another's."""
    due = Delivery.objects.filter(pk=key, state__in=OPEN, due_at__lte=now())
    if not due.update(due_at=now() + LEASE, attempts=F("attempts") + 1, modified_at=now()):
        return None
    return Delivery.objects.select_related("notification__account").get(pk=key)


def _take_along(mine: Delivery) -> list[Delivery]:
    """What else of no hurry waits for the same person on the same channel, taken as `mine` is: one message for all."""
    waiting = Delivery.objects.filter(
        Q(attempts=0, due_at__lte=now() + WINDOW) | Q(due_at__lte=now()),
        notification__account=mine.notification.account_id,
        notification__urgent=False,
        channel=mine.channel,
        state__in=OPEN,
    ).exclude(pk=mine.pk)
    with transaction.atomic():
        # What another worker is at is another worker's.
        rows = waiting.select_for_update(of=("self",), skip_locked=True).select_related(
            "notification__account"
        )
        taken = list(rows.order_by("pk")[:_MOST_TOGETHER])
        keys = [one.pk for one in taken]
        Delivery.objects.filter(pk__in=keys).update(
            due_at=now() + LEASE, attempts=F("attempts") + 1, modified_at=now()
        )
    for one in taken:
        one.attempts += 1
    return taken


def _failed(mine: Delivery, problem: channels.Undelivered) -> str:
    wait = None if problem.final else wait_after(mine.attempts)
    state = DeliveryState.FAILED if wait else DeliveryState.GIVEN_UP
    due_at = now() + wait if wait else None
    Delivery.objects.filter(pk=mine.pk, state__in=OPEN).update(
        state=state, error=problem.code, due_at=due_at, modified_at=now()
    )
    if wait:
        # A second later, lest the database's clock be ahead of ours and the try come too early.
        plan(deliver, seconds=wait.total_seconds() + 1, delivery=mine.pk)
    return state.value


@app.periodic(cron="*/5 * * * *")
@app.task(name="messaging.take_up_again", queueing_lock="messaging.take_up_again")
def take_up_again(timestamp: int = 0) -> int:
    """Plan anew what should have been tried a lease ago: its worker died. Returns how many."""
    lost = Delivery.objects.filter(state__in=OPEN, due_at__lte=now() - LEASE).order_by("due_at")
    keys = list(lost.values_list("pk", flat=True)[:_BATCH])
    for key in keys:
        plan(deliver, delivery=key)
    return len(keys)


@app.periodic(cron="40 3 * * *")
@app.task(name="messaging.forget_old")
def forget_old(timestamp: int = 0) -> int:
    """Delete notices that are a year old; how many there were."""
    old = Notification.objects.filter(created_at__lt=now() - KEEP)
    return old.delete()[1].get("messaging.Notification", 0)

"""Telling somebody something: one notice, and a planned job for every channel they want, in one transaction."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator

from shanyu.domain.messaging import channels, jobs
from shanyu.domain.messaging.discretion import ALWAYS, group_of
from shanyu.domain.messaging.kinds import DeliveryState, Group
from shanyu.domain.messaging.models import (
    ChannelChoice,
    Delivery,
    GroupChoice,
    Notification,
    PushSubscription,
    QuietHours,
)
from shanyu.domain.messaging.quiet import WINDOW, leaves_at
from shanyu.domain.messaging.rules import Reachable, wanted
from shanyu.domain.people.models import Account
from shanyu.kernel.clock import now
from shanyu.kernel.planning import plan

#: Words of a notice: text, a lazy message, or a function that makes the text in the language then active.
Words = str | Promise | Callable[[], str]


def notify(
    account: Account,
    *,
    kind: str,
    title: Words,
    body: Words,
    url: str,
    dedupe: str,
    urgent: bool = False,
    links: Sequence[tuple[Words, str]] = (),
    only_here: bool = False,
) -> Notification | None:
    """Tell `account` something once: None where `dedupe` was told before, or the account is closed.

    Call it inside the transaction of what happened; messages leave after it commits. `url` and the paths of
    `links` begin with "/"; `links` go only into messages that leave the house, for whoever is not signed in
    there. `only_here` sends nothing out.
    """
    if not account.is_active:
        return None
    with translation.override(account.language), transaction.atomic():
        made, new = Notification.objects.get_or_create(
            account=account,
            dedupe=dedupe,
            defaults={
                "kind": kind,
                "title": Truncator(said(title)).chars(160),
                "body": said(body),
                "url": url,
                "links": json.dumps([[said(words), path] for words, path in links]) if links else None,
                "urgent": urgent,
                "language": account.language,
            },
        )
        if new and not only_here:
            _plan(made, account)
    return made if new else None


def said(words: Words) -> str:
    """The words in the language that is active."""
    return str(words() if callable(words) else words)


def _plan(notification: Notification, account: Account) -> None:
    if not wants(account, group_of(notification.kind)):
        return
    for channel in wanted(
        reachable(account), choices_of(account), channels.served(), urgent=notification.urgent
    ):
        due = now() if notification.urgent else _leaves_at(account, channel)
        made = Delivery.objects.create(
            notification=notification, channel=channel, state=DeliveryState.PLANNED, due_at=due
        )
        wait = (due - now()).total_seconds()
        # A second later, lest the database's clock be ahead of ours and the try come too early.
        plan(jobs.deliver, seconds=wait + 1 if wait > 0 else 0, delivery=made.pk)


def _leaves_at(account: Account, channel: str) -> datetime:
    """When something of no hurry may leave by a channel: after the quiet hours, and together with others."""
    others = Delivery.objects.filter(
        notification__account=account,
        notification__urgent=False,
        channel=channel,
        notification__created_at__gt=now() - WINDOW - timedelta(days=1),
    )
    waiting = others.filter(state=DeliveryState.PLANNED, attempts=0).order_by("due_at")
    due = waiting.values_list("due_at", flat=True).first()
    # What is planned for this very moment leaves by a job of its own, which takes this one along.
    last = due if due is None or due > now() else None
    if due is None:
        sent = others.filter(sent_at__gt=now() - WINDOW).order_by("-sent_at")
        last = sent.values_list("sent_at", flat=True).first()
    quiet = quiet_of(account)
    return leaves_at(now(), last, quiet.starts, quiet.ends)


def quiet_of(account: Account) -> QuietHours:
    """Somebody's quiet hours, or the house's own."""
    return QuietHours.objects.filter(account=account).first() or QuietHours(account=account)


def wants(account: Account, group: Group) -> bool:
    """Whether somebody wants to hear outside the product of such things."""
    if group in ALWAYS:
        return True
    said_no = GroupChoice.objects.filter(account=account, group=group, on=False)
    return not said_no.exists()


def reachable(account: Account) -> Reachable:
    """By what this account can be reached now."""
    return Reachable(
        email=account.email is not None and account.email_confirmed_at is not None,
        push=PushSubscription.objects.filter(account=account).exists(),
        sms=account.phone is not None and account.identity_level >= 1,
    )


def choices_of(account: Account) -> dict[str, bool]:
    """The channels that somebody has said yes or no to."""
    return dict(ChannelChoice.objects.filter(account=account).values_list("channel", "on"))

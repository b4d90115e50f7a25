"""One's own notices and channels, and what of them goes into an export of one's data."""

from dataclasses import dataclass

from django.db.models import QuerySet

from shanyu.domain.messaging import channels
from shanyu.domain.messaging.channels import vapid
from shanyu.domain.messaging.discretion import ALWAYS
from shanyu.domain.messaging.kinds import Channel, Group
from shanyu.domain.messaging.models import (
    ChannelChoice,
    GroupChoice,
    Notification,
    PushSubscription,
    QuietHours,
)
from shanyu.domain.messaging.rules import Reachable, wanted
from shanyu.domain.messaging.telling import choices_of, quiet_of, reachable
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries import export_part
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_email, mask_mobile


@dataclass(frozen=True)
class NoticePage:
    """One page of one's notices, the newest first; how many there are, and how many are unread."""

    items: list[Notification]
    total: int
    unread: int


@dataclass(frozen=True)
class ChannelLine:
    """One channel as its owner sees it: whether it is on, whether they can be reached by it, and where."""

    channel: Channel
    on: bool
    reachable: bool
    where: str


@dataclass(frozen=True)
class Channels:
    """By what somebody is told: the channels this installation has, their devices, and the key for a new one."""

    lines: list[ChannelLine]
    email: str
    email_confirmed: bool
    devices: list[PushSubscription]
    push_key: str
    groups: list["GroupLine"]
    quiet: QuietHours


@dataclass(frozen=True)
class GroupLine:
    """One group of things as its reader has chosen; `fixed` ones cannot be turned off."""

    group: Group
    on: bool
    fixed: bool


@query("messaging.my_notices", of=Notification)
def my_notices(
    actor: Actor, notices: QuerySet[Notification], *, limit: int = 20, offset: int = 0
) -> NoticePage:
    """One's own notices."""
    rows = list(notices.order_by("-created_at", "-pk")[offset : offset + limit])
    audit.touched(*rows)
    return NoticePage(rows, notices.count(), notices.filter(read_at=None).count())


@query("messaging.my_channels", of=Account)
def my_channels(actor: Actor, accounts: QuerySet[Account]) -> Channels:
    """One's own channels."""
    account = accounts.get(pk=actor.account_id)
    audit.touched(account)
    can, chosen, served = reachable(account), choices_of(account), channels.served()
    # What is on is asked as if everything could be reached: the switch stands before the address is there.
    on = wanted(Reachable(email=True, push=True, sms=True), chosen, served, urgent=True)
    email = account.email.masked(mask_email) if account.email else ""
    mobile = account.phone.masked(mask_mobile) if account.phone else ""
    where = {Channel.EMAIL: email, Channel.PUSH: "", Channel.SMS: mobile}
    return Channels(
        lines=[
            ChannelLine(one, one.value in on, getattr(can, one.value), where[one])
            for one in Channel
            if one.value in served
        ],
        email=email,
        email_confirmed=account.email_confirmed_at is not None,
        devices=list(PushSubscription.objects.filter(account=account).order_by("-pk")),
        push_key=vapid.public_key() if Channel.PUSH.value in served else "",
        groups=_groups(account),
        quiet=quiet_of(account),
    )


def _groups(account: Account) -> list[GroupLine]:
    said_no = set(GroupChoice.objects.filter(account=account, on=False).values_list("group", flat=True))
    return [GroupLine(one, one in ALWAYS or one.value not in said_no, one in ALWAYS) for one in Group]


def unread(account_id: int) -> int:
    """How many notices an account has not read: for the mark in every page's header, so it passes no door."""
    return Notification.objects.filter(account=account_id, read_at=None).count()


@export_part("notices")
def _notices(account: Account, children: list[Child]) -> list[dict]:
    return [
        {
            "at": row.created_at.isoformat(),
            "kind": row.kind,
            "title": row.title,
            "body": row.body,
            "read": row.read_at.isoformat() if row.read_at else None,
            "sent_by": sorted(one.channel for one in row.deliveries.all() if one.state == "sent"),
        }
        for row in account.notifications.prefetch_related("deliveries").order_by("created_at", "pk")
    ]


@export_part("channels")
def _channels(account: Account, children: list[Child]) -> dict:
    choices = ChannelChoice.objects.filter(account=account).order_by("channel")
    return {
        "choices": dict(choices.values_list("channel", "on")),
        "devices": [
            {"device": one.device, "since": one.created_at.isoformat()}
            for one in PushSubscription.objects.filter(account=account).order_by("pk")
        ],
    }

"""Notices, what became of each on every channel, devices that take push messages, and choices of channels."""

import uuid

from django.db import models
from django.db.models import Q

from shanyu.domain.messaging.kinds import OPEN, Channel, DeliveryState
from shanyu.domain.people.models import Account
from shanyu.kernel.fields import BlindIndexField, SealedField
from shanyu.kernel.models import Stamped


class Notification(Stamped):
    """One thing that one person is told, in their language as it was when they were told.

    `dedupe` names what it is about, once per account, so that whoever tells twice tells once. `url` is a page of
    ours for whoever is signed in; `links` are signed ones for messages that leave the house, sealed JSON of
    [words, path] pairs. `urgent` asks for an answer soon.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    body = models.TextField(max_length=2000, blank=True)
    url = models.CharField(max_length=300, blank=True)
    links = SealedField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    dedupe = models.CharField(max_length=160)
    language = models.CharField(max_length=8, default="zh-hans")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-created_at", "-id"], name="notification_newest"),
            models.Index(fields=["account"], name="notification_unread", condition=Q(read_at__isnull=True)),
        ]
        constraints = [models.UniqueConstraint("account", "dedupe", name="notification_told_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class Delivery(Stamped):
    """One notice on one channel. `due_at` is when it may next be tried, and while somebody tries it, when
    another may. `error` is a code and never holds anything of a person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.PLANNED)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state__in=sorted(OPEN))),
        ]
        constraints = [
            models.UniqueConstraint("notification", "channel", name="delivery_once_a_channel"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"), name="delivery_sent_when"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN), due_at__isnull=False)
                | (~Q(state__in=sorted(OPEN)) & Q(due_at__isnull=True)),
                name="delivery_due_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} {self.channel} {self.state}"


class PushSubscription(Stamped):
    """A browser that takes push messages for an account. Its address and keys are secrets and sealed.

    One browser belongs to one account: whoever subscribes last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="push_subscriptions")
    endpoint = SealedField()
    endpoint_index = BlindIndexField(of="endpoint", purpose="push endpoint", unique=True)
    keys = SealedField()
    device = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.public_id}"


class ChannelChoice(Stamped):
    """Somebody's yes or no to a channel. Without one, the channel's own default holds (`rules.wanted`)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="channel_choices")
    channel = models.CharField(max_length=8, choices=Channel)
    on = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint("account", "channel", name="channel_choice_one")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.channel} {self.on}"

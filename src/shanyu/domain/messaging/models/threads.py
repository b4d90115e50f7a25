"""Threads between families and those who care for their children, what is written in them, and reports of abuse."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from shanyu.domain.messaging.kinds import ReportReason, ReportState, Side, ThreadKind
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped

#: What each kind of thread hangs on. Nobody is listed as taking part: reach decides anew on each day.
_SHAPE = (
    Q(kind="class", child__isnull=False, care_class__isnull=False, site__isnull=False, family__isnull=True)
    | Q(kind="head", child__isnull=False, care_class__isnull=True, site__isnull=False, family__isnull=True)
    | Q(kind="station", child__isnull=True, care_class__isnull=True, site__isnull=False, family__isnull=False)
    | Q(
        kind="authority", child__isnull=True, care_class__isnull=True, site__isnull=True, family__isnull=False
    )
    | Q(
        kind="authority", child__isnull=True, care_class__isnull=True, site__isnull=False, family__isnull=True
    )
)


class Thread(Stamped):
    """One topic between two sides. Who takes part follows from what it hangs on, and from who is that today.

    `class` and `head`: the guardians of `child`, and the carers of `care_class` or the heads of `site`. `station`:
    the account `family` and the keepers of `site`. `authority`: `family`, or the heads of `site`, and the officers of
    `region`. `last_at` is the moment of the newest message.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ThreadKind)
    topic = SealedField()
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="threads")
    care_class = models.ForeignKey(CareClass, models.PROTECT, null=True, blank=True, related_name="threads")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="threads")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="threads")
    family = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="threads")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="threads_opened")
    mark = models.UUIDField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [
            models.Index(fields=["child", "-last_at"], name="thread_of_child"),
            models.Index(fields=["care_class", "-last_at"], name="thread_of_class"),
            models.Index(fields=["site", "kind", "-last_at"], name="thread_of_site"),
            models.Index(fields=["region", "-last_at"], name="thread_of_region"),
        ]
        constraints = [
            models.CheckConstraint(condition=_SHAPE, name="thread_hangs_on_its_kind"),
            models.CheckConstraint(
                condition=Q(kind="authority", region__isnull=False)
                | (~Q(kind="authority") & Q(region__isnull=True)),
                name="thread_region_for_authority",
            ),
            models.UniqueConstraint("opened_by", "mark", name="thread_opened_once"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="thread_stays",
                fields=["kind", "child", "care_class", "site", "region", "family", "opened_by", "mark"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Message(Stamped):
    """What somebody wrote, once: `mark` is made by the sender's device, and the same mark again is the same message.

    Never changed (only sealed anew when keys change), and deleted only with the data of a child or an account.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    account = models.ForeignKey(Account, models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=Side)
    words = SealedField()
    mark = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["thread", "-id"], name="message_newest")]
        constraints = [models.UniqueConstraint("account", "mark", name="message_once")]
        triggers = [
            pgtrigger.ReadOnly(name="written_once", fields=["thread", "account", "side", "mark", "at"])
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.side} {self.at:%Y-%m-%d %H:%M}"


class ReadMark(Stamped):
    """Up to which message somebody has read a thread; it only moves forward."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks")
    account = models.ForeignKey(Account, models.CASCADE, related_name="read_marks")
    upto = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("account", "thread", name="read_mark_one")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.thread_id} to {self.upto}"


class Report(Stamped):
    """Somebody reports a message to the authority. `copy` keeps what it said, whatever becomes of the thread."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="reports")
    copy = SealedField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="messages_reported")
    region = models.ForeignKey(Region, models.PROTECT, related_name="message_reports")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="message_reports")
    reason = models.CharField(max_length=12, choices=ReportReason)
    words = SealedField(null=True, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="reports_made")
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.OPEN)
    settled_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="reports_settled"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = SealedField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint("account", "message", name="report_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True, settled_by__isnull=True)
                | Q(state="settled", settled_at__isnull=False, settled_by__isnull=False),
                name="report_settled_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="reported_once", fields=["written_by", "region", "site", "reason", "account"]
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.state}"

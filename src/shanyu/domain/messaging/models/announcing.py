"""What a class, a site or the authority lets many know, and who has seen and confirmed it."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped


class Announcement(Stamped):
    """To the families of one class, of a whole site, or to the sites of a region.

    `remind_at`: when those who have not done what is asked are reminded by themselves; `reminded_at`: when last.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    care_class = models.ForeignKey(
        CareClass, models.PROTECT, null=True, blank=True, related_name="announcements"
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="announcements")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="announcements")
    account = models.ForeignKey(Account, models.PROTECT, related_name="announcements")
    title = models.CharField(max_length=80)
    words = SealedField()
    must_confirm = models.BooleanField(default=False)
    confirm_by = models.DateField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mark = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["site", "-at"], name="announcement_of_site"),
            models.Index(fields=["region", "-at"], name="announcement_of_region"),
            models.Index(
                fields=["remind_at"], name="announcement_remind", condition=Q(remind_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(site__isnull=False, region__isnull=True)
                | Q(site__isnull=True, care_class__isnull=True, region__isnull=False),
                name="announcement_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirm_by__isnull=True) | Q(must_confirm=True), name="announcement_confirm_by"
            ),
            models.UniqueConstraint("account", "mark", name="announcement_once"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="announced_once",
                fields=["care_class", "site", "region", "account", "title", "must_confirm", "mark", "at"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.at:%Y-%m-%d}"


class Receipt(Stamped):
    """Somebody has seen an announcement, and perhaps confirmed it. One row for each; the first moment stays."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="receipts")
    account = models.ForeignKey(Account, models.PROTECT, related_name="receipts")
    seen_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(F("announcement"), F("account"), name="receipt_one"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=F("seen_at")),
                name="receipt_seen_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.announcement_id}"

"""Mandatory reports of suspected harm: from whoever saw something straight to the authority of the district."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.protection.kinds import HarmKind, HarmOutcome, HarmState
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import BlindIndexField, SealedField
from shanyu.kernel.models import Stamped


class HarmReport(Stamped):
    """A report of suspected harm to a child (未成年人保护法 art. 11).

    Nothing in it points at a child or at the account of the reporter: whom it is about stands in sealed words, and
    who reported is the sealed key of the account, found again only by its blind index. So it neither shows in, nor
    falls with, what others see or delete. `shielded`: only the officer who works it sees who reported.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=10, unique=True)
    mark = models.UUIDField(unique=True)
    district = models.ForeignKey(Region, models.PROTECT, related_name="harm_reports")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="harm_reports")
    kind = models.CharField(max_length=8, choices=HarmKind)
    whom = SealedField()
    what = SealedField()
    reporter = SealedField()
    reporter_index = BlindIndexField(of="reporter", purpose="account that reported harm")
    shielded = models.BooleanField()
    police_called = models.BooleanField()
    state = models.CharField(max_length=8, choices=HarmState, default=HarmState.SENT)
    officer = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="harm_reports_taken"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=HarmOutcome, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", officer__isnull=True, taken_at__isnull=True)
                | (~Q(state="sent") & Q(officer__isnull=False, taken_at__isnull=False)),
                name="harm_report_taken_by_an_officer",
            ),
            models.CheckConstraint(
                condition=(Q(state="closed", closed_at__isnull=False) & ~Q(outcome=""))
                | (~Q(state="closed") & Q(closed_at__isnull=True, outcome="")),
                name="harm_report_closed_with_its_outcome",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="sent_once",
                fields=[
                    "public_id", "number", "mark", "district", "site", "kind", "shielded", "police_called",
                    "created_at",
                ],
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class HarmStep(Stamped):
    """What an officer did about a report, never changed."""

    report = models.ForeignKey(HarmReport, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    officer = models.ForeignKey(Account, models.PROTECT, related_name="harm_steps")
    words = SealedField()

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.ReadOnly(name="written_once", fields=["report", "at", "officer", "created_at"]),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"step of {self.report_id}"

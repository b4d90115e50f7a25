"""What is kept of a child's health. Everything that tells of it is sealed, but for which dose was given when."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.health.kinds import COMMON, PartKind, Source, Vaccine
from shanyu.domain.people.models import Account, Child, Household
from shanyu.domain.providers.models import Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, Upload

_SHARED = sorted(kind.value for kind in COMMON)


class Part(Stamped):
    """What a guardian said of one part of a health file on one day. The newest of its kind counts, the rest is history.

    A row is never changed (only sealed anew when keys change): correcting and confirming make a new one. `answers`
    is JSON as `parts.cleaned` gives it, a list of items for listed parts, nothing where the family says that there
    is nothing. What a household has in common hangs on the household, all else on the child.
    """

    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="health_parts")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="health_parts"
    )
    kind = models.CharField(max_length=12, choices=PartKind)
    answers = SealedField(null=True, blank=True)
    checked_on = models.DateField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="health_parts_said")

    class Meta:
        indexes = [
            models.Index(fields=["child", "kind", "-id"], name="health_part_of_child"),
            models.Index(fields=["household", "kind", "-id"], name="health_part_of_household"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_SHARED, child__isnull=True, household__isnull=False)
                | (~Q(kind__in=_SHARED) & Q(child__isnull=False, household__isnull=True)),
                name="health_part_has_its_owner",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="said_once", fields=["child", "household", "kind", "checked_on", "account", "created_at"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.checked_on:%Y-%m-%d}"


class Dose(Stamped):
    """One dose of one vaccine that a child was given. A mistake is taken back, never written over."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="doses")
    vaccine = models.CharField(max_length=20, choices=Vaccine)
    number = models.PositiveSmallIntegerField()
    given_on = models.DateField()
    name = SealedField(null=True, blank=True)
    batch = SealedField(null=True, blank=True)
    place = SealedField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="doses_entered")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="doses_removed"
    )

    class Meta:
        ordering = ["given_on", "vaccine", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "vaccine", "number"],
                condition=Q(removed_at__isnull=True) & ~Q(vaccine="other"),
                name="dose_once",
            ),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9), name="dose_number"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="dose_removed_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="given_once", fields=["child", "vaccine", "number", "given_on", "source", "entered_by"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.vaccine} {self.number} on {self.given_on:%Y-%m-%d}"


class EntryExam(Stamped):
    """An examination before entering a site: when and where, what it says, its report if there is a file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="entry_exams")
    examined_on = models.DateField()
    institution = SealedField()
    result = SealedField()
    advice = SealedField(null=True, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="entry_exams")
    source = models.CharField(max_length=8, choices=Source)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="entry_exams_entered")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="entry_exams_removed"
    )

    class Meta:
        ordering = ["-examined_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="entry_exam_removed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(source="fetched") | Q(upload__isnull=True), name="entry_exam_fetched_has_no_file"
            ),
            models.UniqueConstraint(
                fields=["child", "examined_on"],
                condition=Q(removed_at__isnull=True, source="fetched"),
                name="entry_exam_fetched_once",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="examined_once", fields=["child", "examined_on", "source"])]

    def __str__(self) -> str:
        return f"examined on {self.examined_on:%Y-%m-%d}"


class ExamCheck(Stamped):
    """A site has looked at an examination's report and says that it is right: once for each site."""

    exam = models.ForeignKey(EntryExam, models.CASCADE, related_name="checks")
    site = models.ForeignKey(Site, models.PROTECT, related_name="entry_exams_checked")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entry_exams_checked")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(F("exam"), F("site"), name="exam_checked_once_by_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} checked by {self.site_id}"

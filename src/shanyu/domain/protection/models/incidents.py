"""Incidents: what happened to whom, and every step that followed. Words are sealed; facts are never changed."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account, Child
from shanyu.domain.protection.kinds import IncidentKind, Outcome, Severity, StepKind, Way
from shanyu.domain.providers.models import CareClass, Room, Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, Upload, append_only


class Incident(Stamped):
    """Something that happened to children in a site's care. `mark` is made by the device: sent twice it is one row.

    `report_due_at` is until when the authority must be told, as the severity asks (rule `report.*`); empty where it
    need not be. Whoever wrote it down may have been wrong: the severity changes by a step, all else stays. When a
    child's data are deleted the words go and the row stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    mark = models.UUIDField(unique=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="incidents")
    care_class = models.ForeignKey(CareClass, models.PROTECT, null=True, blank=True, related_name="incidents")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="incidents")
    kind = models.CharField(max_length=14, choices=IncidentKind)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    happened_at = models.DateTimeField()
    what = SealedField(null=True, blank=True)
    first_aid = SealedField(null=True, blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="incidents_recorded")
    photo = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="incidents")
    report_due_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["site", "-happened_at"], name="incident_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(severity__range=(1, 4)), name="incident_severity"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="incident_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(report_due_at__isnull=True)
                | Q(reported_at__isnull=False),
                name="incident_closed_after_its_report",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(reported_at__gte=F("happened_at")),
                name="incident_reported_after_it",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="recorded_once",
                fields=[
                    "public_id",
                    "mark",
                    "site",
                    "care_class",
                    "kind",
                    "happened_at",
                    "recorded_by",
                    "created_at",
                ],
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.severity} at {self.site_id}"


class HurtChild(models.Model):
    """A child whom an incident concerns."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="concerned")
    child = models.ForeignKey(Child, models.PROTECT, related_name="incidents")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("incident", "child", name="hurt_child_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.incident_id}"


class IncidentStep(Stamped):
    """One thing that was done about an incident, never changed. `told` is the guardian who was told, and `way` how."""

    mark = models.UUIDField(unique=True)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="incident_steps")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="incident_steps")
    told = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="told_of_incidents")
    way = models.CharField(max_length=8, choices=Way, blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity, null=True, blank=True)
    words = SealedField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="told", told__isnull=False, child__isnull=False) & ~Q(way=""))
                | (~Q(kind="told") & Q(told__isnull=True, way="")),
                name="incident_step_told_whom_and_how",
            ),
            models.CheckConstraint(
                condition=Q(kind="graded", severity__isnull=False)
                | (~Q(kind="graded") & Q(severity__isnull=True)),
                name="incident_step_graded_to",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="written_once",
                fields=[
                    "mark",
                    "incident",
                    "kind",
                    "at",
                    "account",
                    "child",
                    "told",
                    "way",
                    "severity",
                    "created_at",
                ],
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.incident_id}"


class Acknowledgement(models.Model):
    """A guardian has read what is written about an incident."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="acknowledgements")
    account = models.ForeignKey(Account, models.PROTECT, related_name="incidents_acknowledged")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("incident", "account", name="acknowledged_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.incident_id} by {self.account_id}"

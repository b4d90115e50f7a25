"""Warnings of clusters, and classes or institutions that are closed because of them."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from shanyu.domain.people.models import Account
from shanyu.domain.protection.kinds import SuspensionState
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.models import Stamped


class Warning(Stamped):
    """A cluster of one disease within a class, or a whole site (no class), from its first to its last onset.

    `signal` is the disease, or `symptom.` and a sign that more children show than usual. The database keeps two
    warnings of one place and signal from overlapping: one cluster is one warning, whoever counts at the same time.
    `rule` is the key of the threshold, `children` how many were ill when it was last counted.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="warnings")
    care_class = models.ForeignKey(CareClass, models.PROTECT, null=True, blank=True, related_name="warnings")
    signal = models.CharField(max_length=24)
    rule = models.CharField(max_length=40)
    during = DateRangeField()
    children = models.PositiveSmallIntegerField()
    raised_at = models.DateTimeField()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="warning_one_of_a_cluster",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (Coalesce(F("care_class"), Value(0)), RangeOperators.EQUAL),
                    ("signal", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(children__gt=0), name="warning_of_somebody"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="warning_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.signal} at {self.site_id} {self.during}"


class Suspension(Stamped):
    """A class, or a whole site (no class), is closed for some days. Proposed by a warning, decided by a person.

    `ordered`: the authority has ordered it, and only the authority ends it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="suspensions")
    care_class = models.ForeignKey(
        CareClass, models.PROTECT, null=True, blank=True, related_name="suspensions"
    )
    warning = models.ForeignKey(Warning, models.PROTECT, related_name="suspensions")
    during = DateRangeField()
    state = models.CharField(max_length=10, choices=SuspensionState, default=SuspensionState.PROPOSED)
    ordered = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="suspensions_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("warning", condition=Q(state="proposed"), name="suspension_one_proposal"),
            ExclusionConstraint(
                name="suspension_one_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    (Coalesce(F("care_class"), Value(0)), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state="in_force"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__endswith__isnull=False) | Q(state="lifted"),
                name="suspension_has_days",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="suspension_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.care_class_id} {self.during} {self.state}"

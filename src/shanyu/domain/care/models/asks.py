"""What guardians ask and allow: leave, a pick-up by somebody else, medication."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from shanyu.domain.care.kinds import LeaveReason, RequestState, Symptom, TracingState
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


@tracked()
class Leave(Stamped):
    """A child does not come on these days. With an illness its symptoms: sites watch what goes around."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="leaves")
    site = models.ForeignKey(Site, models.PROTECT, related_name="leaves")
    during = DateRangeField()
    reason = models.CharField(max_length=12, choices=LeaveReason)
    symptoms = ArrayField(models.CharField(max_length=16, choices=Symptom), default=list, blank=True)
    note = SealedField(null=True, blank=True)
    told_by = models.ForeignKey(Account, models.PROTECT, related_name="leaves_told")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site"], name="leave_of_site", condition=Q(withdrawn_at=None))]
        constraints = [
            ExclusionConstraint(
                name="leave_once_a_day",
                expressions=[("child", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                condition=Q(
                    during__isempty=False, during__startswith__isnull=False, during__endswith__isnull=False
                ),
                name="leave_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(reason="ill") | Q(symptoms=[]), name="leave_symptoms_of_an_illness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.reason}"


@tracked()
class Tracing(Stamped):
    """A child is absent and nobody said why: a named person asks the same morning (WS/T 821—2023, 7.4.3)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="tracings")
    site = models.ForeignKey(Site, models.PROTECT, related_name="tracings")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=TracingState, default=TracingState.OPEN)
    named = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="tracings_to_do")
    tried = models.PositiveSmallIntegerField(default=0)
    note = SealedField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("child", "day", name="tracing_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="tracing_ended_when",
            ),
        ]
        indexes = [models.Index(fields=["site", "day"], name="tracing_of_site")]

    def __str__(self) -> str:
        return f"{self.child_id} {self.day}"


@tracked()
class PickUpPass(Stamped):
    """A guardian lets one named person fetch a child once, on one day. The code's hash is kept, not the code."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="pick_up_passes")
    name = SealedField()
    phone = SealedField(null=True, blank=True)
    code_hash = models.CharField(max_length=64)
    day = models.DateField()
    allowed_by = models.ForeignKey(Account, models.PROTECT, related_name="pick_up_passes_allowed")
    used_by = models.UUIDField(null=True, blank=True, unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["child", "day"], name="pass_of_child")]
        constraints = [
            models.CheckConstraint(condition=Q(used_by=None) | Q(withdrawn_at=None), name="pass_used_or_not"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


@tracked()
class MedicationRequest(Stamped):
    """A guardian asks the site to give a child a medicine: what, how much, on which days at which times.

    `times` are minutes after midnight. What was given is entries of the daily record.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="medication_requests")
    site = models.ForeignKey(Site, models.PROTECT, related_name="medication_requests")
    drug = SealedField()
    dose = SealedField()
    why = SealedField(null=True, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    times = ArrayField(models.PositiveSmallIntegerField())
    label = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="medication_requests_asked")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    answer = SealedField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "last_day"], name="medication_of_site")]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="medication_days_forward"),
            models.CheckConstraint(condition=Q(times__len__range=(1, 6)), name="medication_has_times"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "declined"]) | Q(answered_by__isnull=False),
                name="medication_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

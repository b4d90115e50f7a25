"""Who is ill: signs by day, episodes of disease, and the papers with which a child comes back."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.care.kinds import Symptom
from shanyu.domain.people.models import Account, Child
from shanyu.domain.protection.kinds import Disease, IllnessState, ProofState, Source
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, Upload


class Sign(Stamped):
    """A child showed a sign on a day, noted once however often it was seen.

    `mark` is the entry of the daily record that said so: where that is corrected, the sign goes with it.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="signs")
    site = models.ForeignKey(Site, models.PROTECT, related_name="signs")
    care_class = models.ForeignKey(CareClass, models.PROTECT, null=True, blank=True, related_name="signs")
    day = models.DateField()
    symptom = models.CharField(max_length=16, choices=Symptom)
    source = models.CharField(max_length=8, choices=Source)
    mark = models.UUIDField(null=True, blank=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["site", "day"], name="sign_of_a_day")]
        constraints = [models.UniqueConstraint("child", "day", "symptom", name="sign_once_a_day")]

    def __str__(self) -> str:
        return f"{self.child_id} {self.symptom} {self.day}"


class Illness(Stamped):
    """One episode of an infectious disease of a child: suspected or confirmed until it is cleared or dismissed.

    At most one episode of a disease is open for a child: whoever notes it again adds to this one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="illnesses")
    site = models.ForeignKey(Site, models.PROTECT, related_name="illnesses")
    care_class = models.ForeignKey(CareClass, models.PROTECT, null=True, blank=True, related_name="illnesses")
    disease = models.CharField(max_length=14, choices=Disease)
    source = models.CharField(max_length=8, choices=Source)
    state = models.CharField(max_length=10, choices=IllnessState)
    onset_on = models.DateField()
    words = SealedField(null=True, blank=True)
    noted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="illnesses_noted"
    )
    settled_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="illnesses_settled"
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-onset_on", "-pk"]
        indexes = [models.Index(fields=["site", "disease", "onset_on"], name="illness_in_a_window")]
        constraints = [
            models.UniqueConstraint(
                "child",
                "disease",
                condition=Q(state__in=["suspected", "confirmed"]),
                name="illness_one_open_episode",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["suspected", "confirmed"], ended_on__isnull=True)
                | Q(state__in=["cleared", "dismissed"], ended_on__isnull=False),
                name="illness_ended_on",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("onset_on")),
                name="illness_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.disease} {self.state}"


class ReturnProof(Stamped):
    """A doctor's paper that a child may come back (复课证明), handed in by a guardian, looked at by the site."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    illness = models.ForeignKey(Illness, models.CASCADE, related_name="proofs")
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, blank=True, related_name="return_proofs")
    state = models.CharField(max_length=8, choices=ProofState, default=ProofState.WAITING)
    handed_in_by = models.ForeignKey(Account, models.PROTECT, related_name="return_proofs")
    looked_at_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="return_proofs_looked_at"
    )
    returns_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint("illness", condition=Q(state="waiting"), name="return_proof_one_waiting"),
            models.CheckConstraint(
                condition=Q(state="waiting", looked_at_by__isnull=True)
                | (~Q(state="waiting") & Q(looked_at_by__isnull=False)),
                name="return_proof_looked_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(returns_on__isnull=False), name="return_proof_from_a_day"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="handed_in_once", fields=["public_id", "illness", "handed_in_by", "created_at"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.illness_id} {self.state}"

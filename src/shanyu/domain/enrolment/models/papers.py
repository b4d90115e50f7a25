"""What a family has handed in for entering a site, and what one site tells another of a child."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.enrolment.kinds import (
    COMMON_DOCUMENTS,
    OPEN_REFERRALS,
    DocumentKind,
    DocumentSource,
    ReferralPart,
    ReferralState,
)
from shanyu.domain.people.models import Account, Child, Household
from shanyu.domain.providers.models import Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, Upload

_COMMON = sorted(kind.value for kind in COMMON_DOCUMENTS)


class Document(Stamped):
    """A document that a place asks for at entry: a scan, or a department's yes with its day.

    What a household has in common hangs on the household, so that siblings need not hand it in again. What the
    platform knows already (`papers.py`) has no row. A new one of a kind takes the place of the old one, which stays
    as taken back until the child's data go.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="entry_documents")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="entry_documents"
    )
    kind = models.CharField(max_length=20, choices=DocumentKind)
    source = models.CharField(max_length=8, choices=DocumentSource)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="entry_documents")
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="entry_documents_entered")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="entry_documents_removed"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=_COMMON, child__isnull=True, household__isnull=False)
                | (~Q(kind__in=_COMMON) & Q(child__isnull=False, household__isnull=True)),
                name="entry_document_has_its_owner",
            ),
            models.UniqueConstraint(
                "child", "kind", condition=Q(removed_at__isnull=True, child__isnull=False),
                name="entry_document_of_a_child_once",
            ),
            models.UniqueConstraint(
                "household", "kind", condition=Q(removed_at__isnull=True, household__isnull=False),
                name="entry_document_of_a_household_once",
            ),
            models.CheckConstraint(
                condition=~Q(source="fetched") | Q(upload__isnull=True),
                name="entry_document_fetched_has_no_file",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="entry_document_removed_by_somebody",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.ReadOnly(
                name="handed_in_once", fields=["child", "household", "kind", "source", "on", "entered_by"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"


class Referral(Stamped):
    """One site asks another to look after a child too, or next, and passes on what a guardian has allowed.

    `parts` are what the guardian agrees to, all of them or none. The other site knows nothing of it before the
    guardian's yes, and reads the parts from taking it up until the end of `until`, or until somebody ends it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="referrals")
    from_site = models.ForeignKey(Site, models.PROTECT, related_name="referrals_out")
    to_site = models.ForeignKey(Site, models.PROTECT, related_name="referrals_in")
    parts = ArrayField(models.CharField(max_length=16, choices=ReferralPart), default=list)
    note = SealedField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.PROPOSED)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="referrals_made")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="referrals_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="referrals_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_site", "state"], name="referral_to_site"),
            models.Index(fields=["from_site", "state"], name="referral_from_site"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(from_site=F("to_site")), name="referral_elsewhere"),
            models.UniqueConstraint(
                "child", "to_site", condition=Q(state__in=sorted(OPEN_REFERRALS)), name="referral_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "refused", "ended"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="referral_with_a_guardian_s_yes",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(until__isnull=False, answered_at__isnull=False),
                name="referral_taken_until",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="asked_once", fields=["child", "from_site", "to_site", "parts", "made_by", "created_at"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.state}"

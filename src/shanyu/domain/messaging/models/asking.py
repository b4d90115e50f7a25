"""Asking guardians for their yes to one thing: an outing, pictures, a medicine of the house."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.messaging.kinds import AskKind
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, append_only


class ConsentRequest(Stamped):
    """What a site asks the guardians of a class, or of all its children, for; its words never change.

    A yes holds from `starts` to `ends`, both included. `each_guardian`: all guardians of a child must say yes, not
    any one of them; a no by anyone of them counts in either case. `answer_by` is the last day on which a yes counts.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="consent_requests")
    care_class = models.ForeignKey(
        CareClass, models.PROTECT, null=True, blank=True, related_name="consent_requests"
    )
    kind = models.CharField(max_length=10, choices=AskKind)
    title = models.CharField(max_length=80)
    words = SealedField()
    starts = models.DateField()
    ends = models.DateField()
    answer_by = models.DateField()
    each_guardian = models.BooleanField(default=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="consent_requests")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mark = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["site", "-at"], name="consent_request_of_site")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="consent_request_term"),
            models.CheckConstraint(
                condition=Q(answer_by__lte=F("ends")), name="consent_request_answer_in_term"
            ),
            models.UniqueConstraint("account", "mark", name="consent_request_once"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="asked_once",
                fields=[
                    "site", "care_class", "kind", "title", "starts", "ends", "answer_by", "each_guardian",
                    "account", "mark", "at",
                ],
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} {self.starts:%Y-%m-%d}"


class ConsentAnswer(models.Model):
    """One guardian's yes or no for one child; the latest of each guardian counts, and all of them are kept."""

    request = models.ForeignKey(ConsentRequest, models.PROTECT, related_name="answers")
    child = models.ForeignKey(Child, models.PROTECT, related_name="consent_answers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="consent_answers")
    yes = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "child", "account", "-id"], name="consent_answer_latest")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.request_id} {self.child_id} {self.yes}"

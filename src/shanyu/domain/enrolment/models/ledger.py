"""The ledger of cases, the assents of guardians, and what nobody has been told yet."""

from django.db import models
from django.db.models import Q

from shanyu.domain.enrolment.kinds import CaseState, EntryKind, Reason
from shanyu.domain.enrolment.models.cases import Application, Case
from shanyu.domain.enrolment.models.places import Offer, Placement
from shanyu.domain.people.models import Account
from shanyu.kernel.models import Stamped, append_only


class Entry(models.Model):
    """One step of a case: what happened, who did it (none: the clock), and why. Never changed.

    `state` is the case's after the step. `reason` is a code; `words` are the site's own, never about health.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    state = models.CharField(max_length=12, choices=CaseState)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    words = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="enrolment_entries"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="enrolment_entry_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["close", "refuse", "retract"]) | ~Q(reason=""),
                name="enrolment_entry_because",
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Untold(Stamped):
    """An entry of which nobody has been told yet. The row goes when they have been."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="untold")

    def __str__(self) -> str:
        return str(self.entry_id)


class Assent(models.Model):
    """A guardian agreed to a step that two of them must agree to. Never changed."""

    class Step(models.TextChoices):
        ACCEPT = "accept"

    case = models.ForeignKey(Case, models.PROTECT, related_name="assents")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="assents")
    step = models.CharField(max_length=8, choices=Step)
    account = models.ForeignKey(Account, models.PROTECT, related_name="enrolment_assents")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("offer", "step", "account", name="assent_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.account_id}"

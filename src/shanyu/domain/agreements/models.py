"""Papers that a family and a site sign, their signatures, the fee notices made of them, and what was paid."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.agreements.kinds import As, Method, PaperKind, PaperState, ReversalReason
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.models import Case
from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import FeeUnit, ServiceForm
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Document, Stamped

#: What is fixed when a paper is drawn up. The text is sealed, and sealed anew when keys change: its hash is fixed.
_FROZEN = [
    "public_id", "case", "kind", "number", "begins_on", "form", "weekdays", "opens", "closes", "care_class",
    "listed_offer", "listed_since", "fee_fen", "fee_unit", "meal_fee_fen", "families_needed", "template",
    "template_version", "sha256", "proposed_side", "proposed_by", "created_at",
]  # fmt: skip


class Paper(Stamped):
    """The agreement of a case, or a change of it: a text with its hash, and the plan that it sets from a day on.

    A plan is told whole, never as a difference: on a day the paper in force with the latest `begins_on` rules. The
    fee is that of the published offer `listed_offer` (a key; the site may take an offer back that has not begun),
    which had been published since `listed_since`. Triggers in `sql` refuse a fee above the published one, a
    signature under another text, and a paper in force that not everybody has signed. `families_needed` is how many
    guardians must sign. When the child's data are deleted the text goes, and everything else stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.OPEN)
    begins_on = models.DateField()
    form = models.CharField(max_length=16, choices=ServiceForm)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    opens = models.TimeField()
    closes = models.TimeField()
    care_class = models.ForeignKey(CareClass, models.PROTECT, related_name="papers")
    listed_offer = models.BigIntegerField()
    listed_since = models.DateField()
    fee_fen = models.PositiveBigIntegerField()
    fee_unit = models.CharField(max_length=8, choices=FeeUnit)
    meal_fee_fen = models.PositiveBigIntegerField(default=0)
    families_needed = models.PositiveSmallIntegerField(default=1)
    template = models.CharField(max_length=60)
    template_version = models.CharField(max_length=20)
    text = SealedField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    proposed_side = models.CharField(max_length=8, choices=Side)
    proposed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="papers_proposed"
    )
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="agreements_paper"
    )

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint("case", "number", name="paper_number_once"),
            models.UniqueConstraint(
                "case",
                condition=Q(kind="agreement", state__in=["in_force", "open"]),
                name="paper_one_agreement_of_a_case",
            ),
            models.UniqueConstraint(
                "case", "begins_on", condition=Q(kind="change", state="open"), name="paper_one_open_change"
            ),
            models.UniqueConstraint(
                "case",
                "begins_on",
                condition=Q(kind="change", state="in_force"),
                name="paper_one_change_from_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ended", "in_force"]) | Q(in_force_at__isnull=False),
                name="paper_in_force_since",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=True) | ~Q(state__in=["open", "withdrawn"]),
                name="paper_open_is_not_in_force",
            ),
            models.CheckConstraint(
                condition=Q(families_needed__gte=1, families_needed__lte=2), name="paper_families_needed"
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="paper_hours_forward"),
            models.CheckConstraint(condition=~Q(fee_unit="free") | Q(fee_fen=0), name="paper_free_is_zero"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="paper_has_its_hash"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="drawn_once", fields=_FROZEN),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.number} {self.state}"


class Signature(models.Model):
    """Somebody signed a paper: as what, under which name, under the text with which hash, and when.

    Never changed, but for the name, which is sealed anew when keys change and goes when it must be forgotten.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=8, choices=Side)
    signed_as = models.CharField(max_length=12, choices=As)
    account = models.ForeignKey(Account, models.PROTECT, related_name="papers_signed")
    name = SealedField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "at", "pk"]
        constraints = [
            # Also: nobody signs for both sides.
            models.UniqueConstraint("paper", "account", name="paper_signed_once_by_one"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="signed_once", fields=["paper", "side", "signed_as", "account", "sha256", "at"]
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.signed_as}"


class Statement(Stamped):
    """The fee of one month as it was told on paper. A later one with a higher number replaces it; none is changed.

    `lines` are the amounts as they were reckoned; `total_fen` and what was paid of it by then are in fen. Not `whole`:
    something of it goes by use.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="fee_statements")
    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    total_fen = models.PositiveBigIntegerField()
    paid_fen = models.PositiveBigIntegerField(default=0)
    whole = models.BooleanField(default=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="fee_statements_made")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="fee_statement"
    )

    class Meta:
        ordering = ["case", "month", "number"]
        constraints = [
            models.UniqueConstraint("case", "month", "number", name="statement_number_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="statement_of_a_month"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="told_once",
                fields=[
                    "public_id",
                    "case",
                    "month",
                    "number",
                    "lines",
                    "total_fen",
                    "paid_fen",
                    "whole",
                    "made_by",
                ],
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.month:%Y-%m} {self.number}"


class Payment(Stamped):
    """One entry of a site's book: money that came for a month of a case, or an entry that takes one back whole.

    Entries are never changed nor removed. They are numbered from 1 in every site and year without gaps: a trigger in
    `sql/book.sql` sees to it, and to a reversing entry being the mirror of what it `reverses`, which it does once.
    `amount_fen` is in fen, negative where it reverses. `received_on` is the day on which the money came; the entry
    itself stands in the `year` in which it was made. `key` is from whoever records it: a second time is once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="payments")
    site = models.ForeignKey(Site, models.PROTECT, related_name="payments")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    month = models.DateField()
    amount_fen = models.BigIntegerField()
    method = models.CharField(max_length=10, choices=Method)
    received_on = models.DateField()
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversal")
    reason = models.CharField(max_length=10, choices=ReversalReason, blank=True)
    words = SealedField(null=True, blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="payments_recorded")
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="receipt_of_payment"
    )

    class Meta:
        ordering = ["site", "year", "number"]
        constraints = [
            models.UniqueConstraint("site", "year", "number", name="payment_number_once"),
            models.UniqueConstraint("site", "key", name="payment_key_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="payment_for_a_month"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount_fen__gt=0, reason="")
                | (Q(reverses__isnull=False, amount_fen__lt=0, document__isnull=True) & ~Q(reason="")),
                name="payment_or_its_reversal",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="written_once", exclude=["words", "document", "modified_at"]),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.said_number}"

    @property
    def said_number(self) -> str:
        """The number as it stands on a receipt: `2026-00012`."""
        return f"{self.year}-{self.number:05}"

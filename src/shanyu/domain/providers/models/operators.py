"""Who runs a site, who owns its building, and the contract between them (公建民营)."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


class Owner(Stamped):
    """Who owns a building: a sub-district office, a community, a school, a company."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("政府部门或街道")
        PUBLIC_INSTITUTION = "public_institution", _("事业单位")
        STATE_COMPANY = "state_company", _("国有企业")
        PRIVATE = "private", _("企业或个人")

    name = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)

    def __str__(self) -> str:
        return self.name


@tracked()
class Operator(Stamped):
    """The legal body that runs one or more sites, known by its unified social credit code."""

    class Nature(models.TextChoices):
        PUBLIC_INSTITUTION = "public_institution", _("事业单位")
        NON_PROFIT = "non_profit", _("社会服务机构")
        COMPANY = "company", _("企业")
        SOLE_TRADER = "sole_trader", _("个体工商户")
        COMMUNITY = "community", _("街道或社区")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    credit_code = models.CharField(max_length=18, unique=True, null=True, blank=True)
    nature = models.CharField(max_length=20, choices=Nature)
    scope_has_childcare = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="operator_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_code__isnull=True) | Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="operator_credit_code_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class OperatingContract(Stamped):
    """A public owner hands a building to an operator: term, rent, and targets of quality (S026, S114)."""

    site = models.ForeignKey("providers.Site", models.CASCADE, related_name="contracts")
    owner = models.ForeignKey(Owner, models.PROTECT, related_name="contracts")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="contracts")
    signed_on = models.DateField()
    valid = DateRangeField()
    rent_waived = models.BooleanField(default=False)
    monthly_rent_fen = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rent_waived=False) | Q(monthly_rent_fen=0), name="contract_waived_rent_is_zero"
            ),
            ExclusionConstraint(
                name="contract_one_at_a_time",
                expressions=[("site", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.operator_id}"


class ContractTarget(Stamped):
    """One quality target of a contract and what was last measured, in the same unit."""

    contract = models.ForeignKey(OperatingContract, models.CASCADE, related_name="targets")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=12)
    target = models.DecimalField(max_digits=10, decimal_places=2)
    measured = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    measured_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("contract", "name", name="contract_target_once"),
            models.CheckConstraint(
                condition=Q(measured__isnull=True, measured_on__isnull=True)
                | Q(measured__isnull=False, measured_on__isnull=False),
                name="contract_target_measured_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""The house itself: when it is open, what stands in it, when that was cleaned, and whether it is safe."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.domain.stations.kinds import CleaningMethod, EquipmentKind
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, append_only

DAY_MINUTES = 24 * 60


class Minutes(Func):
    """The half-open range of two minutes of a day, for the constraint."""

    function = "int4range"
    output_field = IntegerRangeField()

    def __init__(self, begins: str, ends: str) -> None:
        super().__init__(F(begins), F(ends))


@tracked()
class OpeningRange(Stamped):
    """A range of a weekday in which a station is open to all. Minutes of the day; ISO weekday, 1 is Monday."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_ranges")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="opening_range_weekday"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens"), closes__lte=DAY_MINUTES),
                name="opening_range_closes_after_opening",
            ),
            ExclusionConstraint(
                name="opening_range_once",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (Minutes("opens", "closes"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.weekday} {self.opens}-{self.closes}"


@tracked()
class OpeningException(Stamped):
    """One date on which a station is closed, or open at other hours, and why. Empty minutes: closed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_exceptions")
    day = models.DateField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint("site", "day", name="opening_exception_once"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(closes__gt=F("opens"), closes__lte=DAY_MINUTES),
                name="opening_exception_closes_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"


@tracked()
class Equipment(Stamped):
    """Toys, books, mats and furniture of a station. `every_days` is how often it is cleaned at the latest."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="equipment")
    kind = models.CharField(max_length=10, choices=EquipmentKind)
    name = models.CharField(max_length=60)
    count = models.PositiveSmallIntegerField(default=1)
    every_days = models.PositiveSmallIntegerField()
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0, every_days__gt=0), name="equipment_is_something"),
            models.UniqueConstraint(
                "site", "name", condition=Q(retired_on__isnull=True), name="equipment_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Cleaning(models.Model):
    """Something was cleaned or disinfected: what, how, when, by whom. Never changed."""

    mark = models.UUIDField(unique=True)
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="cleanings")
    method = models.CharField(max_length=12, choices=CleaningMethod)
    account = models.ForeignKey(Account, models.PROTECT, related_name="cleanings")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["equipment", "-at"], name="cleaning_newest")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.equipment_id} {self.at:%Y-%m-%d}"


class SafetyCheck(models.Model):
    """One item of the safety list was looked at, and whether it was right. Never changed."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="safety_checks")
    item = models.CharField(max_length=40)
    right = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="safety_checks")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "item", "-at"], name="safety_check_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(right=True) | ~Q(note=""), name="safety_check_says_what"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.site_id} {self.item} {self.right}"

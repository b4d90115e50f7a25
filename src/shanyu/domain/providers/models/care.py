"""Rooms, classes with their licensed places, and what a site offers for which fee."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from shanyu.domain.providers.kinds import NO_CAMERA_USES, AgeBand, FeeUnit, RoomUse, ServiceForm
from shanyu.domain.providers.models.sites import Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked()
class Room(Stamped):
    """A functional area of a site, indoors or out."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=60)
    use = models.CharField(max_length=20, choices=RoomUse)
    area_m2 = models.DecimalField(max_digits=7, decimal_places=1)
    floor = models.SmallIntegerField(default=1)
    has_camera = models.BooleanField(default=False)

    class Meta:
        ordering = ["floor", "use", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(area_m2__gt=0), name="room_has_area"),
            models.CheckConstraint(
                condition=Q(has_camera=False) | ~Q(use__in=sorted(NO_CAMERA_USES)),
                name="room_no_camera_in_private",
            ),
            models.UniqueConstraint("site", "name", name="room_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked("placed_here", "held_here")
class CareClass(Stamped):
    """A class of an age band: licensed places, places taken and held. Free places are derived, always live.

    `placed` and `held` are totals. Of them `placed_here` children have their place through the platform, and
    `held_here` places are spoken for there, counted by enrolment; the rest is what the site or an import counts.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="classes")
    name = models.CharField(max_length=60)
    band = models.CharField(max_length=24, choices=AgeBand)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="classes")
    licensed = models.PositiveSmallIntegerField()
    placed = models.PositiveSmallIntegerField(default=0)
    held = models.PositiveSmallIntegerField(default=0)
    placed_here = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    held_here = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    free = models.GeneratedField(
        expression=F("licensed") - F("placed") - F("held"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["site", "band", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(licensed__gte=F("placed") + F("held")), name="class_never_over_licensed"
            ),
            models.CheckConstraint(
                condition=Q(placed__gte=F("placed_here"), held__gte=F("held_here")),
                name="class_counts_those_here",
            ),
            models.UniqueConstraint("site", "name", name="class_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ServiceOffer(Stamped):
    """A form of service with hours and the published fee, for one age band or for all, while it holds.

    `weekdays` are ISO numbers (1 Monday). The meal fee is per day and separate, as the rules want it.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="offers")
    form = models.CharField(max_length=16, choices=ServiceForm)
    band = models.CharField(max_length=24, choices=AgeBand, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    fee_fen = models.PositiveBigIntegerField()
    fee_unit = models.CharField(max_length=8, choices=FeeUnit)
    meal_fee_fen = models.PositiveBigIntegerField(default=0)
    valid = DateRangeField()

    class Meta:
        ordering = ["form", "band", "valid"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="offer_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(fee_unit="free", fee_fen=0) | ~Q(fee_unit="free"), name="offer_free_is_zero"
            ),
            ExclusionConstraint(
                name="offer_one_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("form", RangeOperators.EQUAL),
                    ("band", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.form}"


class FeeCap(Stamped):
    """The highest fee an inclusive site may take, as a region ruled it. A sample says SAMPLE in its source."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="fee_caps")
    form = models.CharField(max_length=16, choices=ServiceForm)
    band = models.CharField(max_length=24, choices=AgeBand, blank=True)
    cap_fen = models.PositiveBigIntegerField()
    fee_unit = models.CharField(max_length=8, choices=FeeUnit)
    source = models.CharField(max_length=200)
    sample = models.BooleanField(default=False)
    valid = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sample=False) | Q(source__contains="SAMPLE"), name="fee_cap_sample_says_so"
            ),
            ExclusionConstraint(
                name="fee_cap_one_at_a_time",
                expressions=[
                    (Coalesce(F("region"), Value(0)), RangeOperators.EQUAL),
                    ("form", RangeOperators.EQUAL),
                    ("band", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.form} {self.cap_fen}"

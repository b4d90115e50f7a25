"""The division tree with its boundaries, population and walking networks, each dated and with its source."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shanyu.kernel.models import Stamped


class Level(models.TextChoices):
    """Level of the division tree; the code's length tells it (2, 4, 6, 9, 12 digits)."""

    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("区县")
    TOWN = "town", _("街道乡镇")
    COMMUNITY = "community", _("社区")


class Region(Stamped):
    """A division for as long as it existed. A merged district keeps its row and names its successor.

    `lineage` holds the keys of the region itself and all its ancestors, kept by a trigger, so that
    "everything within this district" is one indexed question.
    """

    code = models.CharField(max_length=12)
    level = models.CharField(max_length=10, choices=Level)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    valid = DateRangeField()
    lineage = ArrayField(models.BigIntegerField(), editable=False, default=list)

    class Meta:
        ordering = ["code"]
        indexes = [GinIndex("lineage", name="region_lineage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$"), name="region_code_form"
            ),
            ExclusionConstraint(
                name="region_code_once_at_a_time",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lineage",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
                func="""
                    NEW.lineage = COALESCE(
                        (SELECT lineage FROM regions_region WHERE id = NEW.parent_id), ARRAY[]::bigint[]
                    ) || NEW.id;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.code}"


class Boundary(Stamped):
    """A region's outline in WGS-84 as a GeoJSON geometry, for as long as it held."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="boundaries")
    geometry = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_km2 = models.FloatField()
    source = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)
    valid = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(west__lte=F("east")) & Q(south__lte=F("north")), name="boundary_box"
            ),
            ExclusionConstraint(
                name="boundary_one_at_a_time",
                expressions=[("region", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.valid.lower}"


class Population(Stamped):
    """How many people of an age band lived in a region in a year, by one source.

    `from_month` counts in, `to_month` does not; an empty `to_month` means "and older". Two sources that
    differ are both kept.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    from_month = models.PositiveSmallIntegerField(default=0)
    to_month = models.PositiveSmallIntegerField(null=True, blank=True)
    people = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_month__isnull=True) | Q(to_month__gt=F("from_month")), name="population_band"
            ),
            models.UniqueConstraint(
                "region",
                "year",
                "from_month",
                "to_month",
                "source",
                name="population_once_per_source",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year} {self.from_month}–{self.to_month or ''}: {self.people}"


class WalkNetworkData(Stamped):
    """The walking network of a region as compressed arrays (see `regions.networks`); the newest counts."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="networks")
    arrays = models.BinaryField()
    nodes = models.PositiveIntegerField()
    edges = models.PositiveIntegerField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.region}: {self.nodes} nodes"


class Ground(Stamped):
    """Water and green drawn under a map, from our own data, in WGS-84."""

    class Kind(models.TextChoices):
        WATER = "water", _("水面")
        GREEN = "green", _("绿地")
        RAIL = "rail", _("铁路")

    region = models.ForeignKey(Region, models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=8, choices=Kind)
    geometry = models.JSONField()
    source = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.region} {self.kind}"

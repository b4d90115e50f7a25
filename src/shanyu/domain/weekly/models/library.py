"""What weeks are made of: dishes with what is in them, activities, and the food table of a site."""

import uuid
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import Operator, Site
from shanyu.domain.weekly.kinds import FOOD_CHOICES, Area, Meal, Place
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped

_FOODS = [code for code, _label in FOOD_CHOICES]


class Kept(Stamped):
    """A row of a library: a site's own, or an operator's for all its sites where no site is named."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


@tracked()
class Dish(Kept):
    """A dish: what is in it for one child, which allergens it holds, for which classes and meals it is meant.

    `allergens` is empty where somebody said that there are none, and null where nobody has said yet: such a dish is
    not published. `instead` is what those get who may not eat it. `bands` and `meals` empty: for all.
    """

    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    bands = ArrayField(models.CharField(max_length=24, choices=AgeBand), default=list, blank=True)
    meals = ArrayField(models.CharField(max_length=16, choices=Meal), default=list, blank=True)
    allergens = ArrayField(models.CharField(max_length=16, choices=FOOD_CHOICES), null=True, blank=True)
    instead = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="instead_of")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "operator",
                "site",
                "name",
                condition=Q(retired_at=None),
                nulls_distinct=False,
                name="dish_name_once",
            ),
            models.CheckConstraint(
                condition=Q(allergens__contained_by=_FOODS), name="dish_allergens_are_foods"
            ),
            models.CheckConstraint(
                condition=Q(bands__contained_by=AgeBand.values, meals__contained_by=Meal.values),
                name="dish_bands_and_meals_known",
            ),
            models.CheckConstraint(
                condition=Q(instead=None) | ~Q(instead=F("id")), name="dish_not_instead_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ingredient(models.Model):
    """So many grams of something in a dish for one child, raw as it is bought."""

    dish = models.ForeignKey(Dish, models.CASCADE, related_name="ingredients")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    grams = models.DecimalField(max_digits=6, decimal_places=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("dish", "position", name="ingredient_position_once"),
            models.CheckConstraint(condition=Q(grams__gt=0, grams__lte=1000), name="ingredient_has_grams"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.grams} g"


@tracked()
class Activity(Kept):
    """An activity that a plan can be made of."""

    title = models.CharField(max_length=40)
    title_en = models.CharField(max_length=80, blank=True)
    area = models.CharField(max_length=12, choices=Area)
    place = models.CharField(max_length=10, choices=Place)
    minutes = models.PositiveSmallIntegerField()
    bands = ArrayField(models.CharField(max_length=24, choices=AgeBand), default=list, blank=True)

    class Meta:
        ordering = ["area", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "operator", "site", "title", condition=Q(retired_at=None), nulls_distinct=False,
                name="activity_title_once",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="activity_takes_a_while"),
            models.CheckConstraint(
                condition=Q(bands__contained_by=AgeBand.values), name="activity_bands_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


@tracked()
class Food(Stamped):
    """A line of the food table that a site enters or imports: energy and protein in 100 g of its edible part."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="foods")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    edible = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(100))
    energy_kcal = models.DecimalField(max_digits=5, decimal_places=1)
    protein_g = models.DecimalField(max_digits=4, decimal_places=1)
    source = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("site", "name", name="food_name_once"),
            models.CheckConstraint(condition=Q(edible__gt=0, edible__lte=100), name="food_edible_is_a_share"),
            models.CheckConstraint(
                condition=Q(energy_kcal__gte=0, energy_kcal__lte=900, protein_g__gte=0, protein_g__lte=100),
                name="food_holds_what_food_can",
            ),
        ]

    def __str__(self) -> str:
        return self.name

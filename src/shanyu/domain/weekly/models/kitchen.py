"""What the kitchen records: pictures of real meals, samples that are kept, and what a survey counts."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.kinds import Meal, Method
from shanyu.domain.weekly.models.library import Food
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload

_FINISHED = pgtrigger.Q(old__finished_at__isnull=False)
_FOODS_STAY = """
    IF EXISTS (
        SELECT 1 FROM weekly_dietsurvey
        WHERE finished_at IS NOT NULL
          AND id = CASE WHEN TG_OP = 'INSERT' THEN NEW.survey_id ELSE OLD.survey_id END
    ) THEN
        RAISE EXCEPTION 'the foods of a finished survey stay as they are';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


class MealPhoto(Stamped):
    """A picture of a meal as it was served. No child is in it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="meal_photos")
    day = models.DateField()
    meal = models.CharField(max_length=16, choices=Meal)
    upload = models.OneToOneField(Upload, models.PROTECT, null=True, related_name="meal_photo")
    account = models.ForeignKey(Account, models.PROTECT, related_name="meal_photos")

    class Meta:
        ordering = ["day", "meal", "pk"]
        indexes = [models.Index(fields=["site", "day"], name="meal_photo_of_day")]
        constraints = [models.CheckConstraint(condition=Q(meal__in=Meal.values), name="meal_photo_meal")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day:%Y-%m-%d} {self.meal}"


@tracked()
class KitchenRule(Stamped):
    """How long and how much a site keeps of each dish, as its own authority told it; else the platform's setting."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="kitchen_rule")
    sample_grams = models.PositiveSmallIntegerField()
    sample_hours = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sample_grams__gte=1, sample_grams__lte=1000, sample_hours__gte=1, sample_hours__lte=720
                ),
                name="kitchen_rule_is_sensible",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sample_grams} g for {self.sample_hours} h"


class FoodSample(Stamped):
    """What was kept of a dish: how much, by whom, when, until when, and when it was thrown away."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="food_samples")
    day = models.DateField()
    meal = models.CharField(max_length=16, choices=Meal)
    dish = models.CharField(max_length=40)
    grams = models.PositiveSmallIntegerField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Account, models.PROTECT, related_name="samples_kept")
    until = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True, blank=True)
    discarded_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="samples_discarded"
    )

    class Meta:
        ordering = ["-kept_at", "-pk"]
        indexes = [models.Index(fields=["site", "-kept_at"], name="food_sample_of_site")]
        constraints = [
            models.UniqueConstraint("site", "day", "meal", "dish", name="food_sample_once_of_a_dish"),
            models.CheckConstraint(condition=Q(grams__gte=1, grams__lte=5000), name="food_sample_grams"),
            models.CheckConstraint(condition=Q(until__gt=F("kept_at")), name="food_sample_kept_for_a_while"),
            models.CheckConstraint(condition=Q(meal__in=Meal.values), name="food_sample_meal"),
            models.CheckConstraint(
                condition=Q(discarded_at=None, discarded_by=None)
                | Q(discarded_by__isnull=False, discarded_at__gte=F("until")),
                name="food_sample_discarded_after_its_time",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="kept_once",
                fields=["site", "day", "meal", "dish", "grams", "kept_at", "kept_by", "until"],
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="discarded_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__discarded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dish} {self.kept_at:%Y-%m-%d %H:%M}"


class DietSurvey(Stamped):
    """A quarter's survey: the food that was used for so many days of one child each.

    The reference intake is the site's own with its source, or the platform's SAMPLE. `result` is what
    `rules.diet_result` makes of it, kept when the survey is finished; from then on nothing changes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="diet_surveys")
    quarter = models.DateField()
    method = models.CharField(max_length=12, choices=Method)
    first_day = models.DateField()
    last_day = models.DateField()
    person_days = models.PositiveIntegerField()
    reference_kcal = models.DecimalField(max_digits=6, decimal_places=1)
    reference_protein_g = models.DecimalField(max_digits=5, decimal_places=1)
    reference_source = models.CharField(max_length=160)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="surveys_finished"
    )
    result = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint("site", "quarter", name="diet_survey_one_a_quarter"),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]), name="diet_survey_of_a_quarter"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="diet_survey_days"),
            models.CheckConstraint(
                condition=Q(person_days__gte=1, reference_kcal__gt=0, reference_protein_g__gt=0),
                name="diet_survey_counts",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None, result=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False, result__isnull=False),
                name="diet_survey_finished_is_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="finished_stays", operation=pgtrigger.Update | pgtrigger.Delete, condition=_FINISHED
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} quarter from {self.quarter:%Y-%m-%d}"


class SurveyFood(models.Model):
    """How many grams of a food were used in the days of a survey, as bought."""

    survey = models.ForeignKey(DietSurvey, models.CASCADE, related_name="foods")
    food = models.ForeignKey(Food, models.PROTECT, related_name="surveyed")
    grams = models.PositiveIntegerField()

    class Meta:
        ordering = ["food__name"]
        constraints = [
            models.UniqueConstraint("survey", "food", name="survey_food_once"),
            models.CheckConstraint(condition=Q(grams__gt=0), name="survey_food_has_weight"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="foods_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FOODS_STAY,
            )
        ]

    def __str__(self) -> str:
        return f"{self.food_id} {self.grams} g"

"""The week of a site's table and of a class: what is being planned, and what was published and stays.

The draft is rows that change; publishing writes what they say, words and all, into a version that nobody can change.
The published week is the version with the highest number, whatever happens to the library later.
"""

import uuid

from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.weekly.kinds import DayPart, Meal
from shanyu.domain.weekly.models.library import Activity, Dish
from shanyu.kernel.models import Stamped, append_only

_MONDAY = Q(monday__iso_week_day=1)
_WEEKDAY = Q(weekday__gte=1, weekday__lte=7)


class Menu(Stamped):
    """What a site cooks in the week of a Monday. `edited_at`: when the draft was changed last."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="menus")
    monday = models.DateField()
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("site", "monday", name="menu_one_a_week"),
            models.CheckConstraint(condition=_MONDAY, name="menu_begins_on_monday"),
        ]

    def __str__(self) -> str:
        return f"menu of {self.site_id} from {self.monday:%Y-%m-%d}"


class MenuItem(models.Model):
    """A dish of a meal on a weekday (1 Monday) of the draft."""

    menu = models.ForeignKey(Menu, models.CASCADE, related_name="items")
    weekday = models.PositiveSmallIntegerField()
    meal = models.CharField(max_length=16, choices=Meal)
    position = models.PositiveSmallIntegerField()
    dish = models.ForeignKey(Dish, models.PROTECT, related_name="served")

    class Meta:
        ordering = ["weekday", "meal", "position"]
        constraints = [
            models.UniqueConstraint("menu", "weekday", "meal", "dish", name="menu_dish_once_a_meal"),
            models.CheckConstraint(condition=_WEEKDAY, name="menu_item_weekday"),
            models.CheckConstraint(condition=Q(meal__in=Meal.values), name="menu_item_meal"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.meal} {self.dish_id}"


class MenuVersion(models.Model):
    """A menu as it was published: never changed. `content` is what `freezing.frozen_menu` makes."""

    menu = models.ForeignKey(Menu, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, models.PROTECT, related_name="menus_published")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("menu", "number", name="menu_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="menu_version_from_one"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.menu_id} version {self.number}"


class Plan(Stamped):
    """What a class does in the week of a Monday. `edited_at`: when the draft was changed last."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    care_class = models.ForeignKey(CareClass, models.PROTECT, related_name="plans")
    monday = models.DateField()
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("care_class", "monday", name="plan_one_a_week"),
            models.CheckConstraint(condition=_MONDAY, name="plan_begins_on_monday"),
        ]

    def __str__(self) -> str:
        return f"plan of {self.care_class_id} from {self.monday:%Y-%m-%d}"


class PlanItem(models.Model):
    """An activity in a part of a weekday (1 Monday) of the draft: for so many minutes."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    weekday = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=10, choices=DayPart)
    position = models.PositiveSmallIntegerField()
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="planned")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "part", "position"]
        constraints = [
            models.UniqueConstraint("plan", "weekday", "part", "activity", name="plan_activity_once_a_part"),
            models.CheckConstraint(condition=_WEEKDAY, name="plan_item_weekday"),
            models.CheckConstraint(condition=Q(part__in=DayPart.values), name="plan_item_part"),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=240), name="plan_item_takes_a_while"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.part} {self.activity_id}"


class PlanVersion(models.Model):
    """A plan as it was published: never changed. `content` is what `freezing.frozen_plan` makes.

    `short_of_outdoors`: it was published though a day has less time outdoors than the rule asks.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    short_of_outdoors = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, models.PROTECT, related_name="plans_published")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="plan_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_from_one"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.plan_id} version {self.number}"

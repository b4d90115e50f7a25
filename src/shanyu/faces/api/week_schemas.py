"""What goes in and out of the API about menus, plans and food samples. Grams are for one child, raw."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from shanyu.domain.health.kinds import Substance
from shanyu.domain.weekly.kinds import Area, DayPart, Meal, Place


class IngredientOut(Schema):
    name: str
    name_en: str
    grams: str = Field(description="Grams for one child, raw", examples=["25"])


class DishOut(Schema):
    """A dish as it was published."""

    id: UUID
    name: str
    name_en: str
    allergens: list[Substance]
    ingredients: list[IngredientOut]
    own_child: list[str] = Field([], description="What it holds that one's own child's file names")


class MealOut(Schema):
    meal: Meal
    changed: bool = Field(description="Whether the newest version changed this meal")
    dishes: list[DishOut]


class MenuDayOut(Schema):
    day: date
    meals: list[MealOut]


class MenuOut(Schema):
    """A week's menu as it was published; `version` counts up from 1."""

    monday: date
    version: int
    published_at: datetime
    days: list[MenuDayOut]


class ActivityOut(Schema):
    id: UUID
    part: DayPart
    title: str
    title_en: str
    area: Area = Field(description="One of the seven areas of the national guideline of care")
    place: Place
    minutes: int


class PlanDayOut(Schema):
    day: date
    outdoor_minutes: int
    activities: list[ActivityOut]


class PlanOut(Schema):
    """A class's week as it was published."""

    monday: date
    version: int
    published_at: datetime
    days: list[PlanDayOut]


class ChildWeekOut(Schema):
    """The week of one's own child; empty where it has no place in it or nothing is published."""

    monday: date
    site: UUID | None
    care_class: str
    menu: MenuOut | None
    plan: PlanOut | None


class CellIn(Schema):
    """The dishes of one meal of one weekday, in order: names or ids of the site's library; none empties the meal."""

    weekday: int = Field(ge=1, le=7, description="1 is Monday")
    meal: Meal
    dishes: list[str] = Field(max_length=12)


class MenuIn(Schema):
    """The meals to write anew; those that are not named stay."""

    meals: list[CellIn] = Field(max_length=35)


class MenuSavedOut(Schema):
    """The draft was kept; nobody reads it before it is published."""

    monday: date
    edited_at: datetime


class MenuPublishedOut(Schema):
    monday: date
    version: int
    published_at: datetime


class SampleIn(Schema):
    """A sample of a dish that was kept now."""

    day: date
    meal: Meal
    dish: str = Field(min_length=1, max_length=40)
    grams: int = Field(ge=1, le=5000)


class SampleOut(Schema):
    id: UUID
    day: date
    meal: Meal
    dish: str
    grams: int
    kept_at: datetime
    until: datetime = Field(description="Not to be thrown away before")

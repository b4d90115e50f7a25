"""Dishes and activities, the weeks made of them, and the kitchen's records, with what PostgreSQL itself keeps true."""

from shanyu.domain.weekly.models.kitchen import (
    DietSurvey,
    FoodSample,
    KitchenRule,
    MealPhoto,
    SurveyFood,
)
from shanyu.domain.weekly.models.library import Activity, Dish, Food, Ingredient
from shanyu.domain.weekly.models.week import Menu, MenuItem, MenuVersion, Plan, PlanItem, PlanVersion

__all__ = [
    "Activity",
    "DietSurvey",
    "Dish",
    "Food",
    "FoodSample",
    "Ingredient",
    "KitchenRule",
    "MealPhoto",
    "Menu",
    "MenuItem",
    "MenuVersion",
    "Plan",
    "PlanItem",
    "PlanVersion",
    "SurveyFood",
]

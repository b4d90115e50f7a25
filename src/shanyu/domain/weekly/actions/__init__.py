"""The verbs that change the week ahead."""

from shanyu.domain.weekly.actions.foods import FoodLine, Imported, import_foods, save_food
from shanyu.domain.weekly.actions.kitchen import (
    add_meal_photo,
    discard_sample,
    keep_sample,
    remove_meal_photo,
    set_kitchen_rule,
)
from shanyu.domain.weekly.actions.library import retire_activity, retire_dish, save_activity, save_dish
from shanyu.domain.weekly.actions.menus import copy_menu_day, fill_menu, publish_menu, save_menu
from shanyu.domain.weekly.actions.plans import copy_plan_day, fill_plan, publish_plan, save_plan
from shanyu.domain.weekly.actions.surveys import finish_survey, save_survey, set_survey_food

__all__ = [
    "FoodLine",
    "Imported",
    "add_meal_photo",
    "copy_menu_day",
    "copy_plan_day",
    "discard_sample",
    "fill_menu",
    "fill_plan",
    "finish_survey",
    "import_foods",
    "keep_sample",
    "publish_menu",
    "publish_plan",
    "remove_meal_photo",
    "retire_activity",
    "retire_dish",
    "save_activity",
    "save_dish",
    "save_food",
    "save_menu",
    "save_plan",
    "save_survey",
    "set_kitchen_rule",
    "set_survey_food",
]

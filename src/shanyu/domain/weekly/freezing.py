"""A draft week as the plain values that are published: names, ingredients and allergens as they are at that moment."""

from shanyu.domain.weekly.kinds import DayPart, Meal
from shanyu.domain.weekly.models import Dish, Menu, Plan
from shanyu.domain.weekly.rules import Content


def frozen_menu(menu: Menu) -> Content:
    """By weekday and meal the dishes in order."""
    rows = menu.items.select_related("dish__instead").prefetch_related(
        "dish__ingredients", "dish__instead__ingredients"
    )
    content: Content = {}
    for item in rows:
        content.setdefault(str(item.weekday), {}).setdefault(item.meal, []).append(frozen_dish(item.dish))
    return _in_order(content, Meal.values)


def frozen_dish(dish: Dish, *, alone: bool = False) -> dict:
    """A dish with what is in it; with what there is instead of it unless `alone`."""
    instead = None if alone or dish.instead is None else frozen_dish(dish.instead, alone=True)
    return {
        "id": str(dish.public_id),
        "name": dish.name,
        "name_en": dish.name_en,
        "allergens": dish.allergens,
        "ingredients": [
            {"name": one.name, "name_en": one.name_en, "grams": f"{one.grams.normalize():f}"}
            for one in dish.ingredients.all()
        ],
        **({} if alone else {"instead": instead}),
    }


def frozen_plan(plan: Plan) -> Content:
    """By weekday and part of the day the activities in order."""
    content: Content = {}
    for item in plan.items.select_related("activity"):
        entry = {
            "id": str(item.activity.public_id),
            "title": item.activity.title,
            "title_en": item.activity.title_en,
            "area": item.activity.area,
            "place": item.activity.place,
            "minutes": item.minutes,
        }
        content.setdefault(str(item.weekday), {}).setdefault(item.part, []).append(entry)
    return _in_order(content, DayPart.values)


def _in_order(content: Content, parts: list[str]) -> Content:
    return {
        day: {part: content[day][part] for part in parts if part in content[day]} for day in sorted(content)
    }

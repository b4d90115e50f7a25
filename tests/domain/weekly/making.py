"""Dishes, activities and children with allergies for tests of the week ahead."""

from datetime import date
from decimal import Decimal

from shanyu.domain.enrolment.models import Placement
from shanyu.domain.health.actions import add_item
from shanyu.domain.weekly.actions import publish_menu, save_activity, save_dish, save_menu
from shanyu.domain.weekly.actions.library import Part
from shanyu.domain.weekly.models import Activity, Dish
from tests.cast import Cast
from tests.domain.enrolment.making import attending
from tests.domain.health.making import agree

#: The Monday of the week in which the tests' clock stands, and the next one.
MONDAY, NEXT = date(2026, 11, 16), date(2026, 11, 23)
EGG = {"substance": "egg", "severity": "severe", "confirmed": "doctor"}
MANGO = {"substance": "other", "detail": "芒果", "severity": "mild", "confirmed": "family"}


def dish(cast: Cast, name: str, *, by: str = "head", **facts: object) -> Dish:
    parts = [Part(one, Decimal(grams)) for one, grams in facts.pop("parts", {"大米": 30}).items()]
    facts = {"allergens": [], **facts}
    return save_dish(cast.actor(by), cast.bamboo.pk, name=name, ingredients=parts, **facts)


def activity(cast: Cast, title: str, **facts: object) -> Activity:
    facts = {"area": "movement", "place": "outdoors", "minutes": 60, **facts}
    return save_activity(cast.actor("head"), cast.bamboo.pk, title=title, **facts)


def at_table(cast: Cast, *items: dict) -> Placement:
    """The daughter has a place at Little Bamboo, and her file names these allergies."""
    attending(cast.daughter, cast.bamboo.classes.get(), cast.father, cast.head, date(2026, 11, 1))
    if items:
        agree(cast, cast.daughter)
    for item in items:
        add_item(cast.actor("father"), cast.daughter.pk, kind="allergies", answers=item)
    return cast.daughter.placements.get()


def published(cast: Cast, cells: dict, monday: date = MONDAY) -> None:
    save_menu(cast.actor("head"), cast.bamboo.pk, monday, cells=cells)
    publish_menu(cast.actor("head"), cast.bamboo.pk, monday)

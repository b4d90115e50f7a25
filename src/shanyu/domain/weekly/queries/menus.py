"""The menu of a site's week: the draft with its warnings for the head, the day's table for whoever serves it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language

from shanyu.domain.health.queries import ChildAllergy, allergies_of
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.documents import menu_paper as drawn
from shanyu.domain.weekly.freezing import frozen_menu
from shanyu.domain.weekly.kinds import Meal
from shanyu.domain.weekly.library import dishes_of
from shanyu.domain.weekly.models import Dish, MealPhoto, Menu, MenuVersion
from shanyu.domain.weekly.queries.minding import Eaters, eaters_of, own_warnings
from shanyu.domain.weekly.queries.plans import newest_plan
from shanyu.domain.weekly.queries.views import (
    Cell,
    Day,
    DishView,
    Week,
    days_of,
    dish_view,
    menu_week,
    plan_week,
    whole_week,
)
from shanyu.domain.weekly.reach import place_in_week
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, OutOfReach
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class MenuDesk:
    """A week at the head's desk: the draft day by day with warnings, and what is published of it.

    `unpublished`: the draft says something else than the newest version. `unsaid`: names of dishes of which nobody
    has said what allergens they hold. `bare`: names of dishes without grams.
    """

    site: Site
    monday: date
    days: list[Day]
    published: Week | None
    unpublished: bool
    unsaid: list[str]
    bare: list[str]
    minded: Eaters
    library: list[Dish]
    versions: list[MenuVersion]


@dataclass(frozen=True)
class Table:
    """Today's meals as they were published, for whoever serves them: warnings by dish, pictures, and who eats."""

    site: Site
    day: date
    meals: list[Cell]
    published: bool
    minded: Eaters


@dataclass(frozen=True)
class ChildWeek:
    """The week of one's own child: where it is cared for, the menu with what its file names, the class's plan."""

    child: Child
    name: str
    monday: date
    site: Site | None
    care_class: str
    menu: Week | None
    plan: Week | None
    allergies: list[ChildAllergy]


@query("weekly.menu", on=Site)
def menu(actor: Actor, site: Site, monday: date) -> MenuDesk:
    """The draft of a week and its published version. Children's names only where the reader reaches their card."""
    rules.check_monday(monday)
    row = Menu.objects.filter(site=site, monday=monday).first()
    content = frozen_menu(row) if row else {}
    versions = list(row.versions.select_related("menu", "published_by")) if row else []
    eaters = eaters_of(actor, site, max(monday, today()))
    dishes = [dish for parts in content.values() for cell in parts.values() for dish in cell]
    days = days_of(monday, content, Meal.choices, eaters.look)
    return MenuDesk(
        site=site,
        monday=monday,
        days=whole_week(days, monday, Meal.choices),
        published=menu_week(versions[0]) if versions else None,
        unpublished=bool(content) and (not versions or versions[0].content != content),
        unsaid=sorted({dish["name"] for dish in dishes if dish["allergens"] is None}),
        bare=sorted({dish["name"] for dish in dishes if not dish["ingredients"]}),
        minded=eaters,
        library=list(dishes_of(site).prefetch_related("ingredients")),
        versions=versions,
    )


@query("weekly.table", on=Site)
def table(actor: Actor, site: Site, *, day: date) -> Table:
    """A day's published meals, with who may not eat what, and the pictures taken of them."""
    version = newest_menu(site, rules.monday_of(day))
    eaters = eaters_of(actor, site, day)
    photos = MealPhoto.objects.filter(site=site, day=day, upload__isnull=False)
    found = menu_week(version, eaters.look, photos)
    on = found.on(day) if found else None
    held = {photo.meal: [one for one in photos if one.meal == photo.meal] for photo in photos}
    # A picture may be taken of a meal that no menu names.
    meals = (
        on.cells
        if on
        else [Cell(part, str(label), [], False, held.get(part, [])) for part, label in Meal.choices]
    )
    return Table(site, day, meals, on is not None and on.filled, eaters)


@query("weekly.site_menu", on=Site, audited=False)
def site_menu(actor: Actor, site: Site, *, day: date | None = None) -> Week | None:
    """The published menu of this week, or of the week of `day`, for everybody: dishes and allergens, no child."""
    return menu_week(newest_menu(site, rules.monday_of(day or today())))


@query("weekly.week_of_child", on=Child)
def week_of_child(actor: Actor, child: Child, *, monday: date) -> ChildWeek:
    """What one's own child eats and does in a week; every dish that holds what its file names says so."""
    rules.check_monday(monday)
    place = place_in_week(child, monday)
    name = child.name.reveal()
    if place is None:
        return ChildWeek(child, name, monday, None, "", None, None, [])
    touched(place.site)
    allergies = allergies_of(actor, only=[child.pk]).get(child.pk, [])
    photos = MealPhoto.objects.filter(
        site=place.site, day__range=(monday, monday + timedelta(days=6)), upload__isnull=False
    )

    def look(dish: dict) -> DishView:
        return own_warnings(dish_view(dish), dish, allergies)

    return ChildWeek(
        child,
        name,
        monday,
        place.site,
        place.care_class.name,
        menu_week(newest_menu(place.site, monday), look, photos),
        plan_week(newest_plan(place.care_class, monday)),
        allergies,
    )


@query("weekly.menu_paper", on=Site)
def menu_paper(actor: Actor, site: Site, monday: date) -> bytes:
    """The published week as a PDF for the wall (A4, landscape). Raises OutOfReach where none is published."""
    week = menu_week(newest_menu(site, monday))
    if week is None:
        raise OutOfReach
    return drawn(site, week, get_language() or "zh-hans")


def newest_menu(site: Site, monday: date) -> MenuVersion | None:
    """The version that counts of a week's menu."""
    return MenuVersion.objects.filter(menu__site=site, menu__monday=monday).select_related("menu").first()


def menu_of_day(site: Site, day: date) -> list[Cell]:
    """The published meals of a day, for rooms behind this one: cells with `part` (a Meal) and `items` (DishView).

    Only meals that hold a dish; empty where nothing is published.
    """
    found = menu_week(newest_menu(site, rules.monday_of(day)))
    on = found.on(day) if found else None
    return [cell for cell in on.cells if cell.items] if on else []

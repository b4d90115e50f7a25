"""The menu of a site's week: written by hand, made from last week or from the library, published as a version."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.freezing import frozen_menu
from shanyu.domain.weekly.kinds import Meal, Source
from shanyu.domain.weekly.library import by_word, dishes_of, wanted
from shanyu.domain.weekly.models import Dish, Menu, MenuItem, MenuVersion
from shanyu.domain.weekly.refusals import AllergensUnknown, NothingToTake
from shanyu.domain.weekly.rules import WORKDAYS
from shanyu.domain.weekly.weeks import Place, check_week, edited, publish, read_cells, week_before
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: How many dishes a meal gets when a week is made from the library.
A_MEAL = {Meal.LUNCH: 3, Meal.DINNER: 2}


@action("weekly.save_menu", on=Site)
def save_menu(actor: Actor, site: Site, monday: date, *, cells: Mapping[Place, Sequence[str]]) -> Menu:
    """Write the named cells of a week anew: dishes by name or id, in order; an empty list empties the cell.

    Cells that are not named stay. Raises Invalid by cell, WeekOver.
    """
    check_week(monday)
    words = by_word(dishes_of(site), "name")
    menu = _menu(site, monday)
    # What stands in the draft may stay, though it has left the library since.
    words = by_word([item.dish for item in menu.items.select_related("dish")], "name") | words
    read = read_cells(
        cells,
        Meal.values,
        lambda word: wanted(words, word),
        lambda names: _("菜品库里没有：%(names)s。") % {"names": names},
    )
    for (weekday, meal), rows in read.items():
        put(menu, weekday, meal, [dish for dish, _word in rows])
    edited(menu)
    return menu


@action("weekly.fill_menu", on=Site)
def fill_menu(actor: Actor, site: Site, monday: date, *, source: str) -> Menu:
    """Make the whole week from last week's, or from the library; what was there is replaced. Raises NothingToTake."""
    check_week(monday)
    taken = _last_week(site, monday) if source == Source.LAST_WEEK else from_library(site, monday)
    if source not in Source.values or not taken:
        raise NothingToTake
    menu = _menu(site, monday)
    menu.items.all().delete()
    for (weekday, meal), dishes in taken.items():
        put(menu, weekday, meal, dishes)
    edited(menu)
    return menu


@action("weekly.copy_menu_day", on=Site)
def copy_menu_day(actor: Actor, site: Site, monday: date, *, day: int, to: Sequence[int]) -> Menu:
    """Put the meals of one weekday on others, in the place of what is there. Raises Invalid, NothingToTake."""
    check_week(monday)
    targets = set(to) - {day}
    if not targets or not {day, *targets} <= set(range(1, 8)):
        raise Invalid({"to": _("请选择要复制到哪几天。")})
    menu = _menu(site, monday)
    items = list(menu.items.filter(weekday=day))
    if not items:
        raise NothingToTake
    menu.items.filter(weekday__in=targets).delete()
    MenuItem.objects.bulk_create(
        MenuItem(menu=menu, weekday=target, meal=one.meal, position=one.position, dish_id=one.dish_id)
        for target in sorted(targets)
        for one in items
    )
    edited(menu)
    return menu


@action("weekly.publish_menu", on=Site)
def publish_menu(actor: Actor, site: Site, monday: date) -> MenuVersion:
    """Publish the week as it stands: families and the site's page show it at once, and it stays as it is.

    Raises NothingPlannedYet, NothingChanged, WeekOver, and AllergensUnknown for dishes of which nobody has said what
    allergens they hold.
    """
    check_week(monday)
    menu = _menu(site, monday)
    unsaid = Dish.objects.filter(served__menu=menu, allergens=None)
    instead = Dish.objects.filter(instead_of__served__menu=menu, allergens=None)
    names = sorted({dish.name for dish in (*unsaid, *instead)})
    if names:
        raise AllergensUnknown(dishes=_("、").join(names))
    return publish(menu, frozen_menu(menu), actor)


def _menu(site: Site, monday: date) -> Menu:
    """The site's menu of a week. The door holds the site's lock, so that there is one."""
    made, _new = Menu.objects.get_or_create(site=site, monday=monday, defaults={"edited_at": now()})
    return made


def put(menu: Menu, weekday: int, meal: str, dishes: Sequence[Dish]) -> None:
    """Write one cell of a draft anew."""
    menu.items.filter(weekday=weekday, meal=meal).delete()
    MenuItem.objects.bulk_create(
        MenuItem(menu=menu, weekday=weekday, meal=meal, position=place, dish=dish)
        for place, dish in enumerate(dishes)
    )


def _last_week(site: Site, monday: date) -> dict[Place, list[Dish]]:
    """Last week's dishes that are still in use."""
    rows = MenuItem.objects.filter(
        menu__site=site, menu__monday=week_before(monday), dish__retired_at=None
    ).select_related("dish")
    taken: dict[Place, list[Dish]] = {}
    for item in rows.order_by("weekday", "meal", "position"):
        taken.setdefault((item.weekday, item.meal), []).append(item.dish)
    return taken


def from_library(site: Site, monday: date) -> dict[Place, list[Dish]]:
    """Each workday's meals from the dishes meant for them, going on round the library from week to week."""
    dishes = list(dishes_of(site))
    taken: dict[Place, list[Dish]] = {}
    for meal in Meal:
        fit = sorted((dish for dish in dishes if meal in dish.meals), key=lambda dish: dish.pk)
        many = min(A_MEAL.get(meal, 1), len(fit))
        begin = monday.toordinal() // 7 * len(WORKDAYS) * many
        for place, weekday in enumerate(WORKDAYS):
            first = begin + place * many
            chosen = [fit[(first + n) % len(fit)] for n in range(many)]
            if chosen:
                taken[weekday, meal.value] = chosen
    return taken

"""Dishes and activities of a library: written by the head for one site, or by the operator for all of its sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.kinds import FOOD_ALLERGENS, Area, Meal, Place
from shanyu.domain.weekly.library import activities_of, dishes_of
from shanyu.domain.weekly.models import Activity, Dish, Ingredient
from shanyu.domain.weekly.refusals import NameTaken, SharedRow
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Role
from shanyu.kernel.door.verbs import action

MOST_INGREDIENTS = 20
MOST_GRAMS = 1000
LONGEST, LONGEST_EN = 40, 80
SHORTEST_MINUTES, LONGEST_MINUTES = 5, 240


@dataclass(frozen=True)
class Part:
    """An ingredient as it is written: its names and the grams for one child, raw."""

    name: str
    grams: Decimal
    name_en: str = ""


@action("weekly.save_dish", on=Site)
def save_dish(
    actor: Actor,
    site: Site,
    *,
    name: str,
    dish: UUID | None = None,
    name_en: str = "",
    ingredients: Sequence[Part] = (),
    allergens: Sequence[str] | None = None,
    bands: Sequence[str] = (),
    meals: Sequence[str] = (),
    instead: UUID | None = None,
    shared: bool = False,
) -> Dish:
    """Add a dish, or write an existing one anew. `allergens` None: not known yet; empty: there are none.

    `shared` makes it a dish of the operator for all its sites: for the operator alone. Raises Invalid, NameTaken,
    SharedRow where a head changes the operator's, OutOfReach for a dish of elsewhere.
    """
    name = _named({"name": name, "name_en": name_en})
    errors = _unknown(
        {"allergens": (allergens or (), FOOD_ALLERGENS), "bands": (bands, AgeBand), "meals": (meals, Meal)}
    )
    errors |= _wrong_ingredients(ingredients)
    if errors:
        raise Invalid(errors)
    row = _row(actor, dishes_of(site), Dish(operator=site.operator, site=site), dish)
    _share(actor, row, site, shared)
    row.name, row.name_en = name, name_en.strip()
    row.allergens = None if allergens is None else _ordered(allergens, FOOD_ALLERGENS)
    row.bands, row.meals = _ordered(bands, AgeBand), _ordered(meals, Meal)
    row.instead = _instead(site, instead, row)
    _check_free(Dish, row, "name", name)
    row.save()
    row.ingredients.all().delete()
    Ingredient.objects.bulk_create(
        Ingredient(
            dish=row, position=place, name=one.name.strip(), name_en=one.name_en.strip(), grams=one.grams
        )
        for place, one in enumerate(ingredients)
    )
    return row


@action("weekly.retire_dish", on=Site)
def retire_dish(actor: Actor, site: Site, dish: UUID) -> Dish:
    """Take a dish out of the library. Menus that hold it keep it."""
    return _retire(actor, dishes_of(site), dish)


@action("weekly.save_activity", on=Site)
def save_activity(
    actor: Actor,
    site: Site,
    *,
    title: str,
    area: str,
    place: str,
    minutes: int,
    activity: UUID | None = None,
    title_en: str = "",
    bands: Sequence[str] = (),
    shared: bool = False,
) -> Activity:
    """Add an activity, or write an existing one anew. Raises as `save_dish` does."""
    title = _named({"title": title, "title_en": title_en})
    errors = _unknown({"area": ([area], Area), "place": ([place], Place), "bands": (bands, AgeBand)})
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        errors["minutes"] = _("请填 5 到 240 分钟。")
    if errors:
        raise Invalid(errors)
    row = _row(actor, activities_of(site), Activity(operator=site.operator, site=site), activity)
    _share(actor, row, site, shared)
    row.title, row.title_en = title, title_en.strip()
    row.area, row.place, row.minutes, row.bands = area, place, minutes, _ordered(bands, AgeBand)
    _check_free(Activity, row, "title", title)
    row.save()
    return row


@action("weekly.retire_activity", on=Site)
def retire_activity(actor: Actor, site: Site, activity: UUID) -> Activity:
    """Take an activity out of the library. Plans that hold it keep it."""
    return _retire(actor, activities_of(site), activity)


def _named(names: dict[str, str]) -> str:
    """The first of the names, trimmed. Raises Invalid."""
    (first, own), (second, english) = ((key, value.strip()) for key, value in names.items())
    errors = {}
    if not own or len(own) > LONGEST:
        errors[first] = _("请填写，最多 %(most)s 个字。") % {"most": LONGEST}
    if len(english) > LONGEST_EN:
        errors[second] = _("最多 %(most)s 个字。") % {"most": LONGEST_EN}
    if errors:
        raise Invalid(errors)
    return own


def _unknown(given: dict[str, tuple[Sequence[str], Sequence[str]]]) -> dict[str, str]:
    return {
        field: _("请从列出的里面选。")
        for field, (values, known) in given.items()
        if not set(values) <= {str(one) for one in known}
    }


def _wrong_ingredients(ingredients: Sequence[Part]) -> dict[str, str]:
    if len(ingredients) > MOST_INGREDIENTS:
        return {"ingredients": _("最多 %(most)s 种用料。") % {"most": MOST_INGREDIENTS}}
    for one in ingredients:
        if not one.name.strip() or len(one.name) > LONGEST or len(one.name_en) > LONGEST_EN:
            return {"ingredients": _("用料的名字最多 %(most)s 个字。") % {"most": LONGEST}}
        if not 0 < one.grams <= MOST_GRAMS or one.grams.as_tuple().exponent < -1:
            return {"ingredients": _("“%(name)s”的用量请填 0.1 到 1000 克。") % {"name": one.name}}
    return {}


def _ordered(values: Sequence[str], known: Sequence[str]) -> list[str]:
    """Without repetition, in the order of the vocabulary."""
    return [str(one) for one in known if str(one) in set(values)]


def _row(actor: Actor, rows: QuerySet, new: Model, key: UUID | None) -> Model:
    if key is None:
        return new
    row = rows.filter(public_id=key).first()
    if row is None:
        raise OutOfReach
    if row.site_id is None and not _is_operator(actor, row):
        raise SharedRow(name=str(row))
    return row


def _share(actor: Actor, row: Model, site: Site, shared: bool) -> None:
    if shared and not _is_operator(actor, row):
        raise SharedRow(name=site.operator.name)
    if shared:
        row.site = None
    elif row.site_id is None and row.pk is None:
        row.site = site


def _is_operator(actor: Actor, row: Model) -> bool:
    return row.operator_id in actor.targets(Role.OPERATOR, "operator")


def _instead(site: Site, key: UUID | None, row: Dish) -> Dish | None:
    if key is None:
        return None
    found = dishes_of(site).filter(public_id=key).exclude(pk=row.pk).first()
    if found is None:
        raise Invalid({"instead": _("请选另一道菜品。")})
    return found


def _check_free(model: type[Model], row: Model, field: str, name: str) -> None:
    others = model.objects.filter(
        operator=row.operator_id, site=row.site_id, retired_at=None, **{field: name}
    )
    if others.exclude(pk=row.pk).exists():
        raise NameTaken(name=name)


def _retire(actor: Actor, rows: QuerySet, key: UUID) -> Model:
    row = _row(actor, rows, None, key)
    row.retired_at = now()
    row.save(update_fields=["retired_at"])
    return row

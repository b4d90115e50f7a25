"""Words of menus and plans: {% load weekly %}."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.providers.naming import said
from shanyu.domain.weekly.queries import ActivityView, Day, DishView
from shanyu.domain.weekly.words import allergen_words, weekday_words

register = template.Library()


@register.filter
def named(one: DishView | ActivityView) -> str:
    """{{ dish|named }}: the name of a dish, or the title of an activity, in the reader's language."""
    return said(one, "name" if isinstance(one, DishView) else "title")


@register.filter
def grams(dish: DishView) -> str:
    """{{ dish|grams }}: 大米 30 克、鸡蛋 25 克."""
    english = not (get_language() or "zh").startswith("zh")
    return _("、").join(
        _("%(what)s %(n)s 克")
        % {"what": (one["name_en"] if english else "") or one["name"], "n": one["grams"]}
        for one in dish.ingredients
    )


@register.filter
def warns(day: Day) -> bool:
    """{{ day|warns }}: whether a dish of the day holds what one's own child's file names."""
    return any(dish.own for cell in day.cells for dish in cell.items)


@register.filter
def weekday(number: int) -> str:
    """{{ 1|weekday }} → 周一."""
    return weekday_words(number)


@register.filter
def allergens(codes: list[str] | None) -> str:
    """{{ dish.allergens|allergens }}: 鸡蛋、牛奶."""
    return allergen_words(codes)


@register.filter
def cell_text(cell: object) -> str:
    """{{ cell|cell_text }}: a drafted cell as it is written, one thing a line."""
    return "\n".join(
        one.name if isinstance(one, DishView) else f"{one.title} {one.minutes}" for one in cell.items
    )

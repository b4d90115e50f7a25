"""Rules of the week ahead as pure functions over values: dishes and allergies, time outdoors, surveys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from shanyu.domain.health.kinds import Substance
from shanyu.domain.weekly.kinds import FOOD_ALLERGENS
from shanyu.kernel.door import Invalid
from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.weekly")
#: Days on which a class is open in every week; the others count where something is planned.
WORKDAYS = (1, 2, 3, 4, 5)
#: Substances that a kitchen must think of; what a family wrote in its own words may be a food.
EATEN = (*FOOD_ALLERGENS, Substance.OTHER)

Content = dict[str, dict[str, list[dict]]]
"""A frozen week: by weekday ("1" is Monday) and by meal or part of the day, the dishes or activities in order."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def check_monday(day: date) -> None:
    """Raises Invalid for a day that is no Monday."""
    if day.isoweekday() != 1:
        raise Invalid({"monday": _("一周从周一开始。")})


def quarter_of(day: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_end(quarter: date) -> date:
    """The last day of the quarter that begins on `quarter`."""
    after = date(quarter.year + quarter.month // 10, (quarter.month + 2) % 12 + 1, 1)
    return after - timedelta(days=1)


@dataclass(frozen=True)
class Allergy:
    """What a child may not eat, as its file says: a substance, what exactly, and whether it is severe."""

    substance: str
    detail: str = ""
    severe: bool = False


def holds(allergens: Iterable[str], words: Iterable[str], allergy: Allergy) -> bool:
    """Whether a dish holds what a child may not eat.

    By the substances that the dish declares; and where the file names something exactly (mango), by the words of the
    dish and its ingredients too. Fruit of another kind than the child's counts as well: whoever cooks looks closer.
    """
    if allergy.substance in set(allergens):
        return True
    named = allergy.detail.strip().lower()
    by_words = allergy.substance in (Substance.OTHER, Substance.FRUIT) and len(named) > 0
    return by_words and any(named in word.lower() for word in words if word)


def words_of(dish: Mapping) -> list[str]:
    """The words of a frozen dish in which an exact substance may stand."""
    names = [dish["name"], dish["name_en"]]
    for one in dish["ingredients"]:
        names += [one["name"], one["name_en"]]
    return names


def dish_holds(dish: Mapping, allergy: Allergy) -> bool:
    """`holds` for a dish of a frozen menu."""
    return holds(dish["allergens"] or (), words_of(dish), allergy)


@dataclass(frozen=True)
class Outdoors:
    """The minutes outdoors that a plan has on each weekday, against the rule."""

    minutes: dict[int, int]
    needed: int
    rule: Rule

    @property
    def short(self) -> list[int]:
        """Weekdays with less than the rule asks, where the class is open."""
        return [day for day in sorted(self.minutes) if self.minutes[day] < self.needed]


def outdoors(planned: Iterable[tuple[int, str, int]], on: date) -> Outdoors:
    """From (weekday, place, minutes); days of the weekend count where something is planned on them."""
    rule = book.rule("outdoors.daily", on)
    minutes = dict.fromkeys(WORKDAYS, 0)
    for weekday, place, long in planned:
        minutes[weekday] = minutes.get(weekday, 0) + (long if place == "outdoors" else 0)
    return Outdoors(minutes, rule.value["minutes"], rule)


def changed(now: Content, before: Content) -> set[tuple[str, str]]:
    """The (weekday, meal or part) of which a newer version says something else."""
    cells = {(day, part) for week in (now, before) for day, parts in week.items() for part in parts}
    return {
        (day, part)
        for day, part in cells
        if now.get(day, {}).get(part, []) != before.get(day, {}).get(part, [])
    }


@dataclass(frozen=True)
class Used:
    """A food of a survey: grams as bought, the share that is eaten in percent, and what 100 g of that hold."""

    name: str
    grams: int
    edible: Decimal
    energy_kcal: Decimal
    protein_g: Decimal


def diet_result(
    foods: Sequence[Used],
    person_days: int,
    reference_kcal: Decimal,
    reference_protein_g: Decimal,
    percent: int,
) -> dict:
    """What one child had in a day, and how much of the reference that is. Plain values, as they are kept.

    energy = Σ grams × edible ÷ 100 × kcal per 100 g ÷ 100 ÷ person-days; protein in the same way. Enough is so many
    percent of the reference (儿童膳食: 80 % of the recommended intake for day care).
    """
    kcal = sum((_eaten(one) * one.energy_kcal for one in foods), Decimal(0)) / 100 / person_days
    protein = sum((_eaten(one) * one.protein_g for one in foods), Decimal(0)) / 100 / person_days
    energy_share, protein_share = kcal / reference_kcal * 100, protein / reference_protein_g * 100
    return {
        "kcal": str(_rounded(kcal)),
        "protein_g": str(_rounded(protein)),
        "energy_share": str(_rounded(energy_share)),
        "protein_share": str(_rounded(protein_share)),
        "percent": percent,
        "energy_enough": energy_share >= percent,
        "protein_enough": protein_share >= percent,
        "foods": [
            {
                "name": one.name,
                "grams": one.grams,
                "edible": str(one.edible),
                "energy_kcal": str(one.energy_kcal),
                "protein_g": str(one.protein_g),
            }
            for one in foods
        ],
    }


def _eaten(food: Used) -> Decimal:
    return food.grams * food.edible / 100


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def survey_due(quarter: date, on: date) -> bool:
    """Whether the survey of a quarter that is not finished must be thought of: its last month has begun."""
    return on >= date(quarter.year, quarter.month + 2, 1)

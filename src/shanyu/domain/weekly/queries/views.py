"""Weeks as pages show them: days with their cells, dishes and activities in the reader's words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shanyu.domain.weekly import rules
from shanyu.domain.weekly.kinds import Area, DayPart, Meal, Place
from shanyu.domain.weekly.models import MealPhoto, MenuVersion, PlanVersion
from shanyu.domain.weekly.words import allergen_words


@dataclass(frozen=True)
class Warned:
    """What a dish holds that some children may not eat: how many they are, and the names the reader may know.

    `instead`: whether the dish has a substitute without it.
    """

    title: str
    count: int
    names: list[str]
    severe: bool
    instead: bool


@dataclass(frozen=True)
class DishView:
    """A dish of a week. `id` is the dish's public id; `own`: what one's own child may not eat."""

    id: str
    name: str
    name_en: str
    allergens: list[str] | None
    ingredients: list[dict]
    instead: "DishView | None" = None
    warned: list[Warned] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    #: Whether the substitute is free of what one's own child may not eat.
    own_instead: bool = False

    @property
    def allergen_words(self) -> str:
        return allergen_words(self.allergens)


@dataclass(frozen=True)
class ActivityView:
    """An activity of a plan."""

    id: str
    title: str
    title_en: str
    area: str
    place: str
    minutes: int

    @property
    def area_words(self) -> str:
        return str(Area(self.area).label)

    @property
    def place_words(self) -> str:
        return str(Place(self.place).label)

    @property
    def outdoors(self) -> bool:
        return self.place == Place.OUTDOORS


@dataclass(frozen=True)
class Cell:
    """A meal, or a part of a day: what it holds, and whether the newest version changed it."""

    part: str
    label: str
    items: list
    changed: bool = False
    photos: list[MealPhoto] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    day: date
    weekday: int
    cells: list[Cell]

    @property
    def outdoors(self) -> int:
        """Minutes outdoors, in a plan."""
        items = (item for cell in self.cells for item in cell.items)
        return sum(item.minutes for item in items if isinstance(item, ActivityView) and item.outdoors)

    @property
    def filled(self) -> bool:
        return any(cell.items for cell in self.cells)


@dataclass(frozen=True)
class Week:
    """A week that was published: which version, when, and its days. `changed`: it is not the first version."""

    monday: date
    number: int
    published_at: datetime
    days: list[Day]

    @property
    def changed(self) -> bool:
        return self.number > 1

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The meals or parts that hold anything on any day, with their words."""
        held = {cell.part: cell.label for day in self.days for cell in day.cells if cell.items}
        order = [*Meal.values, *DayPart.values]
        return [(part, held[part]) for part in sorted(held, key=order.index)]

    def on(self, day: date) -> Day | None:
        return next((one for one in self.days if one.day == day), None)


Look = Callable[[dict], object]


def dish_view(dish: dict) -> DishView:
    instead = dish.get("instead")
    return DishView(
        dish["id"],
        dish["name"],
        dish["name_en"],
        dish["allergens"],
        dish["ingredients"],
        dish_view(instead) if instead else None,
    )


def activity_view(entry: dict) -> ActivityView:
    return ActivityView(**entry)


def days_of(
    monday: date,
    content: rules.Content,
    labels: Iterable[tuple[str, object]],
    look: Look,
    changed: set[tuple[str, str]] = frozenset(),
    photos: Iterable[MealPhoto] = (),
) -> list[Day]:
    """The days of a week with all their parts; of the weekend only days that hold something."""
    shot: dict[tuple[date, str], list[MealPhoto]] = {}
    for photo in photos:
        shot.setdefault((photo.day, photo.meal), []).append(photo)
    words = [(str(part), str(label)) for part, label in labels]
    days = []
    for weekday in range(1, 8):
        held = content.get(str(weekday), {})
        if weekday not in rules.WORKDAYS and not held:
            continue
        on = monday + timedelta(days=weekday - 1)
        cells = [
            Cell(
                part,
                label,
                [look(one) for one in held.get(part, [])],
                (str(weekday), part) in changed,
                shot.get((on, part), []),
            )
            for part, label in words
        ]
        days.append(Day(on, weekday, cells))
    return days


def whole_week(days: list[Day], monday: date, labels: Iterable[tuple[str, object]]) -> list[Day]:
    """All seven days, so that Saturday and Sunday can be filled too."""
    known = {day.weekday: day for day in days}
    empty = [Cell(str(part), str(label), []) for part, label in labels]
    return [
        known.get(weekday) or Day(monday + timedelta(days=weekday - 1), weekday, empty)
        for weekday in range(1, 8)
    ]


def menu_week(
    version: MenuVersion | None, look: Look = dish_view, photos: Iterable[MealPhoto] = ()
) -> Week | None:
    """A published menu as a week; what the version before said otherwise is marked."""
    if version is None:
        return None
    monday = version.menu.monday
    days = days_of(monday, version.content, Meal.choices, look, _changed(version), photos)
    return Week(monday, version.number, version.published_at, days)


def plan_week(version: PlanVersion | None) -> Week | None:
    """A published plan as a week; what the version before said otherwise is marked."""
    if version is None:
        return None
    monday = version.plan.monday
    days = days_of(monday, version.content, DayPart.choices, activity_view, _changed(version))
    return Week(monday, version.number, version.published_at, days)


def _changed(version: MenuVersion | PlanVersion) -> set[tuple[str, str]]:
    if version.number == 1:
        return set()
    siblings = type(version).objects.filter(number=version.number - 1)
    parent = "menu" if isinstance(version, MenuVersion) else "plan"
    before = siblings.get(**{f"{parent}_id": getattr(version, f"{parent}_id")})
    return rules.changed(version.content, before.content)

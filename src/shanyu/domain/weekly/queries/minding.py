"""Which dishes some child of a site may not eat: counted for all, named only for whoever reaches the care card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from shanyu.domain.health.queries import ChildAllergy, allergies_of, known_allergies
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.weekly import rules
from shanyu.domain.weekly.queries.views import DishView, Warned, dish_view
from shanyu.domain.weekly.reach import children_at
from shanyu.kernel.door import Actor, may


@dataclass(frozen=True)
class Eaters:
    """The allergies of everybody who eats at a site, by child; names of those whose card the reader reaches."""

    allergies: Mapping[int, list[ChildAllergy]]
    names: Mapping[int, str]
    children: int

    def look(self, dish: dict) -> DishView:
        """A frozen dish, with what somebody may not eat of it."""
        return replace(dish_view(dish), warned=self.warned(dish))

    def warned(self, dish: dict) -> list[Warned]:
        """One line for each substance or thing that the dish holds and somebody may not eat, the severe first."""
        met: dict[str, list[tuple[int, ChildAllergy]]] = {}
        for child, allergies in self.allergies.items():
            for one in allergies:
                if rules.dish_holds(dish, as_rule(one)):
                    met.setdefault(one.title, []).append((child, one))
        lines = [self._line(dish, title, held) for title, held in met.items()]
        return sorted(lines, key=lambda one: (not one.severe, -one.count, one.title))

    def _line(self, dish: dict, title: str, held: list[tuple[int, ChildAllergy]]) -> Warned:
        names = sorted({self.names[child] for child, _one in held if child in self.names})
        count = len({child for child, _one in held})
        free = dish.get("instead") is not None and not any(
            rules.dish_holds(dish["instead"], as_rule(every))
            for child, _one in held
            for every in self.allergies[child]
        )
        return Warned(title, count, names, any(one.severe for _child, one in held), free)

    @property
    def minded(self) -> list[Warned]:
        """Everything that anybody at the site may not eat, whatever is cooked."""
        met: dict[str, list[tuple[int, ChildAllergy]]] = {}
        for child, allergies in self.allergies.items():
            for one in allergies:
                if one.substance in FOODS:
                    met.setdefault(one.title, []).append((child, one))
        empty = {"instead": None}
        lines = [self._line(empty, title, held) for title, held in met.items()]
        return sorted(lines, key=lambda one: (not one.severe, -one.count, one.title))


#: What is eaten: a dust mite is no matter of the kitchen. What a family wrote in its own words may be food.
FOODS = frozenset(str(one) for one in rules.EATEN)


def as_rule(one: ChildAllergy) -> rules.Allergy:
    return rules.Allergy(one.substance, one.detail, one.severe)


def eaters_of(actor: Actor, site: Site, on: date) -> Eaters:
    """Everybody with a place at the site on a day, as far as their guardians agree to a health file."""
    children = children_at(site, on)
    keys = list(children.values_list("pk", flat=True))
    counted = known_allergies(children)
    if not may(actor, "health.allergies_of") or not counted:
        return Eaters(counted, {}, len(keys))
    reached = allergies_of(actor, only=sorted(counted))
    named = Child.objects.filter(pk__in=reached)
    return Eaters(counted, {child.pk: child.name.reveal() for child in named}, len(keys))


def own_warnings(dish: DishView, frozen: dict, allergies: Iterable[ChildAllergy]) -> DishView:
    """A dish for a guardian: what of it the own child's file names."""
    held = [one for one in allergies if rules.dish_holds(frozen, as_rule(one))]
    instead = frozen.get("instead")
    free = instead is not None and not any(rules.dish_holds(instead, as_rule(one)) for one in allergies)
    return replace(dish, own=sorted({one.title for one in held}), own_instead=free)

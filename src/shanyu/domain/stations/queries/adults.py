"""Who may bring and fetch which child: guardians, and the persons whom they named. In two questions for all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from shanyu.domain.people.models import Child, Guardianship
from shanyu.domain.stations.models import PickUpPerson
from shanyu.kernel.clock import today
from shanyu.kernel.door.audit import touched


@dataclass(frozen=True)
class AdultLine:
    """An adult with the name in full, which is compared at the door. One of `guardian` and `person` is set."""

    name: str
    relation: str
    guardian: UUID | None = None
    person: UUID | None = None

    @property
    def key(self) -> str:
        return f"g:{self.guardian}" if self.guardian else f"p:{self.person}"


def guardianships(children: Iterable[Child]) -> list[Guardianship]:
    rows = Guardianship.objects.filter(child__in=children, valid__contains=today())
    return list(rows.select_related("account").order_by("pk"))


def adults_for(children: Iterable[Child]) -> dict[int, list[AdultLine]]:
    """The adults of each child by its key: guardians first."""
    children = list(children)
    found: dict[int, list[AdultLine]] = defaultdict(list)
    ships = guardianships(children)
    for ship in ships:
        line = AdultLine(ship.account.name, ship.get_relation_display(), guardian=ship.account.public_id)
        found[ship.child_id].append(line)
    persons = PickUpPerson.objects.filter(
        household__in={child.household_id for child in children}, ended_at=None
    ).order_by("pk")
    by_household = defaultdict(list)
    for one in persons:
        line = AdultLine(one.name.reveal(), one.get_relation_display(), person=one.public_id)
        by_household[one.household_id].append(line)
    for child in children:
        found[child.pk] += by_household[child.household_id]
    touched(*[ship.account for ship in ships], *persons)
    return found

"""What children may not eat or touch, of many children at once: for whoever plans meals for them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from shanyu.domain.health.answers import opened
from shanyu.domain.health.kinds import PartKind, Severity, Substance
from shanyu.domain.health.models import Part
from shanyu.domain.health.reach import agreed
from shanyu.domain.people.models import Child
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class ChildAllergy:
    """One allergy as a child's file says it: the substance's code, what exactly, and whether it is severe."""

    substance: str
    detail: str
    severe: bool

    @property
    def title(self) -> str:
        """In the reader's words, such as 鸡蛋 or 芒果."""
        label = str(Substance(self.substance).label)
        if self.substance == Substance.OTHER:
            return self.detail or label
        return f"{label}（{self.detail}）" if self.detail else label


@query("health.allergies_of", of=Child)
def allergies_of(
    actor: Actor, children: QuerySet[Child], *, only: list[int]
) -> dict[int, list[ChildAllergy]]:
    """Allergies by child, of those of `only` whose care card the actor reaches and who have any."""
    rows = children.filter(pk__in=only)
    touched(*rows)
    return known_allergies(rows)


def known_allergies(children: QuerySet[Child]) -> dict[int, list[ChildAllergy]]:
    """The same for counting, without names: only of children whose guardians agree to the health file."""
    rows = Part.objects.filter(child__in=children.filter(agreed()), kind=PartKind.ALLERGIES)
    newest = rows.order_by("child", "-pk").distinct("child")
    found = {row.child_id: opened(row) or [] for row in newest}
    return {
        child: [
            ChildAllergy(one["substance"], one.get("detail", ""), one.get("severity") == Severity.SEVERE)
            for one in items
        ]
        for child, items in found.items()
        if items
    }

"""What a signed-in family need not type: its children's ages, its home and its work. Empty for everybody else."""

from dataclasses import dataclass
from functools import cached_property

from shanyu.domain.people.queries import my_children, my_places
from shanyu.kernel.door import Actor, Role


@dataclass(frozen=True)
class OwnPlace:
    """A stored place: its point in WGS-84 (to about 100 m), and what to call it."""

    point: tuple[float, float]
    words: str


@dataclass(frozen=True)
class OwnChild:
    """One's own child by name and age in completed months: the address of a search carries only the months."""

    name: str
    months: int


@dataclass(frozen=True)
class Family:
    """Asked for only where it is shown or used, as each question leaves its trace."""

    actor: Actor

    @cached_property
    def children(self) -> tuple[OwnChild, ...]:
        if not self.actor.has(Role.GUARDIAN):
            return ()
        return tuple(OwnChild(child.name, child.months) for child in my_children(self.actor))

    @cached_property
    def places(self) -> dict[str, OwnPlace]:
        """By kind: "home" and "work", where they are stored."""
        if not self.actor.signed_in:
            return {}
        return {
            place["kind"]: OwnPlace((place["lon"], place["lat"]), str(place["label"]))
            for place in my_places(self.actor)
        }

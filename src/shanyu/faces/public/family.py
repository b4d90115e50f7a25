"""What a signed-in family need not type: its children's ages, its home and its work. Empty for everybody else."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shanyu.kernel.door import Actor, Role


@dataclass(frozen=True)
class OwnPlace:
    """A stored place: its point in WGS-84, and what to call it."""

    point: tuple[float, float]
    words: str


@dataclass(frozen=True)
class OwnChild:
    """A child by masked name and age in completed months: the address of a search carries only the months."""

    name: str
    months: int


@dataclass(frozen=True)
class Family:
    children: tuple[OwnChild, ...] = ()
    places: dict[str, OwnPlace] = field(default_factory=dict)


def family_of(actor: Actor) -> Family:
    """The family of this actor, for offering, never for storing."""
    if not actor.has(Role.GUARDIAN):
        return Family()
    return Family()


PLACE_WORDS = {"home": _("家"), "work": _("工作地点")}

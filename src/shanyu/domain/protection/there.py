"""Which children are in somebody's care at a site today, and in which class each of them is."""

from dataclasses import dataclass
from uuid import UUID

from shanyu.domain.care.here import classes_of_today, placements
from shanyu.domain.people.models import Child
from shanyu.domain.protection.reach import OFFICE, minded_today
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor


@dataclass(frozen=True)
class There:
    """A child with the class it has its place in; a child minded at a station is in none."""

    child: Child
    care_class: CareClass | None


def children_there(actor: Actor, site: Site) -> dict[UUID, There]:
    """By public id: the children of the whole site for its office, of their classes of today for carers."""
    found = placements(today()).filter(site=site).select_related("child", "care_class").order_by("pk")
    if not runs(actor, site):
        found = found.filter(care_class__in=CareClass.objects.filter(classes_of_today(actor)))
    there = {one.child.public_id: There(one.child, one.care_class) for one in found}
    for one in minded_today([site]).select_related("booked__child"):
        there.setdefault(one.booked.child.public_id, There(one.booked.child, None))
    return there


def runs(actor: Actor, site: Site) -> bool:
    """Whether somebody looks after the whole site, and not only after a class of it."""
    return any(
        Site.objects.filter(reach(actor), pk=site.pk).exists()
        for role, reach in OFFICE.items()
        if role in actor.roles
    )


def class_of(child: Child, site: Site) -> CareClass | None:
    """The class in which a child has its place at a site today."""
    placed = placements(today()).filter(child=child, site=site).select_related("care_class").first()
    return placed.care_class if placed else None

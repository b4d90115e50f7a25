"""Free places now and in days to come, by class: for everybody as numbers, for the head with who leaves and comes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from shanyu.domain.enrolment.future import FreeFrom, free_from
from shanyu.domain.enrolment.kinds import PlacementState
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.enrolment.openings import outgrows
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

#: How far ahead free places are told.
AHEAD = timedelta(days=365)


@dataclass(frozen=True)
class ClassPlaces:
    """A class and when how many of its places are free for a child who comes then and stays."""

    care_class: CareClass
    free: list[FreeFrom]


@dataclass(frozen=True)
class BoardPlace:
    """One child's place on the board of a class. The name is masked while the place is only offered.

    `ends` is the first day after it, `outgrows` the day from which the child is too old for the class.
    """

    placement: Placement
    child: str
    begins: date
    ends: date | None
    outgrows: date | None


@dataclass(frozen=True)
class BoardClass:
    """A class as its head reads it. `others`: places of children who are not on the platform, or kept back by hand."""

    care_class: CareClass
    places: list[BoardPlace]
    others: int
    free: list[FreeFrom]


@query("enrolment.free_places", on=Site, audited=False)
def free_places(actor: Actor, site: Site) -> list[ClassPlaces]:
    """When which class of a site has free places, honest about planned leavers, offers and promises."""
    return places_of(site)


def places_of(site: Site) -> list[ClassPlaces]:
    """The same for a verb of the site itself."""
    classes, stays = _classes(site)
    return [ClassPlaces(one, _free(one, stays[one.pk])) for one in classes]


@query("enrolment.class_board", on=Site)
def class_board(actor: Actor, site: Site) -> list[BoardClass]:
    """The classes of a site with every child who is there or to come, and what is free when."""
    classes, stays = _classes(site)
    for rows in stays.values():
        audit.touched(*rows)
    return [
        BoardClass(
            care_class=one,
            places=[_place(row, one.band) for row in stays[one.pk]],
            others=_others(one),
            free=_free(one, stays[one.pk]),
        )
        for one in classes
    ]


def _classes(site: Site) -> tuple[list[CareClass], dict[int, list[Placement]]]:
    classes = [one for one in site.classes.all() if one.closed_on is None or one.closed_on > today()]
    stays: dict[int, list[Placement]] = defaultdict(list)
    rows = Placement.objects.filter(
        care_class__in=classes,
        state__in=[PlacementState.HELD, PlacementState.PLANNED, PlacementState.CURRENT],
    )
    for row in rows.select_related("child", "case").order_by("during", "pk"):
        stays[row.care_class_id].append(row)
    return classes, stays


def _place(row: Placement, band: str) -> BoardPlace:
    name = row.child.name.reveal()
    shown = mask_name(name) if row.state == PlacementState.HELD else name
    days = row.during.lower, row.during.upper
    return BoardPlace(row, shown, *days, outgrows(band, row.child.born, today()))


def _others(care_class: CareClass) -> int:
    return care_class.placed - care_class.placed_here + care_class.held - care_class.held_here


def _free(care_class: CareClass, rows: list[Placement]) -> list[FreeFrom]:
    """None in a class that will be closed: nobody could stay."""
    if care_class.closed_on is not None:
        return [FreeFrom(today(), 0)]
    stays = [(row.during.lower, row.during.upper) for row in rows]
    return free_from(care_class.licensed - _others(care_class), stays, today(), today() + AHEAD)

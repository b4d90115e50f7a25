"""What changes regions: divisions, boundaries, population, networks and ground. The platform and its
administrators keep them; everything is effective-dated, so that a merged district keeps its history."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.regions import geometry as outlines
from shanyu.domain.regions.drafts import (
    LEVEL_OF_LENGTH,
    LONG_AGO,
    BoundaryDraft,
    GroundDraft,
    PopulationDraft,
    RegionDraft,
    ancestors,
)
from shanyu.domain.regions.models import Boundary, Ground, Population, Region, WalkNetworkData
from shanyu.domain.regions.networks import Streets, pack
from shanyu.domain.regions.refusals import HistoryOverlaps, NoSuchRegion, StillHasDivisions
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish


@action("regions.save_regions")
def save_regions(actor: Actor, drafts: Iterable[RegionDraft]) -> list[Region]:
    """Add divisions, or correct the names and parents of those that are there. Unchanged ones are left alone.

    Returns the added and corrected ones. Raises NoSuchRegion for a parent that is not there, Invalid for a
    code of no level.
    """
    known = _current()
    return [region for draft in sorted(drafts, key=lambda d: len(d.code)) if (region := _save(draft, known))]


@action("regions.close_region", on=Region)
def close_region(actor: Actor, region: Region, *, on: date, successor: Region | None = None) -> Region:
    """End a division on a day (the first on which it no longer is), merged into `successor` if that is given.

    The row and its boundary stay, for the history. Raises StillHasDivisions, Invalid.
    """
    if successor is not None and (successor.pk == region.pk or on not in successor.valid):
        raise Invalid({"successor": _("并入的区划必须是那一天有效的另一个区划。")})
    if on not in region.valid or on == region.valid.lower:
        raise Invalid({"on": _("撤销日期应晚于它的生效日期，且它那时仍然有效。")})
    open_below = region.children.filter(valid__contains=on).count()
    if open_below:
        raise StillHasDivisions(name=region.name, count=open_below)
    region.valid = DateRange(region.valid.lower, on)
    region.successor = successor
    region.save(update_fields=["valid", "successor"])
    for boundary in region.boundaries.filter(valid__contains=on, valid__startswith__lt=on):
        boundary.valid = DateRange(boundary.valid.lower, on)
        boundary.save(update_fields=["valid"])
    if successor is not None:
        publish("regions.region_merged", region_id=region.pk, successor_id=successor.pk, on=on)
    return region


@action("regions.save_boundaries")
def save_boundaries(actor: Actor, drafts: Iterable[BoundaryDraft]) -> list[Boundary]:
    """Draw divisions anew from a day on; the earlier outline stays for the days before.

    Raises NoSuchRegion, HistoryOverlaps, and Invalid for an outline that cannot be used.
    """
    known = _current()
    return [_draw(draft, _region(draft.code, known)) for draft in drafts]


@action("regions.save_populations")
def save_populations(actor: Actor, drafts: Iterable[PopulationDraft]) -> int:
    """Keep counts of people; the same region, year, band and source again is a correction. Returns how many."""
    known, kept = _current(), 0
    for draft in drafts:
        Population.objects.update_or_create(
            region=_region(draft.code, known),
            year=draft.year,
            from_month=draft.from_month,
            to_month=draft.to_month,
            source=draft.source,
            defaults={"people": draft.people, "synthetic": draft.synthetic},
        )
        kept += 1
    return kept


@action("regions.save_network", on=Region)
def save_network(
    actor: Actor, region: Region, streets: Streets, *, source: str, synthetic: bool = False
) -> WalkNetworkData:
    """Lay a walking network over a region; from now on it is the one that counts there."""
    west, south, east, north = streets.box
    row = WalkNetworkData.objects.create(
        region=region,
        arrays=pack(streets),
        nodes=len(streets.lonlat),
        edges=len(streets.edges),
        west=west,
        south=south,
        east=east,
        north=north,
        source=source,
        synthetic=synthetic,
    )
    publish("regions.network_saved", network_id=row.pk)
    return row


@action("regions.save_ground", on=Region)
def save_ground(
    actor: Actor, region: Region, drafts: Iterable[GroundDraft], *, source: str, synthetic: bool = False
) -> int:
    """Replace the water, green and rail of a region: of each kind that is given, all of it. Returns how many."""
    rows = [
        Ground(region=region, kind=d.kind, geometry=d.geometry, source=source, synthetic=synthetic)
        for d in drafts
    ]
    region.grounds.filter(kind__in={row.kind for row in rows}).delete()
    return len(Ground.objects.bulk_create(rows, batch_size=500))


def _current() -> dict[str, Region]:
    return {region.code: region for region in Region.objects.filter(valid__contains=today())}


def _region(code: str, known: dict[str, Region]) -> Region:
    if code not in known:
        raise NoSuchRegion(code=code)
    return known[code]


def _save(draft: RegionDraft, known: dict[str, Region]) -> Region | None:
    if len(draft.code) not in LEVEL_OF_LENGTH or not draft.code.isdecimal():
        raise Invalid({"code": _("区划代码应是 2、4、6、9 或 12 位数字。")})
    parent = _parent(draft, known)
    region = known.get(draft.code)
    if region is None:
        known[draft.code] = Region.objects.create(
            code=draft.code,
            level=LEVEL_OF_LENGTH[len(draft.code)],
            name=draft.name,
            name_en=draft.name_en,
            parent=parent,
            valid=DateRange(draft.since or LONG_AGO, None),
        )
        return known[draft.code]
    name_en = draft.name_en or region.name_en
    moved = region.parent_id != (parent.pk if parent else None)
    if (region.name, region.name_en) == (draft.name, name_en) and not moved:
        return None
    region.name, region.name_en, region.parent = draft.name, name_en, parent
    region.save(update_fields=["name", "name_en", "parent"])
    if moved:
        _renew_lineage_below(region)
    return region


def _parent(draft: RegionDraft, known: dict[str, Region]) -> Region | None:
    if draft.parent:
        return _region(draft.parent, known)
    return next((known[code] for code in ancestors(draft.code) if code in known), None)


def _renew_lineage_below(region: Region) -> None:
    """The trigger reads the parent's lineage, so each level below is touched after the one above it."""
    level = [region.pk]
    while level:
        below = Region.objects.filter(parent__in=level)
        below.update(parent=F("parent"))
        level = list(below.values_list("pk", flat=True))


def _draw(draft: BoundaryDraft, region: Region) -> Boundary:
    try:
        outline, _mended = outlines.read_outline(draft.geometry)
    except outlines.BadOutline as bad:
        raise Invalid({"geometry": str(bad)}) from bad
    since = max(draft.since or region.valid.lower, region.valid.lower)
    if region.boundaries.filter(valid__startswith__gt=since).exists():
        raise HistoryOverlaps(name=region.name, since=since)
    region.boundaries.filter(valid__startswith=since).delete()
    region.boundaries.filter(valid__contains=since).update(
        valid=Func(Func(F("valid"), function="lower"), Value(since), function="daterange")
    )
    west, south, east, north = outline.bounds
    return Boundary.objects.create(
        region=region,
        geometry=outlines.as_geojson(outline),
        west=west,
        south=south,
        east=east,
        north=north,
        area_km2=outlines.area_km2(outline),
        source=draft.source,
        synthetic=draft.synthetic,
        valid=DateRange(since, region.valid.upper),
    )

"""Which sites a search finds and in what order, before anything else is known of them.

Near a place, the GiST index on `spot` hands out sites nearest first, in straight line. A walk is never shorter
than the straight line and seldom twice as long, so the nearest on foot are among the first block of those, and
each block is put in the order of minutes. Blocks do not overlap: pages never repeat or lose a site.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FloatField, Func, IntegerField, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from shanyu.domain.providers.models import CareClass, ServiceOffer, Site
from shanyu.domain.providers.queries.cards import UNITS, Way, fee_order
from shanyu.domain.providers.queries.filters import fitting_offers
from shanyu.domain.providers.queries.search import SiteSearch
from shanyu.domain.regions.queries import Walk, walk_from
from shanyu.engines.access import haversine_m
from shanyu.kernel.door import Actor

#: Sites that are put in the order of walking minutes together.
BLOCK = 100
#: Sites at one and the same point whose order is kept across the edge of a block.
SPARE = 16
#: Sites that are looked at when they cannot be handed out block by block: by fee, within minutes, near two places.
WINDOW = 500
#: Counting stops here; nobody reads on so far, and the page says "at least".
MOST_COUNTED = 2000
EARTH_RADIUS_M = 6_378_137.0
#: What a candidate is known by: key, longitude, latitude, node and metres of its walking network.
SNAP = ("pk", "lon", "lat", "walk_node", "walk_metres")


class Spot(Func):
    """A constant Web Mercator point, as `Site.spot` keeps it."""

    template = "point(%(expressions)s)"


class Apart(Func):
    """Metres (of the projection) between two points; the operator that the GiST index answers in order."""

    template = "%(expressions)s"
    arg_joiner = " <-> "
    output_field = FloatField()


@dataclass
class Chosen:
    """Keys of a page's sites in order, the way to each, and how many sites there are."""

    keys: list[int] = field(default_factory=list)
    ways: dict[int, Way] = field(default_factory=dict)
    total: int = 0
    total_is_least: bool = False
    walk: Walk | None = None


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """Web Mercator metres of a WGS-84 point within 85 degrees of the equator."""
    return (
        EARTH_RADIUS_M * math.radians(lon),
        EARTH_RADIUS_M * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)),
    )


def nearest_first(sites: QuerySet[Site], point: tuple[float, float]) -> QuerySet[Site]:
    """Sites in the order of their straight distance from a (longitude, latitude) point, by the index.

    Only by the distance: a second key would make PostgreSQL sort all sites instead of walking the index.
    """
    return sites.order_by(_apart(point))


def _apart(point: tuple[float, float]) -> Apart:
    return Apart(F("spot"), Spot(*mercator(*point)))


def _nearest(sites: QuerySet[Site], point: tuple[float, float], most: int) -> list[tuple]:
    """What candidates are known by, nearest first; those at one point always in the same order.

    A few more than asked are read, so that the order of neighbours in one building does not depend on how
    many were asked for.
    """
    rows = nearest_first(sites, point).annotate(apart=_apart(point)).values_list(*SNAP, "apart")
    found = sorted(rows[: most + SPARE], key=lambda row: (row[-1], row[0]))
    return [row[:-1] for row in found[:most]]


def choose(actor: Actor, sites: QuerySet[Site], search: SiteSearch, on: Any) -> Chosen:
    """The page of a checked search among the sites that answer it."""
    places = [place for place in (search.near, search.work) if place is not None]
    if not places:
        return _anywhere(sites, search, on)
    walks = {place: walk_from(actor, *place, minutes=search.minutes or 15.0) for place in places}
    if search.work is None and search.minutes is None and search.sort == "walk":
        return _by_blocks(sites, search, walks)
    return _by_window(sites, search, walks, on)


def _by_blocks(sites: QuerySet[Site], search: SiteSearch, walks: dict) -> Chosen:
    """The page out of the blocks it lies in."""
    first = search.offset // BLOCK * BLOCK
    last = -(-(search.offset + search.limit) // BLOCK) * BLOCK
    rows = _nearest(sites, search.near, last)[first:]
    ways = _ways(rows, search, walks)
    keys = [row[0] for row in rows]
    ordered = [
        key for begin in range(0, len(keys), BLOCK) for key in _by_minutes(keys[begin : begin + BLOCK], ways)
    ]
    begin = search.offset - first
    total, least = (first + len(rows), False) if 0 < len(rows) < last - first else _counted(sites)
    return Chosen(
        ordered[begin : begin + search.limit], ways, max(total, first + len(rows)), least, walks[search.near]
    )


def _by_window(sites: QuerySet[Site], search: SiteSearch, walks: dict, on: Any) -> Chosen:
    """The page among the nearest sites of each place, sorted as asked."""
    rows = {}
    full = False
    for place in walks:
        near = _nearest(sites, place, WINDOW)
        rows.update({row[0]: row for row in near})
        full = full or len(near) == WINDOW
    ways = _ways(list(rows.values()), search, walks)
    keys = _by_minutes(list(rows), ways)
    if search.minutes is not None:
        keys = [key for key in keys if ways[key].nearest_minutes <= search.minutes]
        full = full and len(keys) == len(rows)
    if search.sort != "walk":
        keys = _sorted(keys, search, on)
    page = keys[search.offset : search.offset + search.limit]
    return Chosen(page, ways, len(keys), full, walks.get(search.near) or walks[search.work])


def _anywhere(sites: QuerySet[Site], search: SiteSearch, on: Any) -> Chosen:
    """The page of a search that starts from no place: by name, or by fee or free places in SQL."""
    ordered = sites.order_by("sort_key", "pk")
    if search.sort == "free":
        ordered = sites.annotate(rank=Coalesce(Subquery(_free_sums()), 0)).order_by("-rank", "sort_key", "pk")
    elif search.sort == "fee":
        ordered = sites.annotate(rank=Subquery(_lowest_fee(search, on))).order_by(
            F("rank").asc(nulls_last=True), "sort_key", "pk"
        )
    keys = list(ordered.values_list("pk", flat=True)[search.offset : search.offset + search.limit])
    total, least = _counted(sites)
    return Chosen(keys, {}, max(total, search.offset + len(keys) if keys else 0), least)


def _ways(rows: Sequence[tuple], search: SiteSearch, walks: dict) -> dict[int, Way]:
    if not rows:
        return {}
    straight = haversine_m(search.near or search.work, [(row[1], row[2]) for row in rows]).tolist()
    home = walks[search.near].minutes_to(rows) if search.near else [None] * len(rows)
    work = walks[search.work].minutes_to(rows) if search.work else [None] * len(rows)
    return {
        row[0]: Way(
            distance_m=metres,
            walk_minutes=walked.minutes if walked else None,
            walk_estimated=walked.estimated if walked else False,
            work_minutes=worked.minutes if worked else None,
        )
        for row, metres, walked, worked in zip(rows, straight, home, work, strict=True)
    }


def _by_minutes(keys: list[int], ways: dict[int, Way]) -> list[int]:
    return sorted(keys, key=lambda key: (ways[key].nearest_minutes, ways[key].distance_m, key))


def _sorted(keys: list[int], search: SiteSearch, on: Any) -> list[int]:
    """Keys in the order of fee, free places or name; equals stay in the order of minutes."""
    if search.sort == "name":
        names = dict(Site.objects.filter(pk__in=keys).values_list("pk", "sort_key"))
        return sorted(keys, key=lambda key: names.get(key, ""))
    if search.sort == "free":
        rows = _open_classes().filter(site__in=keys).values("site").annotate(n=Sum("free"))
        free = dict(rows.values_list("site", "n"))
        return sorted(keys, key=lambda key: -free.get(key, 0))
    fees: dict[int, tuple[int, int]] = {}
    offers = fitting_offers(search, on).filter(site__in=keys)
    for site, fee, unit in offers.values_list("site", "fee_fen", "fee_unit"):
        fees[site] = min(fees.get(site, fee_order(None, "")), fee_order(fee, unit))
    return sorted(keys, key=lambda key: fees.get(key, fee_order(None, "")))


def _open_classes() -> QuerySet[CareClass]:
    return CareClass.objects.filter(closed_on__isnull=True)


def _free_sums() -> QuerySet:
    rows = _open_classes().filter(site=OuterRef("pk")).order_by().values("site")
    return rows.annotate(n=Sum("free", output_field=IntegerField())).values("n")


def _lowest_fee(search: SiteSearch, on: Any) -> QuerySet:
    """The site's lowest monthly or free fee among the fitting offers; fees by other units stand after all."""
    offers: QuerySet[ServiceOffer] = fitting_offers(search, on).filter(site=OuterRef("pk"))
    monthly = offers.filter(fee_unit__in=UNITS[:2]).order_by().values("site")
    return monthly.annotate(n=Min("fee_fen")).values("n")


def _counted(sites: QuerySet[Site]) -> tuple[int, bool]:
    """How many there are, counted up to `MOST_COUNTED`, and whether there may be more."""
    count = sites.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return min(count, MOST_COUNTED), count > MOST_COUNTED

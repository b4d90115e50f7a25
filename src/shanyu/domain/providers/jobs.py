"""What providers do later, planned inside the verb's transaction (snapping sites to the walking network), or daily."""

from collections.abc import Iterable
from datetime import date

import numpy as np
from django.db import connection
from procrastinate.contrib.django import app

from shanyu.domain.providers.models import Site
from shanyu.domain.regions import networks
from shanyu.kernel import uploads
from shanyu.kernel.events import subscribe

_BATCH = 5_000


@app.task(name="providers.snap_sites")
def snap_sites(network_id: int) -> int:
    """Snap every site on a network to its nearest node. Returns how many are on it.

    A network that has been removed since, or is no longer the newest of its region, is left alone.
    """
    row = networks.newest().filter(pk=network_id).only("west", "south", "east", "north").first()
    if row is None:
        return 0
    inside = Site.objects.filter(lon__range=(row.west, row.east), lat__range=(row.south, row.north))
    return snap(inside.values_list("pk", "lon", "lat").iterator(_BATCH))


@app.task(name="providers.snap_some_sites")
def snap_some_sites(site_ids: list[int]) -> int:
    """Snap these sites, after they were added or moved. Returns how many are on a network."""
    return snap(Site.objects.filter(pk__in=site_ids).values_list("pk", "lon", "lat"))


def snap(places: Iterable[tuple[int, float, float]]) -> int:
    """Set node and metres of each (key, longitude, latitude); none for one that no network covers."""
    rows = list(places)
    on = 0
    for start in range(0, len(rows), _BATCH):
        on += _snap_batch(rows[start : start + _BATCH])
    return on


def plan_snapping(site_ids: Iterable[int]) -> None:
    """Plan the snapping of sites that were added or moved; call it inside the transaction."""
    ids = sorted(site_ids)
    for start in range(0, len(ids), _BATCH):
        snap_some_sites.defer(site_ids=ids[start : start + _BATCH])


def _snap_batch(rows: list[tuple[int, float, float]]) -> int:
    keys = np.array([row[0] for row in rows])
    lonlat = np.array([row[1:] for row in rows], dtype=np.float64)
    nodes, metres = networks.snap(lonlat)
    off = nodes < 0
    with connection.cursor() as cursor:
        # Row by row values through arrays: one statement, and only rows that differ are written.
        cursor.execute(
            "UPDATE providers_site AS site SET walk_node = found.node, walk_metres = found.metres "
            "FROM unnest(%s::bigint[], %s::int[], %s::float8[]) AS found (id, node, metres) "
            "WHERE site.id = found.id AND (site.walk_node, site.walk_metres) "
            "IS DISTINCT FROM (found.node, found.metres)",
            [
                keys.tolist(),
                [None if o else n for n, o in zip(nodes.tolist(), off.tolist(), strict=True)],
                [None if o else m for m, o in zip(metres.round(2).tolist(), off.tolist(), strict=True)],
            ],
        )
    return int((~off).sum())


@app.periodic(cron="40 3 * * *")
@app.task(name="providers.sweep_uploads")
def sweep_uploads(timestamp: int = 0) -> int:
    """Remove files that were handed in and never entered. Returns how many; it may run twice without harm."""
    return uploads.sweep()


def _network_saved(network_id: int) -> None:
    snap_sites.defer(network_id=network_id)


def _region_merged(region_id: int, successor_id: int, on: date) -> None:
    """The sites of a merged district belong to its successor."""
    Site.objects.filter(region_id=region_id).update(region_id=successor_id)


subscribe("regions.network_saved", _network_saved)
subscribe("regions.region_merged", _region_merged)

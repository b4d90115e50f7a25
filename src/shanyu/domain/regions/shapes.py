"""Boundaries and the ground in memory, per process, for answering by place in well under a millisecond.

What is remembered carries a version read from the tables each time (how many rows, which, when last changed),
so that a new boundary is seen by every process at once.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from django.db.models import Count, Max, QuerySet, Sum
from numpy.typing import ArrayLike, NDArray
from shapely.geometry import shape

from shanyu.domain.regions.models import Boundary, Ground

MOST_REMEMBERED = 4


@dataclass(frozen=True)
class Shapes:
    """Geometries with a tree over them and the row each stands for; `owners` are keys of regions."""

    keys: NDArray[np.int64]
    owners: NDArray[np.int64]
    geometries: NDArray
    tree: shapely.STRtree
    kinds: tuple[str, ...] = ()
    sources: tuple[tuple[str, bool], ...] = ()

    def touching(self, box: tuple[float, float, float, float]) -> NDArray[np.int64]:
        """Places in the arrays of what touches the box, in order."""
        return np.sort(self.tree.query(shapely.box(*box), predicate="intersects"))

    def around(self, lonlat: ArrayLike) -> NDArray[np.int64]:
        """The owner of the first shape around each point (k, 2), 0 where there is none: (k,)."""
        points = np.atleast_2d(np.asarray(lonlat, dtype=np.float64))
        first = np.full(len(points), len(self.owners))
        which, where = self.tree.query(shapely.points(points), predicate="intersects")
        np.minimum.at(first, which, where)
        return np.append(self.owners, 0)[first]


class _Memory:
    """A small store of answers by key, each with the version it was made from."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, Shapes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, version: Hashable, make: Callable[[], Shapes]) -> Shapes:
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[0] == version:
            return kept[1]
        made = make()
        with self._lock:
            self._kept[key] = (version, made)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_REMEMBERED:
                self._kept.popitem(last=False)
        return made


_boundaries = _Memory()
_grounds = _Memory()


def boundaries(on: date) -> Shapes:
    """All boundaries that hold on a day, the smallest first."""
    rows = Boundary.objects.filter(valid__contains=on)
    return _boundaries.get(on, _version(rows), lambda: _load(rows.order_by("area_km2", "pk"), None))


def ground() -> Shapes:
    """All water, green and railways."""
    rows = Ground.objects.all()
    return _grounds.get("all", _version(rows), lambda: _load(rows.order_by("pk"), "kind"))


def regions_at(lonlat: ArrayLike, on: date) -> NDArray[np.int64]:
    """The key of the smallest region around each point (k, 2) that day, 0 where there is none: (k,)."""
    return boundaries(on).around(lonlat)


def _version(rows: QuerySet) -> Hashable:
    facts = rows.aggregate(n=Count("pk"), top=Max("pk"), all=Sum("pk"), changed=Max("modified_at"))
    return tuple(facts.values())


def _load(rows: QuerySet, kind: str | None) -> Shapes:
    found: Sequence = list(rows)
    geometries = np.array([shape(row.geometry) for row in found], dtype=object)
    shapely.prepare(geometries)
    return Shapes(
        np.array([row.pk for row in found], dtype=np.int64),
        np.array([row.region_id for row in found], dtype=np.int64),
        geometries,
        shapely.STRtree(geometries),
        tuple(getattr(row, kind) for row in found) if kind else (),
        tuple((row.source, row.synthetic) for row in found),
    )

"""Coordinates as they arrive (WGS-84, GCJ-02 or BD-09) and as they are kept (WGS-84).

GCJ-02 lies some 500 m from WGS-84 in Hangzhou, six minutes' walk, so a coordinate must say which it is. The
two Chinese datums have no published definition; the formulas here follow the publicly known description.
"""

from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]

KRASOVSKY_SEMI_MAJOR_M = 6_378_245.0
KRASOVSKY_ECCENTRICITY_SQUARED = 0.00669342162296594323
LOWEST_SHIFTED = np.array([72.004, 0.8293])
HIGHEST_SHIFTED = np.array([137.8347, 55.8271])
BAIDU_ANGLE = np.pi * 3000 / 180
BAIDU_OFFSET = np.array([0.0065, 0.006])
# The slowest of the inverses (BD-09) gains a factor of fifty with each step: from 1 km to far below 1 mm.
INVERSE_STEPS = 6


class Datum(StrEnum):
    """Which datum a coordinate refers to."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_wgs84(lonlat: ArrayLike, datum: Datum) -> Degrees:
    """WGS-84 degrees (…, 2), longitude first, for degrees (…, 2) in `datum`; exact to below 1e-9 degrees.

    Outside the rectangle around China GCJ-02 is the same as WGS-84. Raises ValueError for another shape or an
    unknown datum.
    """
    points, datum = _pairs(lonlat), Datum(datum)
    if datum == Datum.BD09:
        points = _inverse(_baidu, points)
    if datum != Datum.WGS84:
        points = np.where(_shifted(points), _inverse(_gcj, points), points)
    return points


def from_wgs84(lonlat: ArrayLike, datum: Datum) -> Degrees:
    """Degrees (…, 2) in `datum`, longitude first, for WGS-84 degrees (…, 2). Raises as `to_wgs84` does."""
    points, datum = _pairs(lonlat), Datum(datum)
    if datum != Datum.WGS84:
        points = np.where(_shifted(points), _gcj(points), points)
    return _baidu(points) if datum == Datum.BD09 else points


def _gcj(wgs: Degrees) -> Degrees:
    """GCJ-02 for WGS-84: a sum of sines in metres, laid over the Krasovsky ellipsoid."""
    x, y = wgs[..., 0] - 105, wgs[..., 1] - 35
    ripple = 20 * (np.sin(6 * np.pi * x) + np.sin(2 * np.pi * x))
    waves_east = 20 * _sine(x, 1) + 40 * _sine(x, 3) + 150 * _sine(x, 12) + 300 * _sine(x, 30)
    waves_north = 20 * _sine(y, 1) + 40 * _sine(y, 3) + 160 * _sine(y, 12) + 320 * _sine(y, 30)
    root = np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * root + (ripple + waves_east) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * root + (ripple + waves_north) * 2 / 3
    latitude = np.radians(wgs[..., 1])
    bend = 1 - KRASOVSKY_ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    vertical = KRASOVSKY_SEMI_MAJOR_M / np.sqrt(bend)
    meridian = vertical * (1 - KRASOVSKY_ECCENTRICITY_SQUARED) / bend
    return wgs + np.degrees(np.stack((east / (vertical * np.cos(latitude)), north / meridian), axis=-1))


def _sine(value: Degrees, divisor: int) -> Degrees:
    return np.sin(value * np.pi / divisor)


def _baidu(gcj: Degrees) -> Degrees:
    """BD-09 for GCJ-02: a small ripple in polar coordinates and a constant offset."""
    x, y = gcj[..., 0], gcj[..., 1]
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * BAIDU_ANGLE)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * BAIDU_ANGLE)
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=-1) + BAIDU_OFFSET


def _inverse(forward: Callable[[Degrees], Degrees], target: Degrees) -> Degrees:
    """The points that `forward` brings to `target`, by fixed-point steps."""
    points = target
    for _ in range(INVERSE_STEPS):
        points = points + target - forward(points)
    return points


def _shifted(points: Degrees) -> NDArray[np.bool_]:
    inside = (points >= LOWEST_SHIFTED) & (points <= HIGHEST_SHIFTED)
    return inside.all(axis=-1, keepdims=True)


def _pairs(values: ArrayLike) -> Degrees:
    array = np.array(values, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != 2:
        raise ValueError(
            f"coordinates must come in pairs of longitude and latitude, not in shape {array.shape}"
        )
    return array

"""A flat plane in metres around a point: enough for one district, where the error stays below 0.1 %."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely

METRES_PER_DEGREE = 111_195.0
"""Metres per degree of latitude on a sphere of radius 6,371 km."""


@dataclass(frozen=True)
class Plane:
    """An equirectangular plane. `lon` and `lat` are the origin in degrees (WGS-84)."""

    lon: float
    lat: float

    @classmethod
    def around(cls, shape: shapely.Geometry) -> "Plane":
        """The plane whose origin is the centre of the shape's bounding box."""
        west, south, east, north = shape.bounds
        return cls(round((west + east) / 2, 4), round((south + north) / 2, 4))

    @property
    def scale(self) -> np.ndarray:
        """Metres per degree eastwards and northwards, shape (2,)."""
        return np.array([METRES_PER_DEGREE * cos(radians(self.lat)), METRES_PER_DEGREE])

    def metres(self, lonlat: np.ndarray) -> np.ndarray:
        """Degrees, shape (n, 2), to metres east and north of the origin, shape (n, 2)."""
        return (np.asarray(lonlat, dtype=float) - (self.lon, self.lat)) * self.scale

    def degrees(self, xy: np.ndarray) -> np.ndarray:
        """Metres to degrees, rounded to six decimals (about 0.1 m)."""
        return np.round(np.asarray(xy, dtype=float) / self.scale + (self.lon, self.lat), 6)

    def flat(self, shape: shapely.Geometry) -> shapely.Geometry:
        """A shape in degrees as a shape in metres."""
        return shapely.transform(shape, self.metres)

    def globe(self, shape: shapely.Geometry) -> shapely.Geometry:
        """A shape in metres as a shape in degrees."""
        return shapely.transform(shape, self.degrees)

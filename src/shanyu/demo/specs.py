"""Which sites a district has, who runs them, and where they stand: before their details are filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
import shapely

from shanyu.demo.blocks import ARTERIAL
from shanyu.demo.care import Fees
from shanyu.demo.geography import Geography
from shanyu.demo.network import Network, where_nobody_builds
from shanyu.demo.papers import CARE
from shanyu.demo.streams import stream
from shanyu.demo.words import BRANDS, HOME_WORDS, SCHOOLS, STATION_WORDS

Pair = tuple[str, str]


@dataclass(frozen=True)
class Profile:
    """How many sites of each kind and how many people a district has. Health centres: one for each street."""

    inclusive: int = 21
    nurseries: int = 23
    kindergartens: int = 24
    home_based: int = 12
    demonstration: int = 14
    basic: int = 28
    schools: int = 10
    custody: int = 15
    children: int = 20_000
    guardians: int = 15_000


@dataclass(frozen=True)
class Spec:
    """A site before its details. `brand` names it; `operator` groups sites under one legal body.

    `filing` is valid, expired, suspended, pending or none. The last fields are set for the cast's sites only.
    """

    key: str
    kind: str
    operator: str
    brand: Pair
    lonlat: tuple[float, float]
    community: int
    grade: str = ""
    inclusive: bool = False
    filing: str = "valid"
    name: Pair | None = None
    running_model: str = ""
    fees: Fees | None = None
    bands: tuple[str, ...] | None = None
    fire_days: int | None = None


class Ground:
    """Finds places for sites: nodes of the network by street, each used once."""

    def __init__(self, geography: Geography, network: Network) -> None:
        self.geography = geography
        self.lonlat = network.lonlat
        self.community = geography.community_of(network.lonlat)
        on_street = np.zeros(len(network.lonlat), dtype=bool)
        on_street[network.edges[network.kind != ARTERIAL]] = True
        index = {street.code: number for number, street in enumerate(geography.streets)}
        parent = np.array([index[place.parent] for place in geography.communities])
        self.street = parent[self.community]
        closed = where_nobody_builds(network, geography.plane)
        self.free = on_street & ~shapely.contains_xy(closed, geography.plane.metres(network.lonlat))

    def streets(self) -> np.ndarray:
        """Indices of the streets in which there is any node."""
        return np.unique(self.street[self.free])

    def take(self, draw: np.random.Generator, street: int) -> tuple[tuple[float, float], int]:
        """A point a few metres beside a free node of this street, and its community's index.

        Where the street has none left, as in a small one among hills, beside the free node nearest to it.
        """
        nodes = np.flatnonzero(self.free & (self.street == street))
        if not len(nodes):
            return self.near(draw, self.geography.streets[street].point)
        return self._beside(draw, int(nodes[draw.integers(len(nodes))]))

    def near(self, draw: np.random.Generator, lonlat: tuple[float, float]) -> tuple[tuple[float, float], int]:
        """The same at the free node nearest to a point."""
        plane = self.geography.plane
        gap = plane.metres(self.lonlat) - plane.metres(np.array([lonlat]))
        return self._beside(draw, int(np.where(self.free, np.hypot(*gap.T), np.inf).argmin()))

    def _beside(self, draw: np.random.Generator, node: int) -> tuple[tuple[float, float], int]:
        self.free[node] = False
        plane = self.geography.plane
        spot = plane.degrees(plane.metres(self.lonlat[node : node + 1]) + draw.uniform(-9, 9, (1, 2)))[0]
        return (float(spot[0]), float(spot[1])), int(self.community[node])


def _spread(draw: np.random.Generator, ground: Ground, count: int) -> list[int]:
    """Streets for `count` sites: each street first gets its turn, then those with more communities."""
    streets = ground.streets()
    communities = np.bincount(ground.street[ground.free], minlength=streets.max() + 1)[streets]
    weights = np.sqrt(communities) / np.sqrt(communities).sum()
    turns = [int(street) for street in draw.permutation(streets)[:count]]
    return turns + [int(street) for street in draw.choice(streets, max(0, count - len(turns)), p=weights)]


_FILINGS = {
    27: "expired",
    31: "pending",
    34: "none",
    39: "suspended",
    45: "expired",
    53: "none",
    70: "expired",
}
"""Filings that are not valid, by the running number of a care site within its district."""


def _groups(count: int, per: float, kind: str, brands: list[Pair]) -> list[tuple[str, Pair]]:
    """Operators for `count` sites, `per` sites each on average."""
    bodies = max(1, ceil(count / per))
    return [(f"{kind}-{number % bodies:02d}", brands[number % bodies]) for number in range(count)]


def draw_specs(
    seed: int, code: str, ground: Ground, profile: Profile, placed: tuple[Spec, ...]
) -> Iterator[Spec]:
    """Specs of all sites of a district; those in `placed` are part of the profile's numbers and come first."""
    yield from placed
    draw = stream(seed, "specs", code)
    brands = [BRANDS[index] for index in draw.permutation(len(BRANDS))]
    wanted = (
        ("nursery", "", True, profile.inclusive, 2.6, brands),
        ("nursery", "", False, profile.nurseries, 2.1, brands[10:]),
        ("kindergarten", "", False, profile.kindergartens, 2.4, brands[22:]),
        ("home_based", "", False, profile.home_based, 1.0, list(HOME_WORDS) * 6),
        ("station", "demonstration", False, profile.demonstration, 6.0, list(STATION_WORDS)),
        ("station", "basic", False, profile.basic, 10.0, list(STATION_WORDS)),
        ("school", "", False, profile.schools, 1.0, list(SCHOOLS)),
        ("custody_station", "", False, profile.custody, 8.0, [("爱心", "Caring Heart")] * 10),
        ("guidance_centre", "", False, 1, 1.0, [("", "")]),
        ("health_centre", "", False, len(ground.geography.streets), 100.0, [("", "")]),
    )
    care_sites = sum(spec.kind in CARE for spec in placed)
    for kind, grade, inclusive, total, per, names in wanted:
        same = [s for s in placed if (s.kind, s.grade, s.inclusive) == (kind, grade, inclusive)]
        count = total - len(same)
        streets = _spread(draw, ground, count)
        if kind in ("health_centre", "custody_station") and total <= len(ground.geography.streets):
            streets = _others(ground, [spec.community for spec in same], count)
        label = f"{kind}-{grade or ('inclusive' if inclusive else 'other')}"
        for number, (operator, brand) in enumerate(_groups(count, per, f"{code}-{label}", names)):
            spot, community = ground.take(draw, streets[number])
            filing = "valid"
            if kind in CARE:
                filing = "valid" if inclusive else _FILINGS.get(care_sites, "valid")
                care_sites += 1
            yield Spec(
                f"{code}-{label}-{number:03d}",
                kind,
                operator,
                brand,
                spot,
                community,
                grade,
                inclusive,
                filing,
            )


def _others(ground: Ground, taken: list[int], count: int) -> list[int]:
    """Streets in the order of their codes, without those of the communities in `taken`."""
    index = {street.code: number for number, street in enumerate(ground.geography.streets)}
    used = {index[ground.geography.communities[community].parent] for community in taken}
    return [int(street) for street in range(len(index)) if street not in used][:count]

"""What a caller hands in to be kept: plain values, before they are rows."""

from dataclasses import dataclass
from datetime import date

from shanyu.domain.regions.models import Level

LEVEL_OF_LENGTH = {
    2: Level.PROVINCE,
    4: Level.CITY,
    6: Level.COUNTY,
    9: Level.TOWN,
    12: Level.COMMUNITY,
}
_PARENT_LENGTH = {4: 2, 6: 4, 9: 6, 12: 9}

#: From when a division holds where nobody says: before anything the platform keeps.
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class RegionDraft:
    """A division by its code (2, 4, 6, 9 or 12 digits, which tells its level). `parent` is a code; empty: from
    the code itself, the nearest level above that is there. `since` empty: as it is, or long ago."""

    code: str
    name: str
    name_en: str = ""
    parent: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class BoundaryDraft:
    """The outline of the region with this code, a GeoJSON geometry in WGS-84, from a day on."""

    code: str
    geometry: dict
    source: str
    synthetic: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PopulationDraft:
    """People of a band of months (`to_month` excluded, None: and older) in a region in a year, by one source."""

    code: str
    year: int
    from_month: int
    to_month: int | None
    people: int
    source: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class GroundDraft:
    """Water, green or rail: a GeoJSON geometry in WGS-84."""

    kind: str
    geometry: dict


def ancestors(code: str) -> list[str]:
    """The codes above a code, nearest first: 330105004 → 330105, 3301, 33."""
    found = []
    while len(code) in _PARENT_LENGTH:
        code = code[: _PARENT_LENGTH[len(code)]]
        found.append(code)
    return found

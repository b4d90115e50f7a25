"""Households, guardians and children, with homes along the streets: more where the streets are denser."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from shanyu.demo.blocks import ARTERIAL
from shanyu.demo.geography import Geography
from shanyu.demo.model import Child, Families, Guardian, Population
from shanyu.demo.names import given_names, romanise, surnames
from shanyu.demo.network import Network, where_nobody_builds
from shanyu.demo.numbers import Numbers
from shanyu.demo.streams import stream
from shanyu.demo.words import ROADS

UNDER_THREE_DAYS = 1_094
"""The oldest age in days at which every child is still under three, whatever leap years do."""
_SECOND = 0.032
_TWINS = 0.014
"""Shares of children under three who are a younger sibling, or a twin, of another child under three."""
_OLDER = 0.22
"""Share of households with a brother or sister between three and twelve."""


@dataclass(frozen=True)
class Seed:
    """Children and guardians that exist before the drawing starts: the cast's household."""

    lonlat: tuple[float, float]
    address: str
    guardians: tuple[Guardian, ...]
    children: tuple[Child, ...]


def draw_homes(draw: np.random.Generator, geography: Geography, network: Network, count: int) -> np.ndarray:
    """Homes beside streets and lanes, never on water, in a park or on the railway; degrees (count, 2)."""
    weights = network.metres * np.where(network.kind == ARTERIAL, 0.15, 1.0)
    ends = geography.plane.metres(network.lonlat)
    closed = where_nobody_builds(network, geography.plane)
    homes = np.empty((0, 2))
    while len(homes) < count:
        edges = network.edges[draw.choice(len(weights), count, p=weights / weights.sum())]
        first, last = ends[edges[:, 0]], ends[edges[:, 1]]
        spots = first + draw.random((count, 1)) * (last - first) + draw.uniform(-22, 22, (count, 2))
        homes = np.vstack([homes, spots[~shapely.contains_xy(closed, spots)]])
    return geography.plane.degrees(homes[:count])


def draw_families(
    seed: int,
    geography: Geography,
    network: Network,
    numbers: Numbers,
    today: date,
    children: int,
    guardians: int,
    known: Seed | None = None,
) -> Families:
    """Families with exactly `children` children under three and `guardians` guardians, those of `known` included."""
    draw = stream(seed, "families", geography.district.code)
    start = 1 if known else 0
    infants = children - (sum(today - c.born < timedelta(days=1_095) for c in known.children) if known else 0)
    adults = guardians - (len(known.guardians) if known else 0)
    seconds, twins = round(infants * _SECOND), round(infants * _TWINS)
    count = infants - seconds - twins
    lonlat = draw_homes(draw, geography, network, count)
    names = surnames(draw, count)
    born = _births(draw, today, count, seconds, twins)
    older = np.flatnonzero(draw.random(count) < _OLDER)
    rows = [(house, day) for house, days in enumerate(born) for day in days]
    rows += [(int(house), today - timedelta(days=int(draw.integers(1_200, 4_300)))) for house in older]
    found = _children(draw, rows, names, numbers, today, start)
    parents = _guardians(draw, adults, names, born, numbers, start)
    community = geography.community_of(lonlat)
    addresses = _addresses(draw, geography, community)
    if known:
        lonlat = np.vstack([known.lonlat, lonlat])
        community = np.concatenate([geography.community_of(np.array([known.lonlat])), community])
        addresses = [known.address, *addresses]
        parents, found = [*known.guardians, *parents], [*known.children, *found]
    return Families(lonlat, community, addresses, parents, found)


def _births(draw: np.random.Generator, today: date, count: int, seconds: int, twins: int) -> list[list[date]]:
    """Birth dates of the children under three of each household."""
    ages = draw.integers(3, UNDER_THREE_DAYS + 1, count)
    order = draw.permutation(count)
    pairs = set(map(int, order[:twins]))
    # A second child under three: the first is at least fourteen months older.
    younger = [int(house) for house in order[twins:] if ages[house] > 440][:seconds]
    born = [[today - timedelta(days=int(age))] for age in ages]
    for house in pairs:
        born[house] *= 2
    for house in younger:
        born[house].append(today - timedelta(days=int(draw.integers(3, ages[house] - 420))))
    return born


def _children(
    draw: np.random.Generator,
    rows: list[tuple[int, date]],
    surname: list[str],
    numbers: Numbers,
    today: date,
    start: int,
) -> list[Child]:
    sexes = np.where(draw.random(len(rows)) < 0.478, "f", "m").tolist()
    unregistered = draw.random(len(rows)) < 0.5
    children = []
    for (house, born), sex, given, late in zip(
        rows, sexes, given_names(draw, sexes, child=True), unregistered, strict=True
    ):
        family = surname[house]
        registered = not (late and (today - born).days < 60)
        children.append(
            Child(
                house + start,
                family + given,
                romanise(family, given),
                sex,
                born,
                numbers.identity(born, sex) if registered else "",
                numbers.birth_certificate(),
            )
        )
    return children


def _guardians(
    draw: np.random.Generator,
    wanted: int,
    surname: list[str],
    born: list[list[date]],
    numbers: Numbers,
    start: int,
) -> list[Guardian]:
    """Fathers (who pass on the name), mothers, and some grandparents; a quarter of the households has two."""
    order = draw.permutation(len(surname))
    couples = min(round(wanted * 0.2), wanted - 1)
    singles = wanted - 2 * couples
    if couples + singles > len(order):
        couples, singles = wanted - len(order), 2 * len(order) - wanted
    seats = [(int(house), relation) for house in order[:couples] for relation in ("father", "mother")]
    luck = draw.random(singles)
    for house, share in zip(order[couples : couples + singles], luck, strict=True):
        seats.append((int(house), "mother" if share < 0.58 else "father" if share < 0.93 else "grandparent"))
    sexes = ["m" if relation == "father" else "f" for _, relation in seats]
    given, others = given_names(draw, sexes, child=False), surnames(draw, len(seats))
    ages = np.clip(draw.normal(31, 4.2, len(seats)), 21, 47) * 365.25
    guardians = []
    for (house, relation), sex, second, other, age in zip(seats, sexes, given, others, ages, strict=True):
        family = surname[house] if relation == "father" else other
        years = age + (27 * 365.25 if relation == "grandparent" else 0)
        day = min(born[house]) - timedelta(days=int(years))
        guardians.append(
            Guardian(
                house + start,
                relation,
                family + second,
                romanise(family, second),
                sex,
                day,
                numbers.identity(day, sex),
                numbers.mobile(),
            )
        )
    return guardians


def _addresses(draw: np.random.Generator, geography: Geography, community: np.ndarray) -> list[str]:
    """Addresses with the real street and an invented road."""
    streets = {place.code: place.name for place in geography.streets}
    parents = [streets[place.parent] for place in geography.communities]
    city, district = geography.parents[-1].name, geography.district.name
    picks = draw.integers((0, 1, 1, 1, 1, 1), (len(ROADS), 400, 31, 5, 19, 5), (len(community), 6)).tolist()
    return [
        f"{city}{district}{parents[place]}{ROADS[road][0]}{number}号{block}幢{stair}单元{floor}0{door}室"
        for place, (road, number, block, stair, floor, door) in zip(community.tolist(), picks, strict=True)
    ]


def count_population(geography: Geography, families: Families, today: date) -> tuple[Population, ...]:
    """Residents by community: children by year of age from the households, older bands in proportion.

    Children under three are taken as 1.85 % of the residents.
    """
    ages = np.array([(today - child.born).days / 30.4375 for child in families.children])
    homes = families.community[[child.household for child in families.children]]
    rows = []
    for index, place in enumerate(geography.communities):
        here = ages[homes == index]
        bands = [int(((here >= low) & (here < low + 12)).sum()) for low in (0, 12, 24)]
        everyone = round(sum(bands) / 0.0185)
        parts = [(0, 12, bands[0]), (12, 24, bands[1]), (24, 36, bands[2])]
        parts += [(36, 72, round(everyone * 0.026)), (72, 180, round(everyone * 0.077))]
        parts.append((0, None, everyone))
        rows += [Population(place.code, today.year, low, high, people) for low, high, people in parts]
    return tuple(rows)

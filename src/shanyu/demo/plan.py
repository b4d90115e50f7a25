"""Plans a district or a city: pure, and the same for the same seed and day, byte for byte."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import shapely

from shanyu.demo.atlas import CITY, GONGSHU, HAIKOU, streets
from shanyu.demo.cast import HOME, core_specs, draw_cast, household
from shanyu.demo.families import count_population, draw_families
from shanyu.demo.geography import Geography, draw_geography
from shanyu.demo.model import CityPlan, DistrictPlan, Member, Operator, Owner, Site
from shanyu.demo.network import NODES_WANTED, draw_network
from shanyu.demo.numbers import Numbers
from shanyu.demo.sites import Builder
from shanyu.demo.specs import Ground, Profile, Spec, draw_specs
from shanyu.demo.staff import draw_staff

SCALES = ("small", "district", "city")
SMALL = Profile(children=68, guardians=72)
"""People of the scale `small`; its sites are the cast's dozen."""
SMALL_RADIUS_M = 800

_HANGZHOU = Profile(18, 20, 22, 8, 10, 20, 8, 0, 18_000, 5_000)
_HAIKOU_SCHOOLS = {"460105": 5, "460106": 7, "460107": 5, "460108": 5}


def profile_of(code: str) -> Profile:
    """The profile of a district: Gongshu's numbers, Haikou's schools and custody stations, or a plain one.

    The Haikou-like city has 22 schools and one custody station in each of its 43 towns and streets.
    """
    if code == GONGSHU:
        return Profile()
    if code not in HAIKOU:
        return _HANGZHOU
    return Profile(
        inclusive=9,
        nurseries=14,
        kindergartens=16,
        home_based=6,
        demonstration=4,
        basic=8,
        schools=_HAIKOU_SCHOOLS[code],
        custody=len(streets(code)),
        children=12_000,
        guardians=5_000,
    )


def _small_window(geography: Geography) -> shapely.Geometry:
    """The neighbourhood of the cast, in degrees."""
    plane = geography.plane
    return plane.globe(shapely.Point(plane.metres([HOME])[0]).buffer(SMALL_RADIUS_M))


def plan_district(
    seed: int, code: str, profile: Profile, today: date, cast: tuple[Member, ...] = (), small: bool = False
) -> DistrictPlan:
    """One district, whole.

    Args:
        seed: the city's seed.
        code: one of `atlas.CITY`.
        profile: how many sites and people.
        today: the day around which papers expire and children are young.
        cast: given for the cast's own district; its sites are part of the profile's numbers.
        small: only the neighbourhood of the cast, and only the cast's sites.
    """
    geography = draw_geography(seed, code)
    window = _small_window(geography) if small else None
    network = draw_network(seed, geography, window, NODES_WANTED)
    ground = Ground(geography, network)
    numbers = Numbers(CITY.index(code), "0898" if code in HAIKOU else "0571")
    placed = core_specs(seed, ground, today) if cast else ()
    specs = placed if small else tuple(draw_specs(seed, code, ground, profile, placed))
    builder = Builder(seed, today, geography, numbers)
    operators, owners, sites = _build(builder, specs)
    families = draw_families(
        seed,
        geography,
        network,
        numbers,
        today,
        profile.children,
        profile.guardians,
        household(cast, today) if cast else None,
    )
    return DistrictPlan(
        geography,
        network,
        owners,
        operators,
        sites,
        draw_staff(seed, sites, builder.desk, numbers, cast),
        families,
        count_population(geography, families, today),
    )


def _build(
    builder: Builder, specs: tuple[Spec, ...]
) -> tuple[tuple[Operator, ...], tuple[Owner, ...], tuple[Site, ...]]:
    operators: dict[str, Operator] = {}
    owners: dict[str, Owner] = {}
    sites = []
    for serial, spec in enumerate(specs, start=1):
        if spec.operator not in operators:
            operators[spec.operator] = builder.operator(spec)
        site, owner = builder.site(spec, serial)
        if owner:
            owners[owner.name] = owner
        sites.append(site)
    return tuple(operators.values()), tuple(owners.values()), tuple(_once(sites))


def _once(sites: list[Site]) -> list[Site]:
    """Tells sites with the same name apart by a number: 二, 三 and so on."""
    seen: dict[str, int] = {}
    named = []
    for site in sites:
        seen[site.name] = seen.get(site.name, 0) + 1
        turn = seen[site.name]
        if turn > 1:
            site = replace(
                site,
                name=f"{site.name}（{'一二三四五六七八九'[turn - 1]}）",
                name_en=f"{site.name_en} {turn}",
            )
        named.append(site)
    return named


def plan_districts(seed: int, scale: str, today: date, cast: tuple[Member, ...]) -> Iterator[DistrictPlan]:
    """The districts of a scale one after the other, so that only one need be held; the first is the cast's.

    Raises:
        ValueError: the scale is none of `SCALES`.
    """
    if scale not in SCALES:
        raise ValueError(f"scale {scale!r} is none of {', '.join(SCALES)}")
    small = scale == "small"
    yield plan_district(seed, GONGSHU, SMALL if small else profile_of(GONGSHU), today, cast, small)
    for code in districts_of(scale)[1:]:
        yield plan_district(seed, code, profile_of(code), today)


def districts_of(scale: str) -> tuple[str, ...]:
    """The codes of a scale's districts, in the order in which they are planned."""
    return CITY if scale == "city" else CITY[:1]


def plan_city(seed: int, scale: str, today: date) -> CityPlan:
    """The demo of a scale: `small` (a neighbourhood), `district` (Gongshu) or `city` (ten districts).

    The districts come in the order of `atlas.CITY`; the first is the cast's.

    Raises:
        ValueError: the scale is none of `SCALES`.
    """
    cast = draw_cast()
    return CityPlan(seed, scale, today, tuple(plan_districts(seed, scale, today, cast)), cast)

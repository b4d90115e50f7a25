"""Households with their children, their guardians and the guardians' accounts."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from secrets import token_hex

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from shanyu.demo import model as plan
from shanyu.demo.rows.bulk import copy, public_id, since
from shanyu.domain.people.models import Account, Child, Guardianship, Household
from shanyu.domain.regions.models import Region

_STRIDE = 4_000


def coarse(degrees: float) -> Decimal:
    """A coordinate as a household keeps it: three decimals, about 100 m."""
    return Decimal(f"{degrees:.3f}")


def write_families(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    cast: dict[str, Account],
    advance: Callable[[int], None],
) -> None:
    """A district's households, children and guardians; `advance` is told how many rows were written."""
    code, families = district.geography.district.code, district.families
    homes = _in_steps(_households(seed, code, district, regions), advance)
    children = _in_steps(
        [_child(seed, code, number, child, homes) for number, child in enumerate(families.children)], advance
    )
    accounts = _in_steps(
        [
            _account(seed, code, number, guardian)
            for number, guardian in enumerate(families.guardians)
            if not guardian.cast
        ],
        advance,
    )
    rest = iter(accounts)
    adults = [cast[guardian.cast] if guardian.cast else next(rest) for guardian in families.guardians]
    under = defaultdict(list)
    for child, row in zip(families.children, children, strict=True):
        under[child.household].append(row)
    _in_steps(
        [
            Guardianship(account=adult, child=child, relation=guardian.relation, valid=since(child.born))
            for adult, guardian in zip(adults, families.guardians, strict=True)
            for child in under[guardian.household]
        ],
        advance,
    )


def _in_steps(rows: list, advance: Callable[[int], None]) -> list:
    for first in range(0, len(rows), _STRIDE):
        step = rows[first : first + _STRIDE]
        copy(step)
        advance(len(step))
    return rows


def _households(
    seed: int, code: str, district: plan.DistrictPlan, regions: dict[str, Region]
) -> list[Household]:
    families, communities = district.families, district.geography.communities
    return [
        Household(
            public_id=public_id(seed, code, "household", number),
            region=regions[communities[place].code],
            address=address,
            lon=coarse(lon),
            lat=coarse(lat),
        )
        for number, ((lon, lat), place, address) in enumerate(
            zip(families.lonlat.tolist(), families.community.tolist(), families.addresses, strict=True)
        )
    ]


def _child(seed: int, code: str, number: int, child: plan.Child, homes: list[Household]) -> Child:
    return Child(
        public_id=public_id(seed, code, "child", number),
        household=homes[child.household],
        name=child.name,
        sex=child.sex,
        born=child.born,
        identity=child.identity or None,
        birth_certificate=child.birth_certificate or None,
    )


def _account(seed: int, code: str, number: int, guardian: plan.Guardian) -> Account:
    """A guardian with a number for a user name and no password: they fill the city and never sign in."""
    return Account(
        public_id=public_id(seed, code, "guardian", number),
        username=f"demo-{code}-{number:05d}",
        password=UNUSABLE_PASSWORD_PREFIX + token_hex(20),
        name=guardian.name,
        phone=guardian.mobile,
        identity=guardian.identity,
        is_demo=True,
    )

"""How many places of a session are free now, and when more open: pure reading of its pools."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shanyu.domain.booking.models import Pool


@dataclass(frozen=True)
class Kept:
    """Places kept for a group until they open to all."""

    group: str
    free: int
    open_to_all_at: datetime


@dataclass(frozen=True)
class Wave:
    """Places that open at a later moment."""

    opens_at: datetime
    places: int
    group: str


@dataclass(frozen=True)
class Places:
    """`free` is for everybody now; `kept` for groups now; `later` what opens after now, the soonest first."""

    capacity: int
    taken: int
    free: int
    kept: tuple[Kept, ...]
    later: tuple[Wave, ...]


def places_of(pools: Iterable[Pool], at: datetime) -> Places:
    """The places of a session's pools at a moment. An unopened pool counts in `later` only."""
    pools = list(pools)
    opened = [pool for pool in pools if pool.opens_at <= at]
    kept = [pool for pool in opened if pool.group and pool.open_to_all_at > at]
    later = sorted((pool for pool in pools if pool.opens_at > at), key=lambda pool: pool.opens_at)
    return Places(
        capacity=sum(pool.capacity for pool in pools),
        taken=sum(pool.taken for pool in pools),
        free=sum(pool.capacity - pool.taken for pool in opened if pool not in kept),
        kept=tuple(Kept(pool.group, pool.capacity - pool.taken, pool.open_to_all_at) for pool in kept),
        later=tuple(Wave(pool.opens_at, pool.capacity - pool.taken, pool.group) for pool in later),
    )

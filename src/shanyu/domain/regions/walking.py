"""The values that turn metres into minutes on foot: dated rule data, not constants."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "walking.json"


@dataclass(frozen=True)
class WalkingRule:
    """`straight_line_factor` is used where no network is known; the page says so.

    `furthest_snap_m`: a place farther than this from every node is not on the network.
    `farthest_minutes`: longer ways are estimated. `version` is the day from which the values hold.
    """

    version: str
    source: str
    speed_km_per_hour: float
    straight_line_factor: float
    furthest_snap_m: float
    farthest_minutes: float

    @property
    def metres_per_minute(self) -> float:
        return self.speed_km_per_hour * 1000 / 60


@cache
def walking_rule() -> WalkingRule:
    facts = json.loads(_DATA.read_text(encoding="utf-8"))
    return WalkingRule(version=facts["version"], source=facts["source"], **facts["values"])

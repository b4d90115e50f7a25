"""Walking minutes over a network of streets and paths."""

from shanyu.engines.access.network import DEFAULT_WALKING_SPEED, WalkNetwork, warm_up
from shanyu.engines.access.projection import LocalProjection, haversine_m

__all__ = ["DEFAULT_WALKING_SPEED", "LocalProjection", "WalkNetwork", "haversine_m", "warm_up"]

"""policy of regions: who may use which verb. What the map shows is open data."""

from shanyu.kernel.door import Role, Row, everything, policy

_OPEN = {Role.PUBLIC: everything}
_KEEPERS = {Role.SYSTEM: everything, Role.ADMINISTRATOR_ON_DUTY: everything}

policy(
    Row("regions.walk_from", _OPEN),
    Row("regions.region_tree", _OPEN),
    Row("regions.find_region", _OPEN),
    Row("regions.boundary_of", _OPEN),
    Row("regions.outlines", _OPEN),
    Row("regions.map_ground", _OPEN),
    Row("regions.map_streets", _OPEN),
    Row("regions.locate", _OPEN),
    Row("regions.geocode", _OPEN),
)

policy(
    Row("regions.save_regions", _KEEPERS),
    Row("regions.close_region", _KEEPERS),
    Row("regions.save_boundaries", _KEEPERS),
    Row("regions.save_populations", _KEEPERS),
    Row("regions.save_network", _KEEPERS),
    Row("regions.save_ground", _KEEPERS),
)

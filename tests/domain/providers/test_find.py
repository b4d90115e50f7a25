"""Finding care near a place."""

from shanyu.domain.providers.queries import SiteSearch, find_sites
from shanyu.kernel.door import nobody

HOME = (120.137, 30.312)


def names(found) -> list[str]:
    return [item.site.name for item in found.items]


def test_open_sites_come_nearest_first_with_minutes(cast):
    found = find_sites(nobody(), SiteSearch(near=HOME))
    assert names(found) == [
        "小竹林托育园",
        "和睦成长驿站",
        "和睦小学暑期托管",
        "小竹林托育园柳浪分园",
        "北山托育园",
    ]
    assert found.total == 5

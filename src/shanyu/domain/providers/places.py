"""Open sites as places on the map, by name or address: what `regions.geocode` may answer besides divisions."""

from collections.abc import Iterable

from django.db.models import Q

from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.geocoding import MOST, Place, place_source


@place_source
def sites_as_places(text: str) -> Iterable[Place]:
    rows = (
        Site.objects.filter(Q(name__icontains=text) | Q(address__icontains=text), state=SiteState.OPEN)
        .select_related("region")
        .order_by("sort_key", "pk")[:MOST]
    )
    for site in rows:
        yield Place(
            name=site.name,
            detail=site.address,
            lon=site.lon,
            lat=site.lat,
            kind="site",
            region_code=site.region.code,
            exact=text in (site.name, site.address),
        )

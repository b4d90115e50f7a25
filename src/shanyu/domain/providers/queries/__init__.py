"""What can be asked of providers: finding care, a site's page, favourites."""

from shanyu.domain.providers.queries.favourites import favourites
from shanyu.domain.providers.queries.find import find_sites
from shanyu.domain.providers.queries.page import (
    OfferView,
    RatioView,
    SiteView,
    StaffView,
    compare_sites,
    site_page,
)
from shanyu.domain.providers.queries.search import Found, FoundSite, SiteSearch

__all__ = [
    "Found",
    "FoundSite",
    "OfferView",
    "RatioView",
    "SiteSearch",
    "SiteView",
    "StaffView",
    "compare_sites",
    "favourites",
    "find_sites",
    "site_page",
]

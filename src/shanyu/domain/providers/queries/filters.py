"""From a search to conditions in SQL. No condition multiplies rows: each asks about the site alone."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from shanyu.domain.providers.kinds import FeeUnit, SiteKind
from shanyu.domain.providers.models import CareClass, ServiceOffer, Site
from shanyu.domain.providers.queries.search import SiteSearch
from shanyu.domain.providers.rules import bands_for_age, serves_age
from shanyu.domain.regions.models import Region


def narrowed(sites: QuerySet[Site], search: SiteSearch, on: date) -> QuerySet[Site]:
    """The sites that answer a checked search, in no order, wherever they are."""
    if search.kinds:
        sites = sites.filter(kind__in=search.kinds)
    if search.inclusive is not None:
        sites = sites.filter(inclusive=search.inclusive)
    if search.region_code:
        sites = sites.filter(region__lineage__overlap=_regions(search.region_code))
    for word in search.text.split():
        sites = sites.filter(_says(word))
    if asks_offer(search):
        offers = fitting_offers(search, on).filter(site=OuterRef("pk"))
        sites = sites.filter(Exists(offers))
    if search.child_months is not None or search.has_free:
        sites = sites.filter(_has_class(search, on))
    return sites


def asks_offer(search: SiteSearch) -> bool:
    return bool(search.forms or search.opens_by or search.open_until) or search.max_fee_fen is not None


def fitting_offers(search: SiteSearch, on: date) -> QuerySet[ServiceOffer]:
    """Offers that hold on the day and answer the search's forms, fee, hours and age all at once."""
    offers = ServiceOffer.objects.filter(valid__contains=on)
    if search.forms:
        offers = offers.filter(form__in=search.forms)
    if search.max_fee_fen is not None:
        offers = offers.filter(fee_fen__lte=search.max_fee_fen)
        if not search.forms:
            offers = offers.filter(fee_unit__in=[FeeUnit.MONTH, FeeUnit.FREE])
    if search.opens_by is not None:
        offers = offers.filter(opens__lte=search.opens_by)
    if search.open_until is not None:
        offers = offers.filter(closes__gte=search.open_until)
    if search.child_months is not None:
        offers = offers.filter(band__in=["", *bands_for_age(search.child_months, on)])
    return offers


def _has_class(search: SiteSearch, on: date) -> Q:
    """A class for the child's age (with a free place if asked), or a site without classes that serves it."""
    classes = CareClass.objects.filter(site=OuterRef("pk"), closed_on__isnull=True)
    if search.has_free:
        classes = classes.filter(free__gt=0)
    if search.child_months is None:
        return Q(Exists(classes))
    fitting = Q(Exists(classes.filter(band__in=bands_for_age(search.child_months, on))))
    serving = [kind for kind in SiteKind.values if serves_age(kind, search.child_months, on)]
    return fitting if search.has_free or not serving else fitting | Q(kind__in=serving)


def _says(word: str) -> Q:
    """Name (Chinese, English or pinyin), address or operator holds the word."""
    fields = ("name", "name_en", "address", "address_en", "operator__name")
    said = Q()
    for name in fields:
        said |= Q(**{f"{name}__icontains": word})
    return said | Q(sort_key__icontains=word) if word.isascii() else said


def _regions(code: str) -> list[int]:
    """Keys of the divisions that had this code and of those that took their place."""
    rows = Region.objects.filter(code=code).values_list("pk", "successor_id")
    return [key for pair in rows for key in pair if key is not None]

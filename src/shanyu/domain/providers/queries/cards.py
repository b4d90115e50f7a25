"""What a card tells of each site, for many sites in a few questions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from shanyu.domain.providers.kinds import FeeUnit, ServiceForm
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    ServiceOffer,
    Site,
    SitePicture,
)
from shanyu.domain.providers.queries.filters import asks_offer, fitting_offers
from shanyu.domain.providers.queries.search import FoundSite, SiteSearch
from shanyu.domain.providers.rules import bands_for_age
from shanyu.domain.providers.trust import trust_of

#: In what order a card prefers to quote an offer, and how fees by different units stand in a list.
FORMS = tuple(ServiceForm.values)
UNITS = (FeeUnit.FREE, FeeUnit.MONTH, FeeUnit.DAY, FeeUnit.PERIOD, FeeUnit.HOUR)


@dataclass(frozen=True)
class Way:
    """How far a site is: straight metres, minutes on foot from home and from work."""

    distance_m: float | None = None
    walk_minutes: float | None = None
    walk_estimated: bool = False
    work_minutes: float | None = None

    @property
    def nearest_minutes(self) -> float:
        known = [m for m in (self.walk_minutes, self.work_minutes) if m is not None]
        return min(known, default=float("inf"))


NO_WAY = Way()


@dataclass
class Facts:
    """Rows of one site."""

    classes: list[CareClass] = field(default_factory=list)
    offers: list[ServiceOffer] = field(default_factory=list)
    authorisations: list[Authorisation] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    pictures: list[SitePicture] = field(default_factory=list)


def facts_of(keys: Iterable[int], on: date) -> dict[int, Facts]:
    """Classes, offers of the day, papers and pictures of these sites, in five questions."""
    keys = list(keys)
    found: dict[int, Facts] = defaultdict(Facts)
    if not keys:
        return found
    sources = {
        "classes": CareClass.objects.filter(closed_on__isnull=True),
        "offers": ServiceOffer.objects.filter(valid__contains=on),
        "authorisations": Authorisation.objects.all(),
        "certificates": Certificate.objects.filter(revoked_on__isnull=True),
        "pictures": SitePicture.objects.select_related("upload"),
    }
    for name, rows in sources.items():
        for row in rows.filter(site__in=keys):
            getattr(found[row.site_id], name).append(row)
    return found


def cards(sites: Sequence[Site], ways: dict[int, Way], search: SiteSearch, on: date) -> list[FoundSite]:
    """One card for each site, in the order given."""
    facts = facts_of((site.pk for site in sites), on)
    fitting = _fitting(sites, search, on)
    return [
        _card(site, facts[site.pk], ways.get(site.pk, NO_WAY), fitting.get(site.pk), search, on)
        for site in sites
    ]


def quoted(offers: Iterable[ServiceOffer]) -> ServiceOffer | None:
    """The offer a card quotes: the first form in the usual order, the cheapest of it."""
    return min(offers, key=lambda o: (FORMS.index(o.form), UNITS.index(o.fee_unit), o.fee_fen), default=None)


def fee_order(fee_fen: int | None, fee_unit: str) -> tuple[int, int]:
    """How a fee stands in a list: free first, then by the month, the day, the period, the hour; none last."""
    return (len(UNITS), 0) if fee_fen is None else (UNITS.index(fee_unit), fee_fen)


def _fitting(sites: Sequence[Site], search: SiteSearch, on: date) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    if not asks_offer(search) and search.child_months is None:
        return found
    rows = fitting_offers(search, on).filter(site__in=[site.pk for site in sites])
    for site, offer in rows.values_list("site_id", "pk"):
        found[site].add(offer)
    return found


def _card(
    site: Site, facts: Facts, way: Way, fitting: set[int] | None, search: SiteSearch, on: date
) -> FoundSite:
    offer = quoted([o for o in facts.offers if o.pk in (fitting or ())] or facts.offers)
    return FoundSite(
        site=site,
        distance_m=way.distance_m,
        walk_minutes=way.walk_minutes,
        walk_estimated=way.walk_estimated,
        work_minutes=way.work_minutes,
        free_places=sum(c.free for c in facts.classes),
        free_for_child=_free_for_child(facts.classes, search.child_months, on),
        fee_fen=offer.fee_fen if offer else None,
        fee_unit=offer.fee_unit if offer else "",
        forms=tuple(form for form in FORMS if any(o.form == form for o in facts.offers)),
        opens=offer.opens if offer else None,
        closes=offer.closes if offer else None,
        trust=trust_of(site, facts.authorisations, facts.certificates, on),
        picture=facts.pictures[0] if facts.pictures else None,
    )


def _free_for_child(classes: list[CareClass], months: int | None, on: date) -> int | None:
    if months is None:
        return None
    bands = bands_for_age(months, on)
    return sum(c.free for c in classes if c.band in bands)

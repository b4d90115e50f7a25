"""All sites of a place, as a table and on a map."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from shanyu.domain.providers.kinds import CARE_KINDS, SiteState
from shanyu.domain.providers.models import Authorisation, CareClass, Certificate, Site
from shanyu.domain.providers.queries.authority.conditions import running, unfiled
from shanyu.domain.providers.queries.authority.filters import SiteFilters, filtered, ordered
from shanyu.domain.providers.queries.authority.reaching import Place, place_of, streets_of
from shanyu.domain.providers.rules import effective_expiry, expiry_state
from shanyu.domain.providers.trust import newest_by_kind, valid_authorisation
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query

ONE_DAY = timedelta(days=1)
PAGE_SIZE = 50
#: Sites that one map shows at most; the table tells the whole number.
MOST_PINS = 3000


@dataclass(frozen=True)
class SiteRow:
    """A site as a row of the table. `filing` is the one in force; `filing_state` valid, soon, pending, invalid,
    or none for a kind that needs none. `late` and `due` count its own papers, expired or within 30 days.
    """

    site: Site
    way: tuple[Region, ...]
    licensed: int
    free: int
    filing: Authorisation | None
    filing_state: str
    late: int
    due: int

    @property
    def street(self) -> Region:
        """The street, or what the site lies in where that is not a community."""
        return next((region for region in reversed(self.way) if region.level != "community"), self.way[-1])


@dataclass(frozen=True)
class SiteList:
    """One page of sites, how many there are in all, and the place they lie in."""

    rows: list[SiteRow]
    total: int
    number: int
    size: int
    place: Place


@dataclass(frozen=True)
class PlaceChoices:
    """The whole of an actor's reach and the divisions in it, by code."""

    place: Place
    regions: list[Region]


@dataclass(frozen=True)
class Pin:
    """A site on the map: `state` is open, warning (no filing in force) or closed."""

    site: Site
    state: str


@dataclass
class _Papers:
    filings: list[Authorisation] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)


@query("providers.list_sites", of=Site)
def list_sites(actor: Actor, sites: QuerySet[Site], filters: SiteFilters, *, page: int = 1) -> SiteList:
    """A page of the sites that answer the filters, closed and draft ones too, in a fixed number of questions.

    A page beyond the last is the last. Raises Invalid, and OutOfReach for a place elsewhere.
    """
    on, filters = today(), filters.checked()
    place = place_of(actor, filters.place)
    chosen = filtered(place.cut(sites), filters, on)
    total = chosen.count()
    number = max(1, min(page, -(-total // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    found = list(ordered(chosen, filters, on).select_related("operator", "region")[start : start + PAGE_SIZE])
    touched(*found)
    return SiteList(rows_of(found, on), total, number, PAGE_SIZE, place)


@query("providers.place_choices")
def place_choices(actor: Actor) -> PlaceChoices:
    """Where the actor's reach begins, and the districts and streets below it to choose from."""
    place = place_of(actor)
    return PlaceChoices(place, streets_of(actor, place))


@query("providers.map_sites", of=Site)
def map_sites(actor: Actor, sites: QuerySet[Site], filters: SiteFilters) -> list[Pin]:
    """The same sites as pins, at most `MOST_PINS`."""
    on, filters = today(), filters.checked()
    chosen = filtered(place_of(actor, filters.place).cut(sites), filters, on)
    found = list(chosen.select_related("region").annotate(unfiled=unfiled(on)).order_by("pk")[:MOST_PINS])
    touched(*found)
    return [Pin(site, _pin_state(site)) for site in found]


def rows_of(sites: Sequence[Site], on: date) -> list[SiteRow]:
    """One row for each site, in the order given: four questions, however many there are."""
    keys = [site.pk for site in sites]
    classes = CareClass.objects.filter(running(on), site__in=keys).order_by().values("site")
    places = {row["site"]: row for row in classes.annotate(all=Sum("licensed"), left=Sum("free"))}
    papers: dict[int, _Papers] = defaultdict(_Papers)
    for filing in Authorisation.objects.filter(site__in=keys):
        papers[filing.site_id].filings.append(filing)
    for paper in Certificate.objects.filter(site__in=keys, revoked_on=None, issued_on__lte=on):
        papers[paper.site_id].certificates.append(paper)
    regions = Region.objects.in_bulk({key for site in sites for key in site.region.lineage})
    return [
        _row(site, regions, places.get(site.pk, {}), papers[site.pk], on) for site in sites
    ]  # fmt: skip


def _row(site: Site, regions: dict[int, Region], places: dict, papers: _Papers, on: date) -> SiteRow:
    filing = valid_authorisation(papers.filings, on)
    states = [
        expiry_state(effective_expiry(paper.kind, paper.issued_on, paper.expires_on), on)
        for paper in newest_by_kind(papers.certificates).values()
    ]
    return SiteRow(
        site=site,
        way=tuple(regions[key] for key in site.region.lineage),
        licensed=places.get("all") or 0,
        free=places.get("left") or 0,
        filing=filing,
        filing_state=filing_state(site, filing, papers.filings, on),
        late=states.count("expired"),
        due=states.count("due"),
    )


def filing_state(site: Site, filing: Authorisation | None, held: list[Authorisation], on: date) -> str:
    """valid, soon (within 90 days), pending, invalid; none for a kind that needs no filing and has none."""
    if filing is not None:
        return "valid" if expiry_state(last_day(filing), on) == "valid" else "soon"
    if any(one.state == "pending" for one in held):
        return "pending"
    return "invalid" if site.kind in CARE_KINDS else "none"


def last_day(filing: Authorisation) -> date | None:
    """The last day a filing or permit holds; None for one without end."""
    return filing.valid.upper - ONE_DAY if filing.valid and filing.valid.upper else None


def _pin_state(site: Site) -> str:
    if site.state in {SiteState.CLOSED, SiteState.SUSPENDED}:
        return "closed"
    return "warning" if site.kind in CARE_KINDS and site.unfiled else "open"

"""A site's file: everything the authority may know of one site, and what was changed there."""

from dataclasses import dataclass

from django.db.models import Prefetch

from shanyu.domain.providers.models import (
    Authorisation,
    ContractTarget,
    OperatingContract,
    Room,
    Site,
)
from shanyu.domain.providers.queries.authority import conditions
from shanyu.domain.providers.queries.authority.listing import SiteRow, rows_of
from shanyu.domain.providers.queries.authority.reaching import Step, roots
from shanyu.domain.providers.queries.history import SITE_TABLES, STAFF_TABLES, History, changes_at
from shanyu.domain.providers.queries.office import (
    OfficeClass,
    OfficeMember,
    OfficeOffer,
    OfficePaper,
    classes_of,
    members_of,
    offers_of,
    papers_of,
)
from shanyu.domain.providers.trust import Trust, trust_of
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_name

HISTORY_TABLES = (*SITE_TABLES, OperatingContract, *STAFF_TABLES)


@dataclass(frozen=True)
class Member:
    """Somebody who works at the site, by masked name; `elsewhere` says that they have a post at another site too."""

    name: str
    member: OfficeMember
    elsewhere: bool


@dataclass(frozen=True)
class SiteFile:
    """One site as of today. `contracts` are the newest first, with their targets."""

    site: Site
    steps: tuple[Step, ...]
    row: SiteRow
    trust: Trust
    filings: list[Authorisation]
    contracts: list[OperatingContract]
    papers: list[OfficePaper]
    rooms: list[Room]
    classes: list[OfficeClass]
    offers: list[OfficeOffer]
    staff: list[Member]


@query("providers.site_file", on=Site)
def site_file(actor: Actor, site: Site) -> SiteFile:
    """Owner, operator and contract with its targets, papers, rooms, classes, fees, and staff by masked names."""
    on = today()
    site = Site.objects.select_related("operator", "owner", "region").get(pk=site.pk)
    row = rows_of([site], on)[0]
    held = {root.pk for root in roots(actor)}
    papers = papers_of(site, on)
    filings = list(Authorisation.objects.filter(site=site).order_by("-issued_on", "-pk"))
    return SiteFile(
        site=site,
        steps=tuple(Step(region, bool(held.intersection(region.lineage))) for region in row.way),
        row=row,
        trust=trust_of(site, filings, [paper.newest.paper for paper in papers if paper.newest], on),
        filings=filings,
        contracts=_contracts(site),
        papers=papers,
        rooms=list(Room.objects.filter(site=site)),
        classes=classes_of(site, on),
        offers=offers_of(site, on),
        staff=_staff(site),
    )


@query("providers.site_history", on=Site)
def site_history(actor: Actor, site: Site, *, page: int = 1) -> History:
    """A page of the changes at a site, its contracts and staff, the newest first; people by masked names."""
    return changes_at(site, HISTORY_TABLES, page, shown=mask_name)


def _contracts(site: Site) -> list[OperatingContract]:
    targets = Prefetch("targets", ContractTarget.objects.order_by("name"))
    rows = OperatingContract.objects.filter(site=site).select_related("owner", "operator")
    return list(rows.prefetch_related(targets).order_by("-valid"))


def _staff(site: Site) -> list[Member]:
    on = today()
    members = members_of(site, on)
    twice = set(conditions.posts_elsewhere_too(on).filter(site=site).values_list("worker_id", flat=True))
    touched(*(member.post.worker for member in members))
    return [
        Member(mask_name(member.post.worker.name), member, member.post.worker_id in twice)
        for member in members
    ]

"""All rows that tell of some sites as of a day, read in a fixed number of questions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    Credential,
    FeeCap,
    OperatingContract,
    Post,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    SitePicture,
)
from shanyu.domain.providers.queries.cards import facts_of
from shanyu.domain.providers.rules import effective_expiry, expiry_state


@dataclass
class Credentialled:
    """A post with its worker's papers that are valid on the day, the newest of each kind."""

    post: Post
    valid: list[Credential] = field(default_factory=list)


@dataclass
class Dossier:
    """One site's rows."""

    site: Site
    page: SitePage | None
    contract: OperatingContract | None
    rooms: list[Room]
    classes: list[CareClass]
    offers: list[ServiceOffer]
    authorisations: list[Authorisation]
    certificates: list[Certificate]
    pictures: list[SitePicture]
    staff: list[Credentialled]
    caps: list[FeeCap]


def dossiers(sites: Sequence[Site], on: date) -> list[Dossier]:
    """One dossier for each site, in the order given."""
    if not sites:
        return []
    prefetch_related_objects(list(sites), "operator", "owner", "region")
    keys = [site.pk for site in sites]
    facts = facts_of(keys, on)
    pages = {page.site_id: page for page in SitePage.objects.filter(site__in=keys, state="published")}
    contracts = {
        contract.site_id: contract
        for contract in OperatingContract.objects.filter(site__in=keys, valid__contains=on).select_related(
            "owner", "operator"
        )
    }
    rooms: dict[int, list[Room]] = defaultdict(list)
    for room in Room.objects.filter(site__in=keys):
        rooms[room.site_id].append(room)
    staff = staff_of(keys, on)
    caps = list(
        FeeCap.objects.filter(
            region__in={key for site in sites for key in site.region.lineage}, valid__contains=on
        )
    )
    return [
        Dossier(
            site=site,
            page=pages.get(site.pk),
            contract=contracts.get(site.pk),
            rooms=rooms[site.pk],
            staff=staff[site.pk],
            caps=caps,
            **vars(facts[site.pk]),
        )
        for site in sites
    ]


def staff_of(keys: Sequence[int], on: date) -> dict[int, list[Credentialled]]:
    """Posts held on the day at these sites, heads first, each with the worker's valid papers."""
    found: dict[int, list[Credentialled]] = defaultdict(list)
    posts = Post.objects.filter(site__in=keys, valid__contains=on).select_related("worker", "care_class")
    roles = list(Post._meta.get_field("role").choices)
    rank = {value: position for position, (value, _label) in enumerate(roles)}
    held = sorted(posts, key=lambda post: (rank[post.role], post.worker.name, post.pk))
    papers = _valid_papers({post.worker_id for post in held}, on)
    for post in held:
        found[post.site_id].append(Credentialled(post, papers[post.worker_id]))
    return found


def _valid_papers(workers: set[int], on: date) -> dict[int, list[Credential]]:
    newest: dict[tuple[int, str], Credential] = {}
    rows = Credential.objects.filter(worker__in=workers, revoked_on__isnull=True, issued_on__lte=on)
    for paper in rows.order_by("issued_on"):
        newest[paper.worker_id, paper.kind] = paper
    found: dict[int, list[Credential]] = defaultdict(list)
    for paper in newest.values():
        holds_until = effective_expiry(paper.kind, paper.issued_on, paper.expires_on)
        if expiry_state(holds_until, on) != "expired":
            found[paper.worker_id].append(paper)
    return found

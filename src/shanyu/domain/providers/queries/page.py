"""A site's page, whole: what a family reads before it visits, and why it can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext
from pypinyin import lazy_pinyin

from shanyu.domain.providers.caps import binding_cap
from shanyu.domain.providers.kinds import PostRole, RoomUse
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    FeeCap,
    OperatingContract,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    SitePicture,
)
from shanyu.domain.providers.naming import family_name
from shanyu.domain.providers.queries.dossier import Credentialled, Dossier, dossiers
from shanyu.domain.providers.rules import Rule, carers_needed, ratio_of
from shanyu.domain.providers.trust import Trust, newest_by_kind, trust_of, valid_authorisation
from shanyu.kernel.clock import local, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import query

MOST_COMPARED = 3


@dataclass(frozen=True)
class OfferView:
    """An offer with the region's cap on its fee, None where none is known. Only inclusive sites are bound by it."""

    offer: ServiceOffer
    cap: FeeCap | None
    over_cap: bool


@dataclass(frozen=True)
class StaffView:
    """A worker as the public page names them (周老师): post, and the papers that are valid today."""

    name: str
    role: str
    role_name: str
    full_time: bool
    credentials: tuple[str, ...]


@dataclass(frozen=True)
class RatioView:
    """A class's children and carers against the rule; `children_per_carer`, `needed` and `ok` None without one."""

    care_class: CareClass
    children: int
    carers: int
    children_per_carer: int | None
    needed: int | None
    ok: bool | None
    rule: Rule | None


@dataclass(frozen=True)
class SiteView:
    """Everything a site's public page tells, as of today."""

    site: Site
    page: SitePage | None
    pictures: list[SitePicture]
    rooms: list[Room]
    outdoor_m2: float
    offers: list[OfferView]
    classes: list[CareClass]
    licensed_places: int
    free_places: int
    staff: list[StaffView]
    ratios: list[RatioView]
    authorisation: Authorisation | None
    certificates: list[Certificate]
    contract: OperatingContract | None
    history_since: date
    trust: Trust


@query("providers.site_page", on=Site, audited=False)
def site_page(actor: Actor, site: Site) -> SiteView:
    """The page of one site. A suspended or closed site still has one, and its trust says so first."""
    return site_views([site], today())[0]


@query("providers.compare_sites", of=Site, audited=False)
def compare_sites(actor: Actor, sites: QuerySet[Site], public_ids: Sequence[UUID]) -> list[SiteView]:
    """Up to three sites side by side, in the order asked; ids that lead nowhere are left out."""
    wanted = list(dict.fromkeys(public_ids))
    if len(wanted) > MOST_COMPARED:
        raise Invalid({"sites": gettext("一次最多比较三个场所。")})
    found = {site.public_id: site for site in sites.filter(public_id__in=wanted)}
    return site_views([found[key] for key in wanted if key in found], today())


def site_views(sites: Sequence[Site], on: date) -> list[SiteView]:
    """The pages of these sites as of a day, in a number of questions that does not grow with their number."""
    return [_view(dossier, on) for dossier in dossiers(sites, on)]


def _view(dossier: Dossier, on: date) -> SiteView:
    site = dossier.site
    return SiteView(
        site=site,
        page=dossier.page,
        pictures=dossier.pictures,
        rooms=dossier.rooms,
        outdoor_m2=float(sum(room.area_m2 for room in dossier.rooms if room.use == RoomUse.OUTDOOR)),
        offers=[_offer(offer, site, dossier.caps) for offer in dossier.offers],
        classes=dossier.classes,
        licensed_places=sum(c.licensed for c in dossier.classes),
        free_places=sum(c.free for c in dossier.classes),
        staff=[_member(member) for member in dossier.staff],
        ratios=[_ratio(care_class, dossier.staff, on) for care_class in dossier.classes],
        authorisation=valid_authorisation(dossier.authorisations, on),
        certificates=sorted(newest_by_kind(dossier.certificates).values(), key=lambda c: c.kind),
        contract=dossier.contract,
        history_since=local(site.created_at).date(),
        trust=trust_of(site, dossier.authorisations, dossier.certificates, on),
    )


def _offer(offer: ServiceOffer, site: Site, caps: list[FeeCap]) -> OfferView:
    """The cap of the smallest region, for the offer's own age band before the one for all."""
    cap = binding_cap(caps, site.region.lineage, form=offer.form, band=offer.band, fee_unit=offer.fee_unit)
    return OfferView(offer, cap, bool(cap and site.inclusive and offer.fee_fen > cap.cap_fen))


def _member(member: Credentialled) -> StaffView:
    post = member.post
    return StaffView(
        name=shown_name(post.worker.name, post.role),
        role=post.role,
        role_name=post.get_role_display(),
        full_time=post.full_time,
        credentials=tuple(paper.get_kind_display() for paper in member.valid),
    )


def shown_name(name: str, role: str) -> str:
    """A worker's name for the public: family name and form of address (周老师), in English the name alone."""
    family = family_name(name)
    if not (get_language() or "zh").startswith("zh"):
        family = "".join(lazy_pinyin(family)).title()
    if role in {PostRole.GUARD, PostRole.COOK}:
        return gettext("%(family)s师傅") % {"family": family}
    return gettext("%(family)s老师") % {"family": family}


def _ratio(care_class: CareClass, staff: list[Credentialled], on: date) -> RatioView:
    ratio = ratio_of(care_class.band, on)
    carers = len(
        {
            member.post.worker_id
            for member in staff
            if member.post.role == PostRole.CARER and member.post.care_class_id == care_class.pk
        }
    )
    needed = carers_needed(care_class.band, care_class.placed, on)
    return RatioView(
        care_class=care_class,
        children=care_class.placed,
        carers=carers,
        children_per_carer=ratio[0] if ratio else None,
        needed=needed,
        ok=None if needed is None else carers >= needed,
        rule=ratio[1] if ratio else None,
    )

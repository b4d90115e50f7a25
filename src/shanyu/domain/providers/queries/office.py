"""What a head sees of their own sites: the page with its draft, rooms, fees, classes, staff and papers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from shanyu.domain.providers.caps import binding_cap
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import (
    Authorisation,
    CareClass,
    Certificate,
    FeeCap,
    Post,
    Room,
    ServiceOffer,
    Site,
    SitePage,
    SitePicture,
    Worker,
)
from shanyu.domain.providers.queries.held import Held, credentials_of, missing_names, newest_held
from shanyu.domain.providers.rules import (
    BandRule,
    Rule,
    band_rule,
    carers_needed,
    floor_state,
    in_force,
    papers_needed,
    papers_recommended,
    ratio_of,
)
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.policy import row_of
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_identity, mask_mobile

#: Fees that ended this long ago are still shown.
PAST_OFFERS = timedelta(days=400)


@dataclass(frozen=True)
class OfficeOffer:
    """An offer, whether it runs, comes or is over, its cap, and whether it asks more than that."""

    offer: ServiceOffer
    when: str
    last_day: date | None
    cap: FeeCap | None
    over_cap: bool


@dataclass(frozen=True)
class OfficeRoom:
    """A room, and the rule about its floor where that speaks against it."""

    room: Room
    floor_state: str
    rule: Rule | None


@dataclass(frozen=True)
class OfficeClass:
    """A class with its limits: size by age band, carers by ratio. `ok` is None where no rule says."""

    care_class: CareClass
    band_rule: BandRule | None
    over_size: bool
    carers: int
    needed: int | None
    children_per_carer: int | None
    ok: bool | None
    ratio_rule: Rule | None


@dataclass(frozen=True)
class OfficeSite:
    """Everything of a site that names no worker."""

    site: Site
    draft: SitePage | None
    published: SitePage | None
    earlier: list[SitePage]
    pictures: list[SitePicture]
    rooms: list[OfficeRoom]
    offers: list[OfficeOffer]
    authorisations: list[Authorisation]
    licensed: int
    placed: int
    held: int
    free: int

    @property
    def outdoor_m2(self) -> float:
        return float(sum(view.room.area_m2 for view in self.rooms if view.room.use == "outdoor"))


@dataclass(frozen=True)
class OfficeMember:
    """A post held now or from a later day, with masked numbers, papers, and what is missing for the post."""

    post: Post
    identity: str
    phone: str
    papers: list[Held]
    missing: list[str]


@dataclass(frozen=True)
class OfficeWorker:
    """A worker at one of the actor's sites, numbers masked."""

    worker: Worker
    site: Site
    identity: str
    phone: str
    papers: list[Held]


@dataclass(frozen=True)
class OfficePaper:
    """A kind of paper a site needs ("needed", "recommended" or ""): the newest, and all older ones."""

    kind: str
    name: str
    why: str
    newest: Held | None
    older: list[Certificate]


@query("providers.my_sites", of=Site)
def my_sites(actor: Actor, sites: QuerySet[Site]) -> list[Site]:
    """The actor's sites by name, each with `licensed`, `placed` and `free` places and `workers`."""
    running = Q(classes__closed_on__isnull=True) | Q(classes__closed_on__gt=today())
    rows = list(sites.select_related("region", "operator").order_by("sort_key", "pk"))
    sums = {
        row["pk"]: row
        for row in Site.objects.filter(pk__in=[site.pk for site in rows])
        .values("pk")
        .annotate(
            licensed=Sum("classes__licensed", filter=running, default=0),
            placed=Sum("classes__placed", filter=running, default=0),
            free=Sum("classes__free", filter=running, default=0),
        )
    }
    posts = Post.objects.filter(site__in=sums, valid__contains=today()).values("site")
    workers = {
        row["site"]: row["n"] for row in posts.annotate(n=Count("worker", distinct=True)).order_by("site")
    }
    for site in rows:
        for name in ("licensed", "placed", "free"):
            setattr(site, name, sums[site.pk][name])
        site.workers = workers.get(site.pk, 0)
    return rows


@query("providers.office_site", on=Site)
def office_site(actor: Actor, site: Site) -> OfficeSite:
    """One site as its office keeps it."""
    on = today()
    pages = list(
        SitePage.objects.filter(site=site).select_related("edited_by").order_by("-published_at", "-pk")
    )
    places = running_classes(site, on).aggregate(
        licensed=Sum("licensed", default=0), placed=Sum("placed", default=0), held=Sum("held", default=0)
    )
    return OfficeSite(
        site=site,
        draft=next((page for page in pages if page.state == SitePage.State.DRAFT), None),
        published=next((page for page in pages if page.state == SitePage.State.PUBLISHED), None),
        earlier=[page for page in pages if page.state == SitePage.State.REPLACED],
        pictures=list(SitePicture.objects.filter(site=site).select_related("upload")),
        rooms=[_room(room, on) for room in Room.objects.filter(site=site)],
        offers=offers_of(site, on),
        authorisations=list(Authorisation.objects.filter(site=site).order_by("-issued_on", "-pk")),
        free=places["licensed"] - places["placed"] - places["held"],
        **places,
    )


@query("providers.office_classes", on=Site)
def office_classes(actor: Actor, site: Site) -> list[OfficeClass]:
    """The running classes of a site against the rules of size and ratio."""
    return classes_of(site, today())


def classes_of(site: Site, on: date) -> list[OfficeClass]:
    carers: dict[int, set[int]] = defaultdict(set)
    posts = Post.objects.filter(site=site, valid__contains=on, role=PostRole.CARER)
    for care_class, worker in posts.values_list("care_class_id", "worker_id"):
        carers[care_class].add(worker)
    rows = running_classes(site, on).select_related("room").order_by("band", "name")
    return [class_against_rules(row, len(carers[row.pk]), on) for row in rows]


@query("providers.office_staff", on=Site)
def office_staff(actor: Actor, site: Site) -> list[OfficeMember]:
    """Who works at a site now or will, heads first; numbers are masked."""
    return members_of(site, today())


def members_of(site: Site, on: date) -> list[OfficeMember]:
    posts = list(
        Post.objects.filter(Q(valid__endswith__gt=on) | Q(valid__upper_inf=True), site=site).select_related(
            "worker", "care_class"
        )
    )
    papers = credentials_of({post.worker_id for post in posts}, on)
    rank = {value: position for position, value in enumerate(PostRole.values)}
    posts.sort(key=lambda post: (rank[post.role], post.worker.name, post.valid.lower, post.pk))
    touched(*(post.worker for post in posts))
    return [
        OfficeMember(
            post=post,
            identity=masked(post.worker, "identity"),
            phone=masked(post.worker, "phone"),
            papers=papers[post.worker_id],
            missing=missing_names(post.role, papers[post.worker_id], on),
        )
        for post in posts
    ]


@query("providers.office_papers", on=Site)
def office_papers(actor: Actor, site: Site) -> list[OfficePaper]:
    """Every kind of paper the site needs or has, needed ones first, each with its past."""
    return papers_of(site, today())


def papers_of(site: Site, on: date) -> list[OfficePaper]:
    rows: dict[str, list[Certificate]] = defaultdict(list)
    for paper in Certificate.objects.filter(site=site).select_related("upload").order_by("-issued_on"):
        rows[paper.kind].append(paper)
    newest = {paper.kind: paper for paper in newest_held([p for many in rows.values() for p in many], on)}
    needed = papers_needed(site.kind, on, meals=serves_meals(site, on))
    advised = papers_recommended(site.kind, on)
    kinds = list(dict.fromkeys([*needed, *advised, *sorted(rows)]))
    names = dict(Certificate._meta.get_field("kind").flatchoices)
    touched(*(paper for many in rows.values() for paper in many))
    return [
        OfficePaper(
            kind=kind,
            name=str(names[kind]),
            why="needed" if kind in needed else "recommended" if kind in advised else "",
            newest=newest.get(kind),
            older=[row for row in rows[kind] if kind not in newest or row.pk != newest[kind].paper.pk],
        )
        for kind in kinds
    ]


@query("providers.office_room", on=Room)
def office_room(actor: Actor, room: Room) -> Room:
    """One room, to be corrected."""
    return room


@query("providers.office_class", on=CareClass)
def office_class(actor: Actor, care_class: CareClass) -> CareClass:
    """One class, to be changed."""
    return care_class


@query("providers.office_offer", on=ServiceOffer)
def office_offer(actor: Actor, offer: ServiceOffer) -> ServiceOffer:
    """One offer, to be ended or followed by another."""
    return offer


@query("providers.office_post", on=Post)
def office_post(actor: Actor, post: Post) -> Post:
    """One post, to be changed or ended."""
    touched(post.worker)
    return post


@query("providers.office_worker", on=Worker)
def office_worker(actor: Actor, worker: Worker) -> OfficeWorker:
    """A worker with their papers, seen from one of the actor's sites where they have a post."""
    touched(worker)
    posts = Post.objects.filter(Q(valid__endswith__gt=today()) | Q(valid__upper_inf=True), worker=worker)
    own = Site.objects.filter(row_of("providers.office_staff").reach(actor), pk__in=posts.values("site"))
    return OfficeWorker(
        worker=worker,
        site=own.first(),
        identity=masked(worker, "identity"),
        phone=masked(worker, "phone"),
        papers=credentials_of([worker.pk], today())[worker.pk],
    )


def running_classes(site: Site, on: date) -> QuerySet[CareClass]:
    return CareClass.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), site=site)


def class_against_rules(care_class: CareClass, carers: int, on: date) -> OfficeClass:
    """A class against its band's size and its ratio of carers, by the children it has."""
    limit, ratio = band_rule(care_class.band, on), ratio_of(care_class.band, on)
    needed = carers_needed(care_class.band, care_class.placed, on)
    return OfficeClass(
        care_class=care_class,
        band_rule=limit,
        over_size=limit is not None and max(care_class.licensed, care_class.placed) > limit.most,
        carers=carers,
        needed=needed,
        children_per_carer=ratio[0] if ratio else None,
        ok=None if needed is None else carers >= needed,
        ratio_rule=ratio[1] if ratio else None,
    )


def serves_meals(site: Site, on: date) -> bool:
    """Whether a site serves food: an offer of today has a meal fee."""
    return ServiceOffer.objects.filter(site=site, valid__contains=on, meal_fee_fen__gt=0).exists()


def masked(worker: Worker, name: str) -> str:
    """A worker's sealed number as lists show it; "" where none is known."""
    mask = mask_identity if name == "identity" else mask_mobile
    value = getattr(worker, name)
    return value.masked(mask) if value else ""


def _room(room: Room, on: date) -> OfficeRoom:
    state = floor_state(room.use, room.floor, on)
    key = {"forbidden": "floor.site", "advised_against": "floor.living"}.get(state)
    return OfficeRoom(room, state, in_force(key, on) if key else None)


def offers_of(site: Site, on: date) -> list[OfficeOffer]:
    lineage = site.region.lineage
    caps = list(FeeCap.objects.filter(region__in=lineage, valid__contains=on))
    found = []
    for offer in ServiceOffer.objects.filter(site=site):
        upper = offer.valid.upper
        if upper is not None and upper <= on - PAST_OFFERS:
            continue
        when = (
            "coming" if offer.valid.lower > on else "over" if upper is not None and upper <= on else "running"
        )
        cap = binding_cap(caps, lineage, form=offer.form, band=offer.band, fee_unit=offer.fee_unit)
        over = bool(cap and site.inclusive and offer.fee_fen > cap.cap_fen)
        last_day = upper - timedelta(days=1) if upper else None
        found.append(OfficeOffer(offer, when, last_day, cap, over))
    order = {"running": 0, "coming": 1, "over": 2}
    return sorted(
        found, key=lambda view: (order[view.when], view.offer.form, view.offer.band, view.offer.valid.lower)
    )

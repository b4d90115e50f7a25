"""Who is registered at two places: the check against one certificate used at several sites."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shanyu.domain.providers.models import Post, Site, Worker
from shanyu.domain.providers.queries.authority import conditions
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_identity, mask_name

PAGE_SIZE = 50


@dataclass(frozen=True)
class PostHeld:
    """A post held today. Out of the asker's reach only the district is told: `site` is then None."""

    role_name: str
    full_time: bool
    since: date | None
    site: Site | None
    district: Region | None


@dataclass(frozen=True)
class AtTwoPlaces:
    """A worker by masked name and number, with every post; `same_operator` where one operator runs all sites."""

    worker: Worker
    name: str
    identity: str
    posts: tuple[PostHeld, ...]
    same_operator: bool
    both_full_time: bool


@dataclass(frozen=True)
class TwoPlacesList:
    """A page of such workers, by name."""

    rows: list[AtTwoPlaces]
    total: int
    number: int
    size: int
    place: Place
    on: date


@query("providers.workers_at_two_places", of=Site)
def workers_at_two_places(
    actor: Actor, sites: QuerySet[Site], *, place: str = "", page: int = 1, size: int = PAGE_SIZE
) -> TwoPlacesList:
    """Workers with current posts at two or more sites of which at least one lies in the place.

    A fixed number of questions. Raises OutOfReach for a place elsewhere.
    """
    on, where = today(), place_of(actor, place)
    here = conditions.posts_elsewhere_too(on).filter(site__in=where.cut(sites))
    found = Worker.objects.filter(pk__in=here.values("worker"))
    total = found.count()
    number = max(1, min(page, -(-total // size)))
    workers = list(found.order_by("name", "pk")[(number - 1) * size : number * size])
    touched(*workers)
    return TwoPlacesList(_rows(workers, sites, on), total, number, size, where, on)


def _rows(workers: list[Worker], sites: QuerySet[Site], on: date) -> list[AtTwoPlaces]:
    posts: dict[int, list[Post]] = defaultdict(list)
    held = (
        conditions.posts_held(on).filter(worker__in=workers).select_related("site__region", "site__operator")
    )
    for post in held.order_by("valid", "pk"):
        posts[post.worker_id].append(post)
    known = {post.site_id for rows in posts.values() for post in rows}
    within = set(sites.filter(pk__in=known).values_list("pk", flat=True))
    lineages = {key for rows in posts.values() for post in rows for key in post.site.region.lineage}
    districts = Region.objects.filter(pk__in=lineages, level=Level.COUNTY).in_bulk()
    return [_row(worker, posts[worker.pk], within, districts) for worker in workers]


def _row(worker: Worker, posts: list[Post], within: set[int], districts: dict[int, Region]) -> AtTwoPlaces:
    full_time = {post.site_id for post in posts if post.full_time}
    return AtTwoPlaces(
        worker=worker,
        name=mask_name(worker.name),
        identity=worker.identity.masked(mask_identity) if worker.identity else "",
        posts=tuple(_held(post, within, districts) for post in posts),
        same_operator=len({post.site.operator_id for post in posts}) == 1,
        both_full_time=len(full_time) > 1,
    )


def _held(post: Post, within: set[int], districts: dict[int, Region]) -> PostHeld:
    district = next((districts[key] for key in post.site.region.lineage if key in districts), None)
    return PostHeld(
        role_name=post.get_role_display(),
        full_time=post.full_time,
        since=post.valid.lower,
        site=post.site if post.site_id in within else None,
        district=district,
    )

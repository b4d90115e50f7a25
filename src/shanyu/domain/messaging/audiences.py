"""Who is meant by a class or a site today: their children, their children's guardians, those who work there.

This domain knows of no placement. Whoever does, registers here who is in which class on a day:

    grant(lambda day: Placement.objects.filter(during__contains=day, …))

a function from a day to rows with `child`, `care_class` and `site`. Until then no class has a child.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from shanyu.domain.people.models import Account, Child, RoleGrant
from shanyu.domain.providers.models import CareClass, Post, Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import today
from shanyu.kernel.door import Role

Places = Callable[[date], QuerySet]

_places: list[Places] = []


def grant(places: Places) -> Places:
    """Say who is in which class on a day."""
    if places not in _places:
        _places.append(places)
    return places


def withdraw(places: Places) -> None:
    """Take back what `grant` gave."""
    if places in _places:
        _places.remove(places)


def still_there(**outer: str) -> Q:
    """Rows whose child is there today: `child="child", care_class="care_class"` names what must agree, and where."""
    found = Q(pk__in=[])
    for places in _places:
        found |= Exists(places(today()).filter(**{name: OuterRef(field) for name, field in outer.items()}))
    return found


def places_of(**facts: object) -> list[tuple[int, int, int]]:
    """Child, class and site of every place of today with these facts."""
    return sorted(
        {
            row
            for places in _places
            for row in places(today()).filter(**facts).values_list("child_id", "care_class_id", "site_id")
        }
    )


def children_of(*, site: Site, care_class: CareClass | None = None) -> list[Child]:
    """The children who are in a class, or at a site, today."""
    facts = {"care_class": care_class} if care_class else {"site": site}
    keys = [child for child, _class, _site in places_of(**facts)]
    return list(Child.objects.filter(pk__in=keys).order_by("pk"))


def guardians_of(children: Iterable[int]) -> list[Account]:
    """Today's guardians of these children."""
    held = Account.objects.filter(
        guardianships__child__in=list(children), guardianships__valid__contains=today(), is_active=True
    )
    return list(held.distinct().order_by("pk"))


def carers_of(care_class: CareClass) -> list[Account]:
    """Those with a post in a class today."""
    return _with_posts(Q(care_class=care_class, role__in=["carer", "health_worker"]))


def heads_of(site: Site) -> list[Account]:
    """Today's heads of a site."""
    return _with_posts(Q(site=site, role="head"))


def keepers_of(site: Site) -> list[Account]:
    """Today's keepers of a station."""
    return _with_posts(Q(site=site, role="station_keeper"))


def leaders_in(region: Region) -> list[tuple[Site, list[Account]]]:
    """Every site of a region that is not closed, with its heads or keepers of today."""
    sites = Site.objects.filter(region__lineage__contains=[region.pk]).exclude(state="closed")
    return [(site, [*heads_of(site), *keepers_of(site)]) for site in sites.order_by("sort_key", "pk")]


def officers_of(region: Region) -> list[Account]:
    """Today's officers of the district in which a region lies."""
    held = RoleGrant.objects.filter(
        role=Role.DISTRICT_OFFICER, region__in=region.lineage, valid__contains=today()
    )
    return list(Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("pk"))


def _with_posts(which: Q) -> list[Account]:
    posts = Post.objects.filter(which, valid__contains=today(), worker__account__isnull=False)
    held = Account.objects.filter(pk__in=posts.values("worker__account"), is_active=True)
    return list(held.order_by("pk"))

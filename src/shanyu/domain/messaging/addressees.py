"""To whom somebody may write, let know, or whom they may ask: one list for the form and for the verb alike.

Each choice has a key that a form posts; a key that is not on the actor's own list is nobody's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.messaging.audiences import places_of
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.people.models import Child, Household
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.naming import said
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.door import Actor, Invalid, Role


@dataclass(frozen=True)
class Addressee:
    """Somebody to write to: the thread that would be opened, from which side, and what it is called."""

    key: str
    label: str
    kind: ThreadKind
    side: Side
    child: Child | None = None
    care_class: CareClass | None = None
    site: Site | None = None
    region: Region | None = None
    own: bool = False


@dataclass(frozen=True)
class Audience:
    """Those who are told together: a class, a site, or the sites of a region."""

    key: str
    label: str
    care_class: CareClass | None = None
    site: Site | None = None
    region: Region | None = None


Choice = TypeVar("Choice", Addressee, Audience)


def addressees(actor: Actor) -> list[Addressee]:
    """Everybody to whom this actor may write, their own children's side first."""
    return [*_of_family(actor), *_of_carer(actor), *_of_head(actor)]


def chosen(found: Iterable[Choice], key: str) -> Choice:
    """The one of this key. Raises Invalid where it is not on the list."""
    for one in found:
        if one.key == key:
            return one
    raise Invalid({"to": _("请选择写给谁。")})


def audiences(actor: Actor) -> list[Audience]:
    """Everybody whom this actor may let know of something."""
    regions = Region.objects.filter(pk__in=actor.targets(Role.DISTRICT_OFFICER, "region"))
    return [
        *families(actor),
        *(
            _of_class(one)
            for one in _classes(actor.targets(Role.CARER, "class"))
            if one.site_id not in _headed(actor)
        ),
        *(
            Audience(
                f"region:{one.pk}", _("%(region)s的所有机构") % {"region": said(one, "name")}, region=one
            )
            for one in regions.order_by("code")
        ),
    ]


def families(actor: Actor) -> list[Audience]:
    """The families of a head's sites, as a whole and by class."""
    found = []
    for site in Site.objects.filter(pk__in=_headed(actor)).order_by("sort_key", "pk"):
        name = said(site, "name")
        found.append(Audience(f"site:{site.pk}", _("%(site)s · 全园家长") % {"site": name}, site=site))
        found += [_of_class(one) for one in site.classes.filter(closed_on=None).select_related("site")]
    return found


def _headed(actor: Actor) -> list[int]:
    return actor.targets(Role.HEAD, "site")


def _classes(keys: Iterable[int]) -> Iterable[CareClass]:
    return CareClass.objects.filter(pk__in=keys, closed_on=None).select_related("site").order_by("pk")


def _of_class(one: CareClass) -> Audience:
    label = _("%(site)s · %(class)s家长") % {"site": said(one.site, "name"), "class": one.name}
    return Audience(f"class:{one.pk}", label, care_class=one, site=one.site)


def _of_family(actor: Actor) -> list[Addressee]:
    """The carers and the head where one's children are, stations near, and the authority."""
    own = actor.targets(Role.GUARDIAN, "child")
    if not own:
        return []
    found = []
    for child, care_class, site in _there(child__in=own):
        name, about = said(site, "name"), child.name.reveal()
        facts = {"about": about, "class": care_class.name, "site": name}
        found.append(
            Addressee(
                f"class:{care_class.pk}:{child.pk}", _("%(class)s老师 · %(about)s · %(site)s") % facts,
                ThreadKind.CLASS, Side.FAMILY, child, care_class, site,
            )
        )  # fmt: skip
        found.append(
            Addressee(
                f"head:{site.pk}:{child.pk}", _("园长 · %(about)s · %(site)s") % facts,
                ThreadKind.HEAD, Side.FAMILY, child, None, site,
            )
        )  # fmt: skip
    homes = Household.objects.filter(children__in=own, region__isnull=False).select_related("region")
    regions = {home.region_id: home.region for home in homes.order_by("pk")}
    lineages = {key for one in regions.values() for key in one.lineage}
    districts = Region.objects.filter(pk__in=lineages, level=Level.COUNTY)
    # A station serves its community, and the street around it.
    near = Q(region__in=regions) | Q(region__in=[one.parent_id for one in regions.values()])
    stations = Site.objects.filter(near, kind="station", state=SiteState.OPEN)
    found += [
        Addressee(f"station:{one.pk}", said(one, "name"), ThreadKind.STATION, Side.FAMILY, site=one, own=True)
        for one in stations.order_by("sort_key", "pk")
    ]
    return found + [
        Addressee(
            f"authority:{one.pk}", _("%(region)s托育主管部门") % {"region": said(one, "name")},
            ThreadKind.AUTHORITY, Side.FAMILY, region=one, own=True,
        )
        for one in districts.order_by("code")
    ]  # fmt: skip


def _of_carer(actor: Actor) -> list[Addressee]:
    return [
        Addressee(
            f"family:{care_class.pk}:{child.pk}", _("%(about)s的家长 · %(class)s") % {
                "about": child.name.reveal(), "class": care_class.name,
            },
            ThreadKind.CLASS, Side.STAFF, child, care_class, site,
        )
        for child, care_class, site in _there(care_class__in=actor.targets(Role.CARER, "class"))
    ]  # fmt: skip


def _of_head(actor: Actor) -> list[Addressee]:
    sites = _headed(actor)
    found = [
        Addressee(
            f"guardians:{site.pk}:{child.pk}", _("%(about)s的家长 · %(class)s") % {
                "about": child.name.reveal(), "class": care_class.name,
            },
            ThreadKind.HEAD, Side.STAFF, child, None, site,
        )
        for child, care_class, site in _there(site__in=sites)
    ]  # fmt: skip
    for site in Site.objects.filter(pk__in=sites).select_related("region").order_by("sort_key", "pk"):
        district = Region.objects.filter(pk__in=site.region.lineage, level=Level.COUNTY).first()
        if district is not None:
            facts = {"region": said(district, "name"), "site": said(site, "name")}
            label = pgettext("写给谁", "%(region)s托育主管部门 · 以%(site)s的名义") % facts
            found.append(
                Addressee(
                    f"office:{site.pk}", label, ThreadKind.AUTHORITY, Side.STAFF, site=site, region=district
                )
            )
    return found


def _there(**facts: object) -> list[tuple[Child, CareClass, Site]]:
    """Children with their class and site of today, by the name of the class."""
    rows = places_of(**facts)
    children = Child.objects.in_bulk([row[0] for row in rows])
    classes = CareClass.objects.select_related("site").in_bulk([row[1] for row in rows])
    found = [(children[child], classes[one], classes[one].site) for child, one, _site in rows]
    return sorted(found, key=lambda row: (row[2].pk, row[1].name, row[0].pk))

"""A site's own facts, where it stands, and whether it is open."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.jobs import plan_snapping
from shanyu.domain.providers.kinds import SiteState
from shanyu.domain.providers.models import CareClass, Site, SitePage
from shanyu.domain.providers.naming import sort_key
from shanyu.domain.providers.refusals import NameTaken, PageNeeded, SiteNotEmpty, StateNotAllowed
from shanyu.domain.regions.queries import locate
from shanyu.kernel.clock import today
from shanyu.kernel.coordinates import Datum, to_wgs84
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: What a head may correct by hand; kind, operator and inclusiveness come from the authority.
SITE_TEXTS = ("name", "name_en", "address", "address_en", "phone")


@action("providers.edit_site", on=Site)
def edit_site(actor: Actor, site: Site, *, floor_area_m2: Decimal | None = None, **texts: str) -> Site:
    """Correct a site's name, address, telephone and floor area. Raises Invalid and NameTaken."""
    unknown = set(texts) - set(SITE_TEXTS)
    if unknown:
        raise TypeError(f"a site's own facts have no {sorted(unknown)}")
    errors = {}
    for name, given in texts.items():
        text, most = given.strip(), Site._meta.get_field(name).max_length
        if len(text) > most:
            errors[name] = _("最多 %(most)s 个字。") % {"most": most}
        elif not text and name in {"name", "address"}:
            errors[name] = _("这一项要填写。")
        setattr(site, name, text)
    if floor_area_m2 is not None and not 0 < floor_area_m2 < 1_000_000:
        errors["floor_area_m2"] = _("面积应大于 0 平方米。")
    if errors:
        raise Invalid(errors)
    site.floor_area_m2 = floor_area_m2
    site.sort_key = sort_key(site.name)
    with guarded(site_once_per_operator=NameTaken(name=site.name)):
        site.save()
    return site


@action("providers.move_site", on=Site)
def move_site(actor: Actor, site: Site, *, lon: float, lat: float, datum: str = Datum.WGS84) -> Site:
    """Set where a site stands, in the datum the numbers come in; its region and walking snap follow.

    The job that snaps it to the walking network is planned. Raises Invalid.
    """
    if datum not in set(Datum):
        raise Invalid({"datum": _("请选择坐标来自哪种地图。")})
    if not (73 <= lon <= 136 and 3 <= lat <= 54):
        raise Invalid({"lon": _("经度应在 73 到 136、纬度在 3 到 54 之间，请核对有没有填反。")})
    site.lon, site.lat = (float(value) for value in to_wgs84([lon, lat], Datum(datum)))
    region = locate(actor, site.lon, site.lat)
    if region is not None and site.region_id not in region.lineage:
        site.region = region
    site.walk_node = site.walk_metres = None
    site.save()
    plan_snapping([site.pk])
    return site


@action("providers.open_site", on=Site)
def open_site(actor: Actor, site: Site) -> Site:
    """Show a drafted site to families. Raises StateNotAllowed, and PageNeeded without a published page."""
    _expect(site, SiteState.DRAFT)
    if not SitePage.objects.filter(site=site, state=SitePage.State.PUBLISHED).exists():
        raise PageNeeded
    site.opened_on = site.opened_on or today()
    return _become(site, SiteState.OPEN)


@action("providers.suspend_site", on=Site)
def suspend_site(actor: Actor, site: Site) -> Site:
    """The authority stops an open site for now; its page says so. Raises StateNotAllowed."""
    _expect(site, SiteState.OPEN)
    return _become(site, SiteState.SUSPENDED)


@action("providers.resume_site", on=Site)
def resume_site(actor: Actor, site: Site) -> Site:
    """The authority lets a suspended site go on. Raises StateNotAllowed."""
    _expect(site, SiteState.SUSPENDED)
    return _become(site, SiteState.OPEN)


@action("providers.close_site", on=Site)
def close_site(actor: Actor, site: Site, *, on: date | None = None) -> Site:
    """The authority closes a site for good. Raises StateNotAllowed, and SiteNotEmpty while children are placed."""
    _expect(site, SiteState.DRAFT, SiteState.OPEN, SiteState.SUSPENDED)
    day = on or today()
    if day > today() or (site.opened_on and day < site.opened_on):
        raise Invalid({"on": _("停办日期应在开办之后、今天之前。")})
    placed = CareClass.objects.filter(site=site).aggregate(children=Sum("placed"))["children"]
    if placed:
        raise SiteNotEmpty(children=placed)
    site.closed_on = day
    return _become(site, SiteState.CLOSED)


def _expect(site: Site, *states: str) -> None:
    if site.state not in states:
        raise StateNotAllowed(state=site.get_state_display())


def _become(site: Site, state: str) -> Site:
    site.state = state
    site.save()
    return site

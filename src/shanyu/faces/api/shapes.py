"""From what the verbs answer to what the API sends."""

from collections.abc import Sequence
from datetime import time

from django.urls import reverse

from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries import Found, FoundSite, OfferView, RatioView, SiteView
from shanyu.domain.providers.trust import Trust
from shanyu.domain.regions.models import Region
from shanyu.faces.api import schemas
from shanyu.kernel.coordinates import Datum, from_wgs84, to_wgs84

#: 1e-6 degrees are about ten centimetres.
DIGITS = 6


def place(text: str | None, datum: Datum) -> tuple[float, float] | None:
    """The WGS-84 point of a checked LON,LAT in a datum."""
    if text is None:
        return None
    lon, lat = to_wgs84([float(part) for part in text.split(",")], datum).tolist()
    return min(max(lon, -180.0), 180.0), min(max(lat, -85.0), 85.0)


def clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def hour(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def site_items(found: Found, datum: Datum) -> list[schemas.SiteItem]:
    points = _points([item.site for item in found.items], datum)
    return [_item(item, point) for item, point in zip(found.items, points, strict=True)]


def walk_note(found: Found) -> schemas.WalkNote:
    note = found.walk_note
    return schemas.WalkNote(
        known=found.walk_known,
        straight_line_factor=found.walk_factor,
        source=note.source if note else None,
        synthetic=note.synthetic if note else None,
    )


def site_page(view: SiteView, datum: Datum) -> schemas.SitePageOut:
    page, site = view.page, view.site
    return schemas.SitePageOut(
        **_brief(site, view.free_places, view.trust, _points([site], datum)[0]),
        datum=datum,
        introduction=page.introduction if page else "",
        introduction_en=page.introduction_en if page else "",
        meals=page.meals if page else "",
        meals_en=page.meals_en if page else "",
        camera_policy=page.camera_policy if page else "",
        camera_policy_en=page.camera_policy_en if page else "",
        outdoor_m2=view.outdoor_m2,
        licensed_places=view.licensed_places,
        rooms=[_room(room) for room in view.rooms],
        classes=[_class(ratio) for ratio in view.ratios],
        offers=[_offer(offer) for offer in view.offers],
        staff=[schemas.StaffOut(**_fields(member, schemas.StaffOut)) for member in view.staff],
        authorisation=_authorisation(view),
        certificates=[
            schemas.CertificateOut(
                kind=paper.kind,
                kind_name=paper.get_kind_display(),
                issued_on=paper.issued_on,
                expires_on=paper.expires_on,
            )
            for paper in view.certificates
        ],
        owner=site.owner.name if site.owner else None,
        opened_on=site.opened_on,
        closed_on=site.closed_on,
        history_since=view.history_since,
    )


def region(row: Region, parents: dict[int, str]) -> schemas.RegionOut:
    return schemas.RegionOut(**_region(row), parent=parents.get(row.parent_id))


def _points(sites: Sequence[Site], datum: Datum) -> list[tuple[float, float]]:
    if not sites:
        return []
    return from_wgs84([(site.lon, site.lat) for site in sites], datum).round(DIGITS).tolist()


def _brief(site: Site, free: int, trust: Trust, point: tuple[float, float]) -> dict:
    return {
        "id": site.public_id,
        "name": site.name,
        "name_en": site.name_en,
        "kind": site.kind,
        "kind_name": site.get_kind_display(),
        "state": site.state,
        "running_model": site.running_model,
        "inclusive": site.inclusive,
        "region": _region(site.region),
        "operator": site.operator.name,
        "address": site.address,
        "address_en": site.address_en,
        "phone": site.phone,
        "lon": point[0],
        "lat": point[1],
        "free_places": free,
        "trust": {"state": trust.state, "lines": [vars(line) for line in trust.lines]},
        "href": reverse("api:read_site", args=[site.public_id]),
    }


def _item(item: FoundSite, point: tuple[float, float]) -> schemas.SiteItem:
    return schemas.SiteItem(
        **_brief(item.site, item.free_places, item.trust, point),
        distance_m=_round(item.distance_m),
        walk_minutes=_round(item.walk_minutes),
        walk_estimated=item.walk_estimated,
        work_minutes=_round(item.work_minutes),
        free_for_child=item.free_for_child,
        fee=None if item.fee_fen is None else {"fen": item.fee_fen, "unit": item.fee_unit},
        forms=list(item.forms),
        opens=hour(item.opens),
        closes=hour(item.closes),
    )


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _region(row: Region) -> dict:
    return {"code": row.code, "level": row.level, "name": row.name, "name_en": row.name_en}


def _fields(source: object, schema: type) -> dict:
    return {name: getattr(source, name) for name in schema.model_fields}


def _room(room: object) -> schemas.RoomOut:
    return schemas.RoomOut(**{**_fields(room, schemas.RoomOut), "area_m2": float(room.area_m2)})


def _class(ratio: RatioView) -> schemas.ClassOut:
    care_class = ratio.care_class
    return schemas.ClassOut(
        name=care_class.name,
        band=care_class.band,
        band_name=care_class.get_band_display(),
        licensed=care_class.licensed,
        free=care_class.free,
        children_per_carer=ratio.children_per_carer,
        carers=ratio.carers,
        ratio_ok=ratio.ok,
        ratio_rule=ratio.rule.citation if ratio.rule else None,
    )


def _offer(view: OfferView) -> schemas.OfferOut:
    offer = view.offer
    return schemas.OfferOut(
        form=offer.form,
        band=offer.band,
        weekdays=offer.weekdays,
        opens=hour(offer.opens),
        closes=hour(offer.closes),
        fee={"fen": offer.fee_fen, "unit": offer.fee_unit},
        meal_fee_fen=offer.meal_fee_fen,
        cap_fen=view.cap.cap_fen if view.cap else None,
        cap_source=view.cap.source if view.cap else None,
        over_cap=view.over_cap,
    )


def _authorisation(view: SiteView) -> schemas.AuthorisationOut | None:
    held = view.authorisation
    if held is None:
        return None
    return schemas.AuthorisationOut(
        kind=held.kind,
        number=held.number,
        authority=held.authority,
        issued_on=held.issued_on,
        valid_until=held.valid.upper if held.valid else None,
    )

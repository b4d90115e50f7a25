"""Classes and their places: licensed, taken and held. Free places follow by themselves."""

from datetime import date

from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import CareClass, Room, Site
from shanyu.domain.providers.refusals import (
    ClassNotEmpty,
    ClassTooLarge,
    FewerThanHere,
    NameTaken,
    OverLicensed,
)
from shanyu.domain.providers.rules import band_rule
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

MOST_PLACES = 500


@action("providers.add_class", on=Site)
def add_class(
    actor: Actor, site: Site, *, name: str, band: str, licensed: int, room: int | None = None
) -> CareClass:
    """Open a class of an age band with its licensed places; `room` is the key of one of the site's rooms.

    Raises Invalid, NameTaken, and ClassTooLarge past the band's limit.
    """
    care_class = CareClass(site=site, name=_name(name), band=_band(band), room=_room(site.pk, room))
    care_class.licensed = _number("licensed", licensed)
    _within_limit(care_class.band, care_class.licensed)
    with guarded(class_name_once=NameTaken(name=care_class.name)):
        care_class.save()
    care_class.refresh_from_db()
    return care_class


@action("providers.edit_class", on=CareClass)
def edit_class(
    actor: Actor, care_class: CareClass, *, name: str, band: str, room: int | None = None
) -> CareClass:
    """Correct a class's name, band and room. Raises as `add_class` does."""
    care_class.name, care_class.band = _name(name), _band(band)
    care_class.room = _room(care_class.site_id, room)
    _within_limit(care_class.band, care_class.licensed)
    with guarded(class_name_once=NameTaken(name=care_class.name)):
        care_class.save(update_fields=["name", "band", "room"])
    return care_class


@action("providers.set_places", on=CareClass)
def set_places(
    actor: Actor,
    care_class: CareClass,
    *,
    licensed: int | None = None,
    placed: int | None = None,
    held: int | None = None,
) -> CareClass:
    """Set the numbers that are given, in one statement; the database keeps them from crossing.

    Raises Invalid, ClassTooLarge where more places are licensed than the band allows, and OverLicensed where
    taken and held would be more than licensed, also when two people change different numbers at once.
    FewerThanHere where fewer are given than have, or will have, their places through the platform.
    """
    given = {"licensed": licensed, "placed": placed, "held": held}
    numbers = {name: _number(name, value) for name, value in given.items() if value is not None}
    if numbers.get("licensed", 0) > care_class.licensed:
        _within_limit(care_class.band, numbers["licensed"])
    now_there = {name: getattr(care_class, name) for name in given}
    here = {"placed": care_class.placed_here, "held": care_class.held_here}
    with guarded(
        class_never_over_licensed=OverLicensed(**now_there), class_counts_those_here=FewerThanHere(**here)
    ):
        CareClass.objects.filter(pk=care_class.pk).update(**numbers, modified_at=now())
    care_class.refresh_from_db()
    return care_class


@action("providers.close_class", on=CareClass)
def close_class(actor: Actor, care_class: CareClass, *, on: date | None = None) -> CareClass:
    """Close an empty class from a day on, today at the earliest. Raises ClassNotEmpty and Invalid."""
    day = on or today()
    if day < today():
        raise Invalid({"on": _("请选今天或以后的日期。")})
    empty = CareClass.objects.filter(pk=care_class.pk, placed=0, held=0)
    if not empty.update(closed_on=day, modified_at=now()):
        raise ClassNotEmpty(name=care_class.name, children=care_class.placed + care_class.held)
    care_class.refresh_from_db()
    return care_class


def _name(name: str) -> str:
    cleaned = name.strip()
    if not 0 < len(cleaned) <= 60:
        raise Invalid({"name": _("请填 1 到 60 个字的班名。")})
    return cleaned


def _band(band: str) -> str:
    if band not in AgeBand.values:
        raise Invalid({"band": _("请选择班型。")})
    return band


def _room(site_id: int, key: int | None) -> Room | None:
    if key is None:
        return None
    room = Room.objects.filter(site_id=site_id, pk=key).first()
    if room is None:
        raise Invalid({"room": _("请选择本机构的房间。")})
    return room


def _number(name: str, value: int) -> int:
    if not 0 <= value <= MOST_PLACES:
        raise Invalid({name: _("请填 0 到 %(most)s 的整数。") % {"most": MOST_PLACES}})
    return value


def _within_limit(band: str, licensed: int) -> None:
    """A class larger than a mandatory or local rule allows is refused; a recommended limit is only shown."""
    limit = band_rule(band, today())
    if limit and licensed > limit.most and limit.source.force in {"mandatory", "local"}:
        raise ClassTooLarge(band=AgeBand(band).label, most=limit.most, rule=limit.source.citation)

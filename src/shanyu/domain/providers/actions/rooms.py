"""Rooms: their use, size and floor, and where no camera may hang."""

from decimal import Decimal

from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import RoomUse
from shanyu.domain.providers.models import CareClass, Room, Site
from shanyu.domain.providers.refusals import CameraForbidden, NameTaken, RoomInUse
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

LARGEST_M2 = Decimal(100_000)


@action("providers.add_room", on=Site)
def add_room(
    actor: Actor,
    site: Site,
    *,
    name: str,
    use: str,
    area_m2: Decimal,
    floor: int = 1,
    has_camera: bool = False,
) -> Room:
    """Enter a room. Raises Invalid, NameTaken, and CameraForbidden in a private room."""
    return _saved(Room(site=site), name, use, area_m2, floor, has_camera)


@action("providers.edit_room", on=Room)
def edit_room(
    actor: Actor,
    room: Room,
    *,
    name: str,
    use: str,
    area_m2: Decimal,
    floor: int = 1,
    has_camera: bool = False,
) -> Room:
    """Correct a room. Raises as `add_room` does."""
    return _saved(room, name, use, area_m2, floor, has_camera)


@action("providers.remove_room", on=Room)
def remove_room(actor: Actor, room: Room) -> None:
    """Take a room out; its history stays. Raises RoomInUse while a class lives in it."""
    classes = CareClass.objects.filter(room=room, closed_on__isnull=True).count()
    if classes:
        raise RoomInUse(name=room.name, classes=classes)
    room.delete()


def _saved(room: Room, name: str, use: str, area_m2: Decimal, floor: int, has_camera: bool) -> Room:
    errors = {}
    if not name.strip() or len(name.strip()) > 60:
        errors["name"] = _("请填 1 到 60 个字的名称。")
    if use not in RoomUse.values:
        errors["use"] = _("请选择用途。")
    if not 0 < area_m2 < LARGEST_M2:
        errors["area_m2"] = _("面积应大于 0 平方米。")
    if not -5 <= floor <= 100:
        errors["floor"] = _("楼层应在 -5 到 100 之间。")
    if errors:
        raise Invalid(errors)
    room.name, room.use, room.area_m2 = name.strip(), use, area_m2
    room.floor, room.has_camera = floor, has_camera
    with guarded(
        room_no_camera_in_private=CameraForbidden(use=RoomUse(use).label),
        room_name_once=NameTaken(name=room.name),
    ):
        room.save()
    return room

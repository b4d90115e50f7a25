"""The verbs that ask about a child's day."""

from shanyu.domain.care.queries.asks import (
    DoorCode,
    Due,
    MedicineView,
    PassView,
    door_code,
    leaves,
    medication_asked,
    medication_due,
    medicines,
    read_label,
)
from shanyu.domain.care.queries.days import DayOfChild, EntryView, day_of_child
from shanyu.domain.care.queries.devices import DeviceLine, classes, colleagues, devices
from shanyu.domain.care.queries.families import FamilyDay, day_mark, family_day
from shanyu.domain.care.queries.floors import Floor, FloorChild, Ratio, floor
from shanyu.domain.care.queries.kits import ChildKit, Kit, floor_kit, floor_mark
from shanyu.domain.care.queries.photos import (
    PhotoFloor,
    PhotoView,
    album,
    photo_floor,
    photos_of_day,
    read_photo,
)
from shanyu.domain.care.queries.portraits import Drafted, Month, Shared, draft_portrait, months, portraits

__all__ = [
    "ChildKit",
    "DayOfChild",
    "DeviceLine",
    "DoorCode",
    "Drafted",
    "Due",
    "EntryView",
    "FamilyDay",
    "Floor",
    "FloorChild",
    "Kit",
    "MedicineView",
    "Month",
    "PassView",
    "PhotoFloor",
    "PhotoView",
    "Ratio",
    "Shared",
    "album",
    "classes",
    "colleagues",
    "day_mark",
    "day_of_child",
    "devices",
    "door_code",
    "draft_portrait",
    "family_day",
    "floor",
    "floor_kit",
    "floor_mark",
    "leaves",
    "medication_asked",
    "medication_due",
    "medicines",
    "months",
    "photo_floor",
    "photos_of_day",
    "portraits",
    "read_label",
    "read_photo",
]

"""A child's day in the words of its family: one line for each entry, and the state on top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.care.kinds import (
    Amount,
    CheckSlot,
    Domain,
    Finding,
    Kind,
    MealSlot,
    Mood,
    NapQuality,
    NapSlot,
    NapState,
    Outcome,
    OutdoorState,
    Position,
    Stool,
    Symptom,
    Toilet,
)
from shanyu.domain.care.queries import EntryView, FamilyDay, PhotoView
from shanyu.kernel.clock import local

_ICONS = {
    Kind.ARRIVAL: "log-in", Kind.DEPARTURE: "log-out", Kind.REFUSED: "shield-alert", Kind.CHECK: "thermometer",
    Kind.MEAL: "utensils", Kind.WATER: "activity", Kind.SLEEP: "bed", Kind.POSITION: "eye", Kind.TOILET: "bath",
    Kind.OUTDOOR: "tree-deciduous", Kind.ACTIVITY: "shapes", Kind.MOOD: "smile", Kind.OBSERVATION: "sprout",
    Kind.MEDICATION: "syringe", Kind.MOVED: "arrow-right", Kind.NOTE: "message-circle",
}  # fmt: skip
_PLACES = ("mouth", "hands", "skin", "eyes", "spirits")


@dataclass(frozen=True)
class Line:
    """A line of the timeline: at `at`; `alert` asks to be read first; `photo` is a picture of that moment."""

    at: datetime
    icon: str
    title: str
    words: str = ""
    by: str = ""
    alert: bool = False
    disputed: bool = False
    corrects: bool = False
    photo: PhotoView | None = None


def timeline(day: FamilyDay) -> list[Line]:
    """Everything of a day, the newest first: entries and pictures together."""
    lines = [_line(entry) for entry in day.told.entries if entry.kind != Kind.PHOTO]
    lines += [
        Line(one.at, "image", _("检查时拍的照片") if one.finding else _("照片"), photo=one)
        for one in day.photos
    ]
    return sorted(lines, key=lambda one: one.at, reverse=True)


def facts(day: FamilyDay) -> list[tuple[str, str, str]]:
    """What stands on top, as icon, label and value: present since, asleep since, outdoors."""
    state = day.told.state
    found = []
    if state.left_at:
        found.append(("log-out", _("离园"), _clock(state.left_at)))
    if state.arrived_at:
        found.insert(0, ("log-in", _("到园"), _clock(state.arrived_at)))
    if state.asleep_since:
        found.append(("bed", _("正在睡"), _("%(at)s 起") % {"at": _clock(state.asleep_since)}))
    if state.outdoors_since:
        found.append(("tree-deciduous", _("在户外"), _("%(at)s 起") % {"at": _clock(state.outdoors_since)}))
    elif state.outdoor_minutes:
        found.append(("tree-deciduous", _("户外"), _("%(n)s 分钟") % {"n": state.outdoor_minutes}))
    return found


def where(day: FamilyDay, is_today: bool) -> str:
    """The day in one sentence."""
    state = day.told.state
    if state.left_at:
        return _("已经离园") if is_today else _("当天已离园")
    if state.isolated:
        return _("在隔离室，老师陪着")
    if state.asleep_since:
        return _("在睡觉")
    if state.outdoors_since:
        return _("在户外玩")
    if state.present:
        return _("在园里")
    if day.leave:
        return _("请假")
    if day.site is None:
        return _("这一天没有托位")
    if not day.open_today:
        return _("园所今天休息") if is_today else _("园所那天休息")
    return _("还没有到园") if is_today else _("那天没有记录")


def _line(entry: EntryView) -> Line:
    title = _title(entry)
    return Line(
        local(entry.at), _ICONS.get(entry.kind, "circle-dot"), title, entry.note, entry.by or "",
        alert=entry.kind == Kind.REFUSED or _found(entry.facts), disputed=entry.disputed, corrects=entry.corrects,
    )  # fmt: skip


def _title(entry: EntryView) -> str:
    given = entry.facts
    match entry.kind:
        case Kind.CHECK:
            return _check(given)
        case Kind.MEAL:
            return _both(MealSlot(given["slot"]).label, Amount(given["amount"]).label)
        case Kind.WATER:
            return _("喝水 %(ml)s 毫升") % given
        case Kind.SLEEP:
            quality = NapQuality(given["quality"]).label if given.get("quality") else ""
            return _listed(_both(NapSlot(given["slot"]).label, NapState(given["state"]).label), quality)
        case Kind.POSITION:
            turned = _("已帮助翻身") if given.get("turned") else ""
            return _listed(_("睡姿：%(word)s") % {"word": Position(given["position"]).label}, turned)
        case Kind.TOILET:
            stool = Stool(given["stool"]).label if given.get("stool") else ""
            return _listed(Toilet(given["what"]).label, stool, _("换了尿布") if given.get("changed") else "")
        case Kind.OUTDOOR:
            return str(OutdoorState(given["state"]).label)
        case Kind.MOOD:
            return _("情绪：%(word)s") % {"word": Mood(given["mood"]).label}
        case Kind.OBSERVATION:
            return _("观察：%(word)s") % {"word": Domain(given["domain"]).label}
        case Kind.DEPARTURE if given.get("late_minutes"):
            return _("离园，比约定晚 %(n)s 分钟") % {"n": given["late_minutes"]}
        case Kind.NOTE:
            return _("老师的话") if entry.by else _("家里的留言")
    return str(Kind(entry.kind).label)


def _both(what: object, how: object) -> str:
    return _("%(what)s：%(how)s") % {"what": what, "how": how}


def _listed(*parts: object) -> str:
    return pgettext("分隔", "，").join(str(part) for part in parts if part)


def _check(given: Mapping) -> str:
    parts = [str(CheckSlot(given["slot"]).label)]
    if "temperature" in given:
        parts.append(f"{given['temperature'] / 10:.1f} ℃")
    parts += _findings(given)
    parts.append(_("未见异常") if not _found(given) else str(Outcome(given["outcome"]).label))
    return " · ".join(parts)


def _findings(given: Mapping) -> Iterable[str]:
    names = {"mouth": _("口腔"), "hands": _("手"), "skin": _("皮肤"), "eyes": _("眼睛"), "spirits": _("精神")}
    yield from (
        f"{names[place]} {Finding(given[place]).label}".strip()
        for place in _PLACES
        if given.get(place, Finding.OK) != Finding.OK
    )
    yield from (str(Symptom(one).label) for one in given.get("symptoms", ()))


def _found(given: Mapping) -> bool:
    """Whether a check found something."""
    if "outcome" not in given:
        return False
    return given["outcome"] != Outcome.IN_CLASS or given.get("temperature", 0) >= 373 or any(_findings(given))


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"

"""The class of today as JSON for a device, and the words that its script needs."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyu.domain.care import kinds
from shanyu.domain.care.models import Device
from shanyu.domain.care.queries import ChildKit, EntryView, Floor, FloorChild, Kit
from shanyu.domain.providers.models import CareClass, Worker
from shanyu.faces.carer.usual import POSITION_MINUTES, as_json, usual_day
from shanyu.kernel.clock import now

NO_KIT = ChildKit("", (), (), ())


def state_of(
    floor: Floor, kit: Kit, device: Device | None, mine: Iterable[CareClass], people: Iterable[Worker]
) -> dict:
    """Everything that a device keeps of a class: who is in it, what stands, who fetches whom, who is at work."""
    room = floor.care_class
    return {
        "now": now().isoformat(),
        "day": floor.day.isoformat(),
        "site": str(room.site.public_id),
        "device": device.name if device else "",
        "me": str(kit.me.public_id) if kit.me else "",
        "class": {
            "id": room.pk,
            "name": room.name,
            "most": floor.ratio.most,
            "infants": room.band == "infant",
        },
        "classes": [{"id": one.pk, "name": one.name} for one in mine],
        "rooms": [{"id": one.pk, "name": one.name} for one in kit.rooms],
        "people": [_worker(one) for one in people],
        "workers": [_worker(one) for one in kit.workers],
        "shifts": sorted({str(one.worker.public_id) for one in floor.shifts}),
        "chips": as_json(usual_day(room.band)),
        "children": [_child(one, kit.children.get(one.child.pk, NO_KIT)) for one in floor.children],
        "entries": [_entry(child, one) for child in floor.children for one in child.day.entries],
        "position_minutes": POSITION_MINUTES,
    }


def _worker(one: Worker) -> dict:
    return {"id": str(one.public_id), "name": one.name}


def _child(one: FloorChild, kit: ChildKit) -> dict:
    return {
        "id": str(one.child.public_id),
        "name": one.name,
        "leave": str(kinds.LeaveReason(one.leave).label) if one.leave else "",
        "guest": one.guest,
        "code": kit.code,
        "allergies": list(kit.allergies),
        "adults": [
            {"kind": adult.kind, "id": str(adult.id), "name": adult.name, "relation": adult.relation}
            for adult in kit.adults
        ],
        "medicines": [
            {"request": str(due.request), "drug": due.drug, "dose": due.dose, "times": list(due.times)}
            for due in kit.medicines
        ],
    }


def _entry(child: FloorChild, one: EntryView) -> dict:
    return {
        "mark": str(one.mark), "at": one.at.isoformat(), "child": str(child.child.public_id), "kind": one.kind,
        "facts": dict(one.facts), "note": one.note, "name": one.by, "batch": str(one.batch or ""),
        "replaces": list(map(str, one.replaces)),
    }  # fmt: skip


def vocabulary() -> dict:
    """The labels of kinds and facts, as the script shows them in a child's day and in the check."""
    named = {
        "kind": kinds.Kind, "check": kinds.CheckSlot, "meal": kinds.MealSlot, "sleep": kinds.NapSlot,
        "state": kinds.NapState, "amount": kinds.Amount, "quality": kinds.NapQuality, "position": kinds.Position,
        "what": kinds.Toilet, "stool": kinds.Stool, "outdoor": kinds.OutdoorState, "mood": kinds.Mood,
        "domain": kinds.Domain, "way": kinds.Way, "finding": kinds.Finding, "symptoms": kinds.Symptom,
        "objects": kinds.Forbidden, "outcome": kinds.Outcome,
    }  # fmt: skip
    return {name: {str(value): str(label) for value, label in words.choices} for name, words in named.items()}


def words() -> dict:
    """Sentences of the script; `{n}` and other names in braces are filled there."""
    return {
        "waiting": _("还有 {n} 条没有送达，联网后自动发送"),
        "all_arrived": _("全部已送达"),
        "offline": _("没有网络，照常记录"),
        "sign_in": _("登录已过期，记下的都在这台设备上。"),
        "sign_in_go": _("重新登录"),
        "save_for": _("给 {n} 个孩子记下"),
        "nobody_left": _("没有需要记这一项的孩子了。"),
        "tap_off": _("点一下孩子，可以取消或选上。"),
        "all": _("全选"),
        "none": _("全不选"),
        "cancel": _("取消"),
        "saved": _("已记：{what} · {n} 个孩子"),
        "undo": _("撤销"),
        "undone": _("已撤销：{what}"),
        "write": _("写一句话"),
        "present": _("在园 {n}"),
        "carers": _("老师 {n}"),
        "above": _("在园孩子超过配比：{n} 位老师最多照看 {most} 个孩子"),
        "no_carer": _("有孩子在园，还没有老师进班。请先点“我进班”。"),
        "begin": _("我进班"),
        "end": _("我离班"),
        "needs_network": _("这一步要联网。"),
        "away": _("未到园"),
        "here": _("在园"),
        "gone": _("已离园"),
        "asleep": _("睡着"),
        "outdoors": _("户外"),
        "isolated": _("隔离观察"),
        "leave": _("请假：{why}"),
        "guest": _("临时来班"),
        "allergy": _("过敏：{what}"),
        "unsent": _("待送达"),
        "disputed": _("两条记录不一致"),
        "disputed_title": _("两条记录不一致，请点正确的一条"),
        "refused_title": _("这些没有记上"),
        "again": _("再发送"),
        "edit": _("改一下"),
        "drop": _("删掉"),
        "list": _("今天记过的"),
        "nothing_yet": _("今天还没有记录。"),
        "check": _("晨午检登记"),
        "look": _("一摸二看三问四查"),
        "temperature": _("体温（℃）"),
        "temperature_wrong": _("体温应在 33.0 到 43.0 之间。"),
        "mouth": _("口腔"),
        "hands": _("手"),
        "skin": _("皮肤"),
        "eyes": _("眼睛"),
        "spirits": _("精神"),
        "symptoms": _("症状"),
        "objects": _("带来的危险物"),
        "outcome": _("处理"),
        "normal": _("一切正常"),
        "save": _("记下"),
        "close": _("关闭"),
        "who": _("交接的大人"),
        "code": _("接送码"),
        "code_wrong": _("这个码不是这个孩子今天的。"),
        "code_right": _("接送码正确，请选来的大人。"),
        "scan": _("扫码"),
        "refuse": _("不交接"),
        "refuse_why": _("为什么没有交接"),
        "incident": _("登记意外事件"),
        "medicine": _("喂药"),
        "medicine_due": _("{time} · {drug} {dose}"),
        "witness": _("在场核对的老师"),
        "move": _("去别的班"),
        "position_due": _("睡姿巡视到时间了：{names}"),
        "unlock": _("点自己的名字"),
        "pin": _("6 位密码"),
        "pin_wrong": _("密码不对。"),
        "pin_locked": _("密码错了 5 次，已锁定。请联网登录后再设新密码。"),
        "pin_unknown": _("您还没有在这台设备上联网打开过，请先联网打开一次。"),
        "open": _("打开"),
        "switch": _("换人"),
        "new_pin": _("我不在名单里"),
        "revoked": _("这台设备已停用，上面的记录已清除。"),
        "empty": _("这个班今天没有孩子。"),
    }


def said_saved(count: int) -> str:
    """What a form without script is answered."""
    return ngettext("已记下 %(n)s 条。", "已记下 %(n)s 条。", count) % {"n": count}

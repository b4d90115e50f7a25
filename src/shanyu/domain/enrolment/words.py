"""The words of every notice about a case: what happened and what to do by when. No child's name, nothing of health.

A site's reason may tell of a child's needs: it is read on the page, and never sent out of the house.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyu.domain.booking.moments import day_alone, day_and_time
from shanyu.domain.enrolment.kinds import CaseState, EntryKind, PlacementState, Side
from shanyu.domain.enrolment.models import Entry, Offer
from shanyu.domain.providers.naming import said


@dataclass(frozen=True)
class Notice:
    """What somebody is told, in the language that is active when it is made."""

    title: str
    body: str


def notice_of(entry: Entry, side: Side) -> Notice | None:
    """The words of an entry for one side; None where that side is not told of it."""
    found = _WORDS[side].get(EntryKind(entry.kind))
    if found is None:
        return None
    title, body = found
    lines = [line() for line in body] if isinstance(body, tuple) else body(entry)
    return Notice(title() % {"site": site_name(entry)}, "\n".join(line for line in lines if line))


def site_name(entry: Entry) -> str:
    site = entry.application.site if entry.application else entry.case.site
    return said(site, "name") if site else ""


def offer_of(entry: Entry) -> Offer | None:
    """The offer that an entry is about."""
    return Offer.objects.filter(placement=entry.placement_id).first() if entry.placement_id else None


def _offered(entry: Entry) -> list[str]:
    offer = offer_of(entry)
    facts = {"until": day_and_time(offer.until), "day": day_alone(offer.starts_on)}
    return [
        _("托位已留好，从 %(day)s 起。") % facts,
        _("请在 %(until)s 前答复，过期会让给下一家。") % facts,
    ]


def _agreed(entry: Entry) -> list[str]:
    until = {"until": day_and_time(offer_of(entry).until)}
    return [_("另一位监护人已经同意，还要您也同意。"), _("请在 %(until)s 前答复，过期会让给下一家。") % until]


def _checked(entry: Entry) -> list[str]:
    if entry.state == CaseState.SUSPENDED:
        return [_("可以返回了，回来当天请告诉机构。")]
    return [_("接下来请阅读并签署托育协议。")]


def _settled(entry: Entry) -> list[str]:
    place = entry.case.placements.filter(state=PlacementState.PLANNED).order_by("during").first()
    return [_("入托第一天：%(day)s。") % {"day": day_alone(place.during.lower)} if place else ""]


def _leaving(entry: Entry) -> list[str]:
    last = entry.case.last_day
    return [_("最后一天：%(day)s。") % {"day": day_alone(last)} if last else ""]


def _moving(entry: Entry) -> list[str]:
    facts = {"name": entry.placement.care_class.name, "day": day_alone(entry.placement.during.lower)}
    return [_("从 %(day)s 起到“%(name)s”。") % facts]


Line = Callable[[], str]
Words = tuple[Line, tuple[Line, ...] | Callable[[Entry], list[str]]]


def _why() -> str:
    return _("原因和可以做什么，请登录查看。")


def _see() -> str:
    return _("请登录查看。")


_FAMILY: Mapping[EntryKind, Words] = {
    EntryKind.REFUSE: (lambda: _("申请有答复：%(site)s"), (lambda: _("这次没有录取。"), _why)),
    EntryKind.OFFER: (lambda: _("已录取，请答复：%(site)s"), _offered),
    EntryKind.RETRACT: (
        lambda: _("录取已收回：%(site)s"),
        (lambda: _("您家仍在原来的位置排队。"), _why),
    ),
    EntryKind.AGREE: (lambda: _("请您也确认录取：%(site)s"), _agreed),
    EntryKind.ACCEPT: (
        lambda: _("已接受录取：%(site)s"),
        (lambda: _("接下来请交齐入托材料，平台已有的不用再交。"),),
    ),
    EntryKind.DECLINE: (lambda: _("已谢绝录取：%(site)s"), (lambda: _("其他机构的申请不受影响。"),)),
    EntryKind.LAPSE: (
        lambda: _("录取已过期：%(site)s"),
        (lambda: _("没有在时限内收到答复，托位已让给下一家。"), lambda: _("还想去的话，可以重新申请。")),
    ),
    EntryKind.DOCUMENTS: (lambda: _("材料已核对：%(site)s"), (lambda: _("接下来请带孩子完成入托体检。"),)),
    EntryKind.CHECKUP: (lambda: _("体检已核对：%(site)s"), _checked),
    EntryKind.SIGN: (lambda: _("家庭已签协议：%(site)s"), (lambda: _("等机构确认后生效。"),)),
    EntryKind.AGREEMENT: (lambda: _("协议已生效：%(site)s"), _settled),
    EntryKind.FIRST_DAY: (lambda: _("机构已确认入托：%(site)s"), ()),
    EntryKind.SUSPEND: (lambda: _("已暂停入托：%(site)s"), (lambda: _("托位保留，回来前请告诉机构。"),)),
    EntryKind.RETURN: (lambda: _("已回到机构：%(site)s"), ()),
    EntryKind.LEAVE: (lambda: _("已定下离托日期：%(site)s"), _leaving),
    EntryKind.LEFT: (lambda: _("已离托：%(site)s"), ()),
    EntryKind.MOVE_UP: (lambda: _("已安排升班：%(site)s"), _moving),
    EntryKind.WITHDRAW: (lambda: _("入托申请已撤回"), (lambda: _("不影响以后再申请。"),)),
    EntryKind.CLOSE: (lambda: _("机构已结束办理：%(site)s"), (_why,)),
}

_SITE: Mapping[EntryKind, Words] = {
    EntryKind.JOIN: (lambda: _("有新的入托申请：%(site)s"), (lambda: _("请在期限内答复。"),)),
    EntryKind.WITHDRAW_ONE: (lambda: _("一家撤回了申请：%(site)s"), (_see,)),
    EntryKind.SUPERSEDE: (
        lambda: _("一家已在别处入托：%(site)s"),
        (lambda: _("为它留的托位已空出，可以录取下一家。"),),
    ),
    EntryKind.ACCEPT: (lambda: _("家庭接受了录取：%(site)s"), (lambda: _("接下来请核对材料。"),)),
    EntryKind.DECLINE: (lambda: _("家庭谢绝了录取：%(site)s"), (lambda: _("托位已空出，可以录取下一家。"),)),
    EntryKind.LAPSE: (lambda: _("录取过期未答复：%(site)s"), (lambda: _("托位已空出，可以录取下一家。"),)),
    EntryKind.SIGN: (lambda: _("家庭已签协议，请确认：%(site)s"), (_see,)),
    EntryKind.SUSPEND: (lambda: _("一个孩子暂停入托：%(site)s"), (_see,)),
    EntryKind.RETURN: (lambda: _("一个孩子回到机构：%(site)s"), (_see,)),
    EntryKind.LEAVE: (lambda: _("一个孩子定下了离托日期：%(site)s"), _leaving),
    EntryKind.WITHDRAW: (lambda: _("家庭撤回了办理：%(site)s"), (lambda: _("托位已空出，可以录取下一家。"),)),
}

_WORDS: Mapping[Side, Mapping[EntryKind, Words]] = {Side.FAMILY: _FAMILY, Side.SITE: _SITE}

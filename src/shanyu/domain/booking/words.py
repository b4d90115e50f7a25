"""The words of every notice about a booking: what happened, what it means, what to do by when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.booking import rules
from shanyu.domain.booking.kinds import BookingState, EntryKind
from shanyu.domain.booking.models import Booking, Entry, Session
from shanyu.domain.booking.moments import day_and_time
from shanyu.kernel.clock import local, now


@dataclass(frozen=True)
class Notice:
    """What a family is told, in the language that is active when it is made."""

    title: str
    body: str


def in_language(session: Session, field: str) -> str:
    """A text of a session in the language that is active; in Chinese where it has no other."""
    english = not (get_language() or "zh").startswith("zh")
    return (english and getattr(session, f"{field}_en")) or getattr(session, field)


def notice_of(entry: Entry) -> Notice:
    """The words for an entry of the ledger."""
    title, body = _WORDS[EntryKind(entry.kind)]
    about = {"title": in_language(entry.booking.session, "title")}
    return Notice(title() % about, "\n".join(line for line in body(entry) if line))


def reminder_of(booking: Booking) -> Notice:
    """The words of a reminder."""
    session = booking.session
    facts = {"title": in_language(session, "title"), "when": day_and_time(session.starts_at)}
    lines = [*where_and_what(session), cancel_by(session)]
    return Notice(_("提醒：%(title)s，%(when)s") % facts, "\n".join(line for line in lines if line))


def where_and_what(session: Session) -> list[str]:
    """When and where, and what to bring."""
    bring = in_language(session, "bring")
    facts = {"when": day_and_time(session.starts_at), "place": in_language(session, "place")}
    return [
        _("时间地点：%(when)s，%(place)s。") % facts,
        _("请带：%(bring)s。") % {"bring": bring} if bring else "",
    ]


def cancel_by(session: Session) -> str:
    """Until when cancelling is free, or what it means now."""
    if session.cancel_until > now():
        when = day_and_time(session.cancel_until)
        return _("来不了的话，请在 %(when)s 前取消，名额会马上给下一家。") % {"when": when}
    return _("来不了的话，也请尽早取消，好让候补的家庭来；现在取消会记为临近取消。")


def _booked(entry: Entry) -> list[str]:
    return [*where_and_what(entry.booking.session), cancel_by(entry.booking.session)]


def _held(entry: Entry) -> list[str]:
    session = entry.booking.session
    until = entry.at + timedelta(minutes=session.hold_minutes or 0)
    ends = {"until": day_and_time(until)}
    return [*where_and_what(session), _("请在 %(until)s 前填完并确认，过时名额会给下一家。") % ends]


def _waiting(entry: Entry) -> list[str]:
    mine = entry.booking
    ahead = Booking.objects.filter(session=mine.session_id, state=BookingState.WAITING, line__lt=mine.line)
    return [
        *where_and_what(mine.session)[:1],
        _("您排在第 %(n)s 位。有空位时按顺序通知，请在通知写明的时间前答复。") % {"n": ahead.count() + 1},
        _("不想等了，可以随时退出，不影响以后预约。"),
    ]


def _offered(entry: Entry) -> list[str]:
    until = entry.booking.until or entry.booking.session.starts_at
    return [
        *where_and_what(entry.booking.session),
        _("名额已为您家留好，请在 %(until)s 前确认，过时会给下一家。") % {"until": day_and_time(until)},
        _("不需要的话请放弃，好让下一家早点知道。"),
    ]


def _cancelled(entry: Entry) -> list[str]:
    when = {"when": day_and_time(entry.booking.session.starts_at)}
    return [_("%(when)s 的预约已取消，名额会给候补的家庭。") % when, _("不影响您以后预约。")]


def _cancelled_late(entry: Entry) -> list[str]:
    rule = rules.trust_rule(local(entry.at).date()).value
    by = {"when": day_and_time(entry.booking.session.cancel_until)}
    return [
        _("这次取消晚于 %(when)s，记为一次临近取消。") % by,
        _("%(days)s 天内满 %(marks)s 次，热门活动会晚 %(minutes)s 分钟对您开放。") % dict(rule),
        _("如果有特殊情况，请在“我的预约”里说明，主办方会看。"),
    ]


def _expired(_entry: Entry) -> list[str]:
    return [_("没有在时限内确认，名额已经放出。"), _("还想参加的话，可以再次预约或候补。")]


def _declined(_entry: Entry) -> list[str]:
    return [_("谢谢您告诉我们，名额已给下一家。"), _("不影响您以后预约。")]


def _lapsed(_entry: Entry) -> list[str]:
    return [_("没有在时限内收到您的确认，名额已给下一家。"), _("还想参加的话，可以重新候补。")]


def _left(_entry: Entry) -> list[str]:
    return [_("不再为您家排队。"), _("以后随时可以再来候补。")]


def _called_off(entry: Entry) -> list[str]:
    session = entry.booking.session
    # A host may have written a whole sentence.
    why = session.cancelled_because.rstrip("。.")
    return [
        _("%(when)s 的这一场取消了。") % {"when": day_and_time(session.starts_at)},
        _("原因：%(why)s。") % {"why": why} if why else "",
        _("您不用做什么，这一次不计入您家的次数。可以看看附近的其他活动。"),
    ]


Title = Callable[[], str]
Body = Callable[[Entry], list[str]]
_WORDS: dict[EntryKind, tuple[Title, Body]] = {
    EntryKind.CLAIM: (lambda: _("已预约：%(title)s"), _booked),
    EntryKind.HOLD: (lambda: _("名额已保留，请确认：%(title)s"), _held),
    EntryKind.CONFIRM: (lambda: _("已预约：%(title)s"), _booked),
    EntryKind.JOIN: (lambda: _("已进入候补：%(title)s"), _waiting),
    EntryKind.OFFER: (lambda: _("有空位了，请确认：%(title)s"), _offered),
    EntryKind.ACCEPT: (lambda: _("已预约：%(title)s"), _booked),
    EntryKind.CANCEL: (lambda: _("预约已取消：%(title)s"), _cancelled),
    EntryKind.CANCEL_LATE: (lambda: _("预约已取消：%(title)s"), _cancelled_late),
    EntryKind.EXPIRE: (lambda: _("保留已到期：%(title)s"), _expired),
    EntryKind.DECLINE: (lambda: _("已放弃空位：%(title)s"), _declined),
    EntryKind.LAPSE: (lambda: _("空位已给下一家：%(title)s"), _lapsed),
    EntryKind.LEAVE: (lambda: _("已退出候补：%(title)s"), _left),
    EntryKind.CALL_OFF: (lambda: _("这一场取消了：%(title)s"), _called_off),
}

"""How a booking stands, in words: what it means, what to do next, by when."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shanyu.domain.booking.kinds import BookingState
from shanyu.domain.booking.models import Booking
from shanyu.domain.booking.queries import BookingView
from shanyu.domain.booking.queries.mine import MyBooking
from shanyu.domain.providers.naming import said
from shanyu.kernel.clock import now, today
from shanyu.ui import words
from shanyu.ui.sessions import span

#: The badge of each state: its look of `state_badge`.
LOOKS = {
    BookingState.HELD: "soon",
    BookingState.BOOKED: "valid",
    BookingState.WAITING: "info",
    BookingState.OFFERED: "soon",
    BookingState.ATTENDED: "valid",
    BookingState.NO_SHOW: "due",
    BookingState.CANCELLED_LATE: "due",
    BookingState.CALLED_OFF: "invalid",
}


@dataclass(frozen=True)
class Standing:
    """A booking's state: badge, its word, and the sentences that explain it."""

    look: str
    word: str
    sentence: str = ""
    meaning: str = ""

    @classmethod
    def of(cls, booking: Booking) -> "Standing":
        return cls(LOOKS.get(booking.state, "closed"), str(booking.get_state_display()))


@dataclass(frozen=True)
class ListLine:
    """A booking in the list."""

    booking: Booking
    title: str
    when: str
    place: str
    children: str
    standing: Standing
    until: str
    position: int | None
    may_tell: bool
    why: str


def line_of_list(one: MyBooking) -> ListLine:
    session = one.booking.session
    return ListLine(
        booking=one.booking,
        title=said(session, "title"),
        when=span(session.starts_at, session.ends_at),
        place=said(session.host.who, "name"),
        children=_("、").join(one.children),
        standing=Standing.of(one.booking),
        until=words.day_time(one.booking.until, today()) if one.booking.until else "",
        position=one.position,
        may_tell=one.may_tell,
        why=session.cancelled_because,
    )


def standing_of(view: BookingView) -> Standing:
    """How a booking stands, what it means and what comes next."""
    booking = view.booking
    plain = Standing.of(booking)
    say = _SAY.get(BookingState(booking.state))
    sentence, meaning = say(view) if say else ("", "")
    return Standing(plain.look, plain.word, sentence, meaning)


def _held(view: BookingView) -> tuple[str, str]:
    until = words.day_time(view.booking.until, today())
    return _("名额为您留到 %(when)s。") % {"when": until}, _("请在这之前确认，过时名额会给下一家。")


def _booked(view: BookingView) -> tuple[str, str]:
    if view.booking.session.ends_at <= now():
        return _("这一场已经结束。"), _("主办方还没有登记到场。")
    return _("名额是您家的了。"), _("到场时出示下面的签到码。")


def _offered(view: BookingView) -> tuple[str, str]:
    until = words.day_time(view.booking.until, today())
    return (
        _("有空位了，为您留到 %(when)s。") % {"when": until},
        _("要来请接受；不来请放弃，名额马上给下一家。"),
    )


def _waiting(view: BookingView) -> tuple[str, str]:
    line = view.line
    facts = {"n": line.position, "all": line.waiting}
    return _("您排在第 %(n)d 位，共 %(all)d 家在候补。") % facts, chance_words(line)


def chance_words(line) -> str:
    """The chance as it is honestly known."""
    if line.chance is None:
        return _("这里同类活动的记录还不多，说不准有多大机会。有空位会立即通知您。")
    return _(
        "过去 %(days)d 天里 %(past)d 场同类活动，排到这个位置约有 %(chance)d%% 等到空位。有空位会立即通知您。"
    ) % {
        "days": line.days,
        "past": line.past,
        "chance": line.chance,
    }


def _attended(view: BookingView) -> tuple[str, str]:
    arrived = view.booking.arrived_at
    return _("您家来过了。"), _("%(when)s 到场。") % {
        "when": words.day_time(arrived, today())
    } if arrived else ""


def _no_show(view: BookingView) -> tuple[str, str]:
    return _("记录为约了没来。"), _("如果是误记，可以申诉。")


def _late(view: BookingView) -> tuple[str, str]:
    return _("已取消，因为过了可以随时取消的时间，记为临近取消。"), _("有特殊情况可以申诉。")


def _called_off(view: BookingView) -> tuple[str, str]:
    because = view.booking.session.cancelled_because
    return _("主办方取消了这一场。"), because


def _again(sentence: str) -> tuple[str, str]:
    return sentence, _("还想参加，可以回到活动页重新预约或候补。")


_SAY = {
    BookingState.HELD: _held,
    BookingState.BOOKED: _booked,
    BookingState.OFFERED: _offered,
    BookingState.WAITING: _waiting,
    BookingState.ATTENDED: _attended,
    BookingState.NO_SHOW: _no_show,
    BookingState.CANCELLED_LATE: _late,
    BookingState.CALLED_OFF: _called_off,
    BookingState.CANCELLED: lambda view: _again(_("您取消了这个预约。")),
    BookingState.EXPIRED: lambda view: _again(_("没有按时确认，名额已经给下一家。")),
    BookingState.DECLINED: lambda view: _again(_("您放弃了这个空位。")),
    BookingState.LAPSED: lambda view: _again(_("没有按时答复，空位已经给下一家。")),
    BookingState.LEFT: lambda view: _again(_("您退出了候补。")),
}

"""How the host's face says things: the state of a session, the reasons of a plan, wishes."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.wishes import wish_words
from shanyu.kernel.clock import now


def state_of(session: Session) -> tuple[str, str]:
    """The badge of a session: its look and its word."""
    if session.state != SessionState.PUBLISHED:
        return held_back(session.state)
    if session.ends_at <= now():
        return "closed", _("已结束")
    if session.opens_at > now():
        return "soon", _("待开放")
    counter = session.counter
    if counter.taken >= counter.capacity:
        return "info", _("已满")
    return "valid", _("可预约")


def held_back(state: str) -> tuple[str, str]:
    """The badge of a session that is a draft or called off."""
    if state == SessionState.CANCELLED:
        return "closed", pgettext("活动", "已取消")
    return "info", _("草稿")


def why(reason: dict) -> str:
    """A reason of `plan_rules.proposed` as a sentence."""
    kind = reason.get("why")
    if kind == "more":
        words = _("每个名额有 %(ratio)s 人次预约") % reason
        outside = reason.get("outside", 0)
        more = ngettext("，%(n)s 个家庭一直没排到", "，%(n)s 个家庭一直没排到", outside) % {"n": outside}
        return words + (more if outside else "") + _("。建议多开。")
    if kind == "fewer":
        return _("每个名额只有 %(ratio)s 人次预约。建议少开。") % reason
    if kind == "same":
        return _("每个名额有 %(ratio)s 人次预约，场次合适。") % reason
    if kind == "stars":
        return _("%(voices)s 个家庭平均只打了 %(stars)s 分。请看看他们说了什么。") % reason
    if kind == "absent":
        return _("%(share)s%% 的家庭约了没来。可以换个时间试试。") % reason
    if kind == "wish":
        return _("%(voices)s 个家庭%(wish)s。") % {
            "voices": reason["voices"],
            "wish": wish_words(reason["wish"]),
        }
    return ""

"""The vocabulary of booking: kinds of session, states, what the ledger notes. Names: docs/glossary.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionKind(TextChoices):
    VISIT = "visit", _("预约参观")
    ACTIVITY = "activity", _("养育活动")
    COURSE = "course", _("线下课程")
    TRAINING = "training", _("照护培训")
    DROP_IN = "drop_in", _("临时托")
    CHECKUP = "checkup", _("入托体检")


#: Kinds that families find under "near me": a visit is found on its site's page, drop-in care at its station. An entry
#: check-up is there for whoever asks for it.
PROGRAMME_KINDS = (SessionKind.ACTIVITY, SessionKind.COURSE, SessionKind.TRAINING)


class SessionState(TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已发布")
    CANCELLED = "cancelled", pgettext_lazy("活动", "已取消")


class Unit(TextChoices):
    """What one place is: a child, or a family with whoever comes."""

    CHILD = "child", _("每个孩子一个名额")
    FAMILY = "family", _("每个家庭一个名额")


class Group(TextChoices):
    """For whom a pool of places is kept until its quota opens to all. Empty: for everybody."""

    ALL = "", _("所有家庭")
    RESIDENTS = "residents", _("本辖区家庭")
    NEWCOMERS = "newcomers", _("第一次来的家庭")


class BookingState(TextChoices):
    HELD = "held", _("待确认")
    BOOKED = "booked", _("已预约")
    WAITING = "waiting", _("候补中")
    OFFERED = "offered", _("有空位待您确认")
    ATTENDED = "attended", _("已到场")
    NO_SHOW = "no_show", _("未到场")
    CANCELLED = "cancelled", pgettext_lazy("预约", "已取消")
    CANCELLED_LATE = "cancelled_late", _("临近取消")
    EXPIRED = "expired", _("逾期未确认")
    DECLINED = "declined", _("已放弃空位")
    LAPSED = "lapsed", _("空位逾期")
    LEFT = "left", _("已退出候补")
    CALLED_OFF = "called_off", _("活动取消")


#: States in which a booking takes places of its session, and those in which it stands in line.
TAKING = (
    BookingState.HELD,
    BookingState.BOOKED,
    BookingState.OFFERED,
    BookingState.ATTENDED,
    BookingState.NO_SHOW,
)
IN_LINE = (BookingState.WAITING, BookingState.OFFERED)
#: States that are not over: one family has one of these for one session at most.
STANDING = (*TAKING, BookingState.WAITING)


class Standing(TextChoices):
    """How a child stands in a session: with a place, in line, or no longer."""

    IN = "in"
    LINE = "line"
    OUT = "out"


class EntryKind(TextChoices):
    """What the ledger of a session notes. `delta` is how many places it took (+) or gave back (−)."""

    CLAIM = "claim", _("预约成功")
    HOLD = "hold", _("名额保留")
    CONFIRM = "confirm", _("确认保留")
    JOIN = "join", _("进入候补")
    OFFER = "offer", _("通知空位")
    ACCEPT = "accept", _("接受空位")
    CANCEL = "cancel", _("取消预约")
    CANCEL_LATE = "cancel_late", _("临近取消")
    EXPIRE = "expire", _("保留到期")
    DECLINE = "decline", _("放弃空位")
    LAPSE = "lapse", _("空位到期")
    LEAVE = "leave", _("退出候补")
    CALL_OFF = "call_off", _("活动取消")


class PartnerKind(TextChoices):
    VOCATIONAL_SCHOOL = "vocational_school", _("职业学校")
    HOSPITAL = "hospital", _("医院")
    FARM = "farm", _("农场")
    MUSEUM = "museum", _("博物馆")
    LIBRARY = "library", _("图书馆")
    OTHER = "other", pgettext_lazy("伙伴", "其他")

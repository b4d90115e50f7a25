"""The vocabulary of enrolment: states of a case, of an application, of an offer and of a placement."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.health.kinds import PartKind, Source


class Side(TextChoices):
    """Whose turn a state is."""

    FAMILY = "family", _("家庭")
    SITE = "site", _("机构")


class CaseState(TextChoices):
    APPLIED = "applied", _("已申请")
    OFFERED = "offered", _("有录取待答复")
    ACCEPTED = "accepted", _("待核对材料")
    CHECKUP = "checkup", _("待入托体检")
    AGREEMENT = "agreement", _("待签协议")
    PLACED = "placed", _("待入托")
    ATTENDING = "attending", _("在托")
    SUSPENDED = "suspended", pgettext_lazy("入托", "暂停")
    LEFT = "left", _("已离托")
    TRANSFERRED = "transferred", _("已转托")
    WITHDRAWN = "withdrawn", _("已撤回")
    DECLINED = "declined", _("未入托")


#: States in which a family still looks for a place, has one, and is through.
SEEKING = (CaseState.APPLIED, CaseState.OFFERED)
ENTERING = (CaseState.ACCEPTED, CaseState.CHECKUP, CaseState.AGREEMENT, CaseState.PLACED)
THERE = (CaseState.ATTENDING, CaseState.SUSPENDED)
ENDED = (CaseState.LEFT, CaseState.TRANSFERRED, CaseState.WITHDRAWN, CaseState.DECLINED)


class ApplicationState(TextChoices):
    WAITING = "waiting", _("排队中")
    OFFERED = "offered", _("有录取待答复")
    ACCEPTED = "accepted", _("已接受")
    REFUSED = "refused", _("机构未录取")
    WITHDRAWN = "withdrawn", _("已撤回")
    SUPERSEDED = "superseded", _("已在别处入托")
    DECLINED = "declined", _("家庭未接受")
    LAPSED = "lapsed", _("过期未答复")


#: States of an application that still stands.
OPEN = (ApplicationState.WAITING, ApplicationState.OFFERED, ApplicationState.ACCEPTED)


class OfferState(TextChoices):
    STANDING = "standing", _("待答复")
    ACCEPTED = "accepted", _("已接受")
    DECLINED = "declined", _("已谢绝")
    LAPSED = "lapsed", _("已过期")
    RETRACTED = "retracted", _("机构已收回")
    SUPERSEDED = "superseded", _("已在别处入托")


class PlacementState(TextChoices):
    HELD = "held", _("留位")
    PLANNED = "planned", _("已定")
    CURRENT = "current", _("在托")
    ENDED = "ended", _("已结束")
    RELEASED = "released", _("已释放")


class Group(TextChoices):
    """Who comes first in a waiting list, in the order that a rule publishes."""

    SIBLING = "sibling", _("有兄弟姐妹在托")
    RESIDENT = "resident", _("住在同一街道")
    EVERYBODY = "everybody", _("其他家庭")


class Reason(TextChoices):
    """Why a site refuses, an offer goes past somebody in line, or a place is taken back."""

    NO_PLACE = "no_place", _("近期没有托位")
    AGE = "age", _("月龄不合适")
    HOURS = "hours", _("时间不合适")
    NEEDS = "needs", _("暂时照护不了孩子的特殊需要")
    AGREED = "agreed", _("与前面的家庭商量过")
    UNREACHABLE = "unreachable", _("联系不上家庭")
    OVERDUE = "overdue", _("过了期限")
    MISTAKE = "mistake", _("填写有误")
    OTHER = "other", pgettext_lazy("入托原因", "其他")


class EntryKind(TextChoices):
    """What the ledger notes of a case."""

    APPLY = "apply", _("提出申请")
    JOIN = "join", _("加入排队")
    RANK = "rank", _("调整志愿顺序")
    WITHDRAW_ONE = "withdraw_one", _("撤回一家")
    REFUSE = "refuse", _("机构未录取")
    OFFER = "offer", _("机构录取")
    RETRACT = "retract", _("机构收回录取")
    AGREE = "agree", _("一位监护人同意")
    ACCEPT = "accept", pgettext_lazy("经过", "接受录取")
    DECLINE = "decline", _("谢绝录取")
    LAPSE = "lapse", _("录取过期")
    SUPERSEDE = "supersede", _("已在别处入托")
    DOCUMENTS = "documents", _("材料已核对")
    CHECKUP = "checkup", _("体检已核对")
    SIGN = "sign", _("家庭已签协议")
    AGREEMENT = "agreement", _("协议已生效")
    FIRST_DAY = "first_day", _("入托第一天")
    SUSPEND = "suspend", pgettext_lazy("入托", "暂停")
    RETURN = "return", _("回到机构")
    LEAVE = "leave", _("定下离托日期")
    LEFT = "left", _("已离托")
    MOVE_UP = "move_up", _("定下升班日期")
    WITHDRAW = "withdraw", _("撤回申请")
    CLOSE = "close", _("机构结束办理")


class DocumentKind(TextChoices):
    """What a place may ask for at entry. Which of them it does ask for: rule `documents.asked`."""

    CHILD_IDENTITY = "child_identity", _("孩子的身份证明")
    GUARDIAN_IDENTITY = "guardian_identity", _("监护人身份证")
    RESIDENCE = "residence", _("户口簿或居住证明")
    CUSTODY = "custody", _("监护关系证明")
    VACCINATIONS = "vaccinations", _("接种记录")


#: Handed in once for a household: all its children have it.
COMMON_DOCUMENTS = frozenset({DocumentKind.GUARDIAN_IDENTITY, DocumentKind.RESIDENCE})


class DocumentSource(TextChoices):
    """Where a document comes from: shown beside it wherever it is read."""

    KNOWN = "known", _("平台已有")
    FETCHED = "fetched", Source.FETCHED.label
    UPLOADED = "uploaded", Source.UPLOADED.label


class DocumentState(TextChoices):
    THERE = "there", _("已有")
    EXPIRED = "expired", pgettext_lazy("材料", "已过期")
    MISSING = "missing", _("还缺")


class ReferralState(TextChoices):
    PROPOSED = "proposed", _("等监护人同意")
    AGREED = "agreed", _("等对方机构答复")
    TAKEN = "taken", _("对方已接收")
    REFUSED = "refused", _("监护人不同意")
    DECLINED = "declined", _("对方暂不接收")
    ENDED = "ended", pgettext_lazy("转介", "已结束")


#: States of a referral that still waits for somebody or lets a site read.
OPEN_REFERRALS = (ReferralState.PROPOSED, ReferralState.AGREED, ReferralState.TAKEN)


class ReferralPart(TextChoices):
    """What one site may pass on to another: parts of the health file, the book, examinations, its own words."""

    ALLERGIES = "allergies", PartKind.ALLERGIES.label
    MEDICATION = "medication", PartKind.MEDICATION.label
    CONDITIONS = "conditions", PartKind.CONDITIONS.label
    EMERGENCY = "emergency", PartKind.EMERGENCY.label
    FEEDING = "feeding", PartKind.FEEDING.label
    SLEEP = "sleep", PartKind.SLEEP.label
    TOILET = "toilet", PartKind.TOILET.label
    COMFORT = "comfort", PartKind.COMFORT.label
    DIET = "diet", PartKind.DIET.label
    VACCINATIONS = "vaccinations", DocumentKind.VACCINATIONS.label
    EXAMS = "exams", _("入托体检")

"""The vocabulary of messaging: how people are told and of what, between whom they write, what they are asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    EMAIL = "email", _("电子邮件")
    PUSH = "push", _("设备上的弹出通知")
    SMS = "sms", _("短信")


class DeliveryState(TextChoices):
    PLANNED = "planned", pgettext_lazy("通知", "待发送")
    SENT = "sent", pgettext_lazy("通知", "已发送")
    FAILED = "failed", pgettext_lazy("通知", "稍后再试")
    GIVEN_UP = "given_up", pgettext_lazy("通知", "未能送达")


#: States in which a delivery is still to be tried.
OPEN = (DeliveryState.PLANNED, DeliveryState.FAILED)


class Group(TextChoices):
    """What notices are about, as people choose among them; `discretion.GROUPS` says which kind belongs where."""

    BOOKING = "booking", pgettext_lazy("通知", "预约和活动")
    ENROLMENT = "enrolment", pgettext_lazy("通知", "入托、协议和费用")
    PROGRAMME = "programme", pgettext_lazy("通知", "统一报名和摇号")
    MESSAGE = "message", pgettext_lazy("通知", "留言")
    ANNOUNCEMENT = "announcement", pgettext_lazy("通知", "公告和征求同意")
    CARE = "care", pgettext_lazy("通知", "孩子的一天")
    SAFETY = "safety", pgettext_lazy("通知", "健康和安全")
    OTHER = "other", pgettext_lazy("通知", "其他")


class ThreadKind(TextChoices):
    CLASS = "class", pgettext_lazy("对话", "班级老师")
    HEAD = "head", pgettext_lazy("对话", "园长")
    STATION = "station", pgettext_lazy("对话", "成长驿站")
    AUTHORITY = "authority", pgettext_lazy("对话", "主管部门")


class Side(TextChoices):
    FAMILY = "family", pgettext_lazy("对话", "家长")
    STAFF = "staff", pgettext_lazy("对话", "机构")
    AUTHORITY = "authority", pgettext_lazy("对话", "主管部门")


class ReportReason(TextChoices):
    INSULT = "insult", _("辱骂、威胁")
    HARM = "harm", _("可能伤害孩子")
    PRIVACY = "privacy", _("泄露隐私")
    SPAM = "spam", _("广告、骚扰")
    OTHER = "other", pgettext_lazy("举报", "其他")


class ReportState(TextChoices):
    OPEN = "open", pgettext_lazy("举报", "待处理")
    SETTLED = "settled", pgettext_lazy("举报", "已处理")


class AskKind(TextChoices):
    OUTING = "outing", pgettext_lazy("征求同意", "外出活动")
    PHOTO = "photo", pgettext_lazy("征求同意", "拍照和展示")
    MEDICINE = "medicine", pgettext_lazy("征求同意", "使用园内外用药")
    OTHER = "other", pgettext_lazy("征求同意", "其他")

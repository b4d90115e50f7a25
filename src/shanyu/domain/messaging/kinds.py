"""The vocabulary of messaging: by which channels people are told, and what became of each telling."""

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

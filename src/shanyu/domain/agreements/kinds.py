"""The vocabulary of agreements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperKind(TextChoices):
    AGREEMENT = "agreement", _("托育协议")
    CHANGE = "change", pgettext_lazy("协议", "变更")


class PaperState(TextChoices):
    OPEN = "open", _("待签署")
    IN_FORCE = "in_force", _("已生效")
    REPLACED = "replaced", _("已被新的一份代替")
    WITHDRAWN = "withdrawn", _("已撤回")
    ENDED = "ended", _("已终止")


#: States of a paper that has been signed by everybody: it rules the days from its first one on.
EFFECTIVE = (PaperState.IN_FORCE, PaperState.ENDED)


class As(TextChoices):
    """As what somebody signs."""

    FATHER = "father", _("父亲")
    MOTHER = "mother", _("母亲")
    GRANDPARENT = "grandparent", _("祖辈监护人")
    OTHER = "other", _("其他监护人")
    HEAD = "head", _("机构负责人")
    OPERATOR = "operator", _("运营方代表")


class FeeKind(TextChoices):
    CARE = "care", _("托育费")
    MEAL = "meal", _("餐费")


class Method(TextChoices):
    """How money came to the site. The platform only records it: nothing is paid here."""

    CASH = "cash", _("现金")
    TRANSFER = "transfer", _("银行转账")
    WECHAT = "wechat", _("微信支付")
    ALIPAY = "alipay", _("支付宝")
    CARD = "card", _("刷卡")
    OTHER = "other", pgettext_lazy("付款方式", "其他")


class ReversalReason(TextChoices):
    """Why an entry of the book no longer counts. What no choice says is said in words."""

    AMOUNT = "amount", _("金额记错")
    MONTH = "month", _("月份记错")
    CHILD = "child", _("记到了别的孩子名下")
    TWICE = "twice", _("重复记账")
    NEVER_CAME = "never_came", _("款项没有到账")
    REFUNDED = "refunded", _("已退还给家长")
    OTHER = "other", pgettext_lazy("冲销原因", "其他")

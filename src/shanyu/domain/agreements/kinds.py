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

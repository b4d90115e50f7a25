"""The vocabulary of stations: steps of a hand-over, states of a duty, kinds of equipment. Names: docs/glossary.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(TextChoices):
    IN = "in", _("交来")
    OUT = "out", _("接走")
    UNDO = "undo", _("更正")


class Way(TextChoices):
    """How the worker knew that the adult is the right one."""

    CODE = "code", _("核对了接送码")
    KNOWN = "known", _("认得本人")
    PAPERS = "papers", _("看过身份证件")
    CALLED = "called", _("打电话问过家长")


#: Ways without a code: for guardians only, and the reason is kept.
RECOGNISED = (Way.KNOWN, Way.PAPERS, Way.CALLED)


class DutyState(TextChoices):
    OFFERED = "offered", _("待确认")
    CONFIRMED = "confirmed", _("已排班")
    DECLINED = "declined", _("未排上")
    CANCELLED = "cancelled", pgettext_lazy("值班", "已取消")


#: States in which a duty fills a worker's time.
STANDING = (DutyState.OFFERED, DutyState.CONFIRMED)


class EquipmentKind(TextChoices):
    TOY = "toy", _("玩具")
    BOOK = "book", _("绘本")
    CLIMBING = "climbing", _("滑梯和攀爬")
    MAT = "mat", _("地垫")
    TABLE = "table", _("桌椅")
    BED = "bed", _("床和被褥")
    OTHER = "other", pgettext_lazy("设备", "其他")


class CleaningMethod(TextChoices):
    WIPE = "wipe", _("消毒液擦拭")
    WASH = "wash", _("清洗晾晒")
    ULTRAVIOLET = "ultraviolet", _("紫外线照射")
    SUN = "sun", _("太阳下暴晒")


class PickUpRelation(TextChoices):
    GRANDPARENT = "grandparent", _("祖辈")
    RELATIVE = "relative", _("亲戚")
    NANNY = "nanny", _("保姆")
    NEIGHBOUR = "neighbour", _("邻居")
    FRIEND = "friend", _("朋友")

"""What the verbs of regions say when they say no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class StillHasDivisions(Refusal):
    says = _("%(name)s下面还有 %(count)s 个有效的区划，现在还不能撤销它。")
    next_step = _("请先撤销或并入它的下级区划。")


class NoSuchRegion(Refusal):
    status = 422
    says = _("没有代码为 %(code)s 的有效区划。")
    next_step = _("请先导入这个区划，再导入属于它的数据。")


class HistoryOverlaps(Refusal):
    says = _("%(name)s在 %(since)s 之后已有更新的记录。")
    next_step = _("请用更晚的生效日期，或先核对已有的记录。")

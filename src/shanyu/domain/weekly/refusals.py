"""What heads, carers and families are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class SharedRow(Refusal):
    says = _("“%(name)s”是运营方给所有机构共用的。")
    next_step = _("请运营方修改；您也可以用另一个名字新加一个。")


class NameTaken(Refusal):
    says = _("已经有“%(name)s”了。")
    next_step = _("请换一个名字，或修改原来的。")


class AllergensUnknown(Refusal):
    """Nobody has said what allergens these dishes hold."""

    says = _("还没有写明过敏原：%(dishes)s。")
    next_step = _("请先在菜品里勾选过敏原，没有就选“没有这些”，再发布。")


class NothingPlannedYet(Refusal):
    says = _("这一周还是空的。")
    next_step = _("请先填写，或从上一周、从库里生成。")


class NothingChanged(Refusal):
    says = _("和已经发布的一样，没有变化。")
    next_step = _("修改之后再发布，家长会看到改了哪里。")


class NothingToTake(Refusal):
    says = _("没有可以取用的内容。")
    next_step = _("请先在库里添加，或选有内容的那一周、那一天。")


class WeekOver(Refusal):
    says = _("这一周已经过去，不能再改。")
    next_step = _("已经发布的会一直保留，请看本周或以后的周。")


class TooLittleOutdoors(Refusal):
    says = _("%(days)s的户外时间不到 %(hours)s 小时。")
    next_step = _("请增加户外活动；天气或场地不允许时，勾选“仍然发布”。")


class TooEarlyToDiscard(Refusal):
    says = _("这份留样要保留到 %(until)s。")
    next_step = _("请到时间以后再登记销毁。")


class SampleKeptAlready(Refusal):
    says = _("这一餐的“%(dish)s”已经登记过留样。")
    next_step = _("请看下面的清单。")


class DiscardedAlready(Refusal):
    says = _("这份留样已经登记销毁。")
    next_step = _("请刷新清单。")


class SurveyFinished(Refusal):
    says = _("这个季度的膳食调查已经完成，不能再改。")
    next_step = _("可以打印或导出。")


class NoFoodsYet(Refusal):
    says = _("还没有登记用了哪些食物。")
    next_step = _("请先登记食物和用量，再完成调查。")


class PhotosEnough(Refusal):
    says = _("这一餐已经有 %(count)s 张照片。")
    next_step = _("请先删去一张，再上传。")


class PageNotRead(Refusal):
    """A table that was handed in is none."""

    says = _("这个文件读不出食物成分表。")
    next_step = _("请用 CSV 或 XLSX，第一行写列名：食物、可食部、能量、蛋白质、来源。")

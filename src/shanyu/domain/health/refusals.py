"""What people are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class AgreementNeeded(Refusal):
    says = _("建立健康档案要先有监护人的同意。")
    next_step = _("请在健康档案页阅读并同意；不同意也可以照常找托育。")


class ChangedMeanwhile(Refusal):
    says = _("家人刚刚也改了这一部分。")
    next_step = _("您填的还在下面。请对照一下上面的新内容，再保存一次。")


class TooManyItems(Refusal):
    says = _("这一部分已经有 %(count)s 条，不能再加。")
    next_step = _("请先去掉不再需要的。")


class StillListed(Refusal):
    says = _("这一部分写有 %(count)s 条，不能直接写成没有。")
    next_step = _("请先看一看写了什么，不对的一条一条去掉。")


class NothingToConfirm(Refusal):
    says = _("这一部分还没有填过。")
    next_step = _("请先填写，再确认。")


class DoseAlreadyThere(Refusal):
    says = _("%(vaccine)s第 %(number)s 剂已经记过了。")
    next_step = _("如果日期不对，请先去掉原来那一条，再重新填。")


class ExamNotAvailable(Refusal):
    """The department said that it knows of none, did not answer in time, or is not connected: all look the same."""

    says = _("暂时取不到体检结果。")
    next_step = _("请拍下或扫描体检表上传，效果一样。")

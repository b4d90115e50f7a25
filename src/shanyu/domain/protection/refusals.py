"""What people are told when a verb of protection says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class AlreadyClosed(Refusal):
    says = _("这件事已经办结。")
    next_step = _("请刷新后看看现在的记录。")


class NotReportedYet(Refusal):
    says = _("这件事还没有报告主管部门。")
    next_step = _("请先报告，再办结。")


class NobodyToldYet(Refusal):
    says = _("还没有告知监护人。")
    next_step = _("请先记下何时、怎样告知了哪位监护人。")


class NotYours(Refusal):
    says = _("这份报告由另一位工作人员受理。")
    next_step = _("需要补充时，请与受理人联系。")


class AlreadyTaken(Refusal):
    says = _("这份报告已经受理。")
    next_step = _("请刷新后看看现在的进度。")


class Settled(Refusal):
    says = _("情况已经变化，这一步不能再做。")
    next_step = _("请刷新后看看现在的记录。")


class ProofWaits(Refusal):
    says = _("已经交过一份证明，机构还没有看。")
    next_step = _("机构看过后会告诉您。")


class AlreadySuspended(Refusal):
    says = _("这个班在这段时间已经停班。")
    next_step = _("请刷新后看看现在的安排。")


class OnlyTheAuthority(Refusal):
    says = _("这次停班由主管部门决定。")
    next_step = _("需要提前恢复时，请与主管部门联系。")

"""What families and heads are told when a verb of enrolment says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class AlreadySeeking(Refusal):
    says = _("这个孩子已经有一份正在办理的申请。")
    next_step = _("请在那份申请里增加或调整机构。")


class TooManySites(Refusal):
    says = _("最多同时申请 %(most)s 家机构。")
    next_step = _("请先撤回一家，再申请另一家。")


class AlreadyAsked(Refusal):
    says = _("已经申请过这家机构。")
    next_step = _("在申请里可以看到排队位置。")


class TooLate(Refusal):
    says = _("情况已经变化，这一步不能再做。")
    next_step = _("请刷新后看看现在的进度。")


class OfferGone(Refusal):
    says = _("这个录取已经失效。")
    next_step = _("请刷新后看看申请的进度，可以重新申请。")


class PlaceFull(Refusal):
    says = _("“%(name)s”在这段时间已经没有空位。")
    next_step = _("请换一个开始日期或另一个班。")


class ClassCloses(Refusal):
    says = _("“%(name)s”在这段时间内会关闭。")
    next_step = _("请换一个班，或填写更早的结束日期。")


class ChildTooYoung(Refusal):
    says = _("到那一天，孩子还不到“%(name)s”的月龄。")
    next_step = _("请换一个班，或改晚开始日期。")


class ChildTooOld(Refusal):
    says = _("到那一天，孩子已超过“%(name)s”的月龄。")
    next_step = _("请换一个大一些的班。")


class OutOfTurn(Refusal):
    says = _("前面还有月龄合适的家庭在排队。")
    next_step = _("请先录取前面的家庭，或写明原因。")


class ElsewhereThen(Refusal):
    says = _("孩子在这段时间已有另一个托位。")
    next_step = _("转托时请选择“同时从原机构离托”。")


class SignFirst(Refusal):
    says = _("家庭还没有签署协议。")
    next_step = _("请家长先在手机上签署。")


class BeforeFirstDay(Refusal):
    says = _("还没有到入托的日期。")
    next_step = _("请在入托当天确认。")


class CheckupNeeded(Refusal):
    says = _("离开已超过 %(months)s 个月，回来前要重新体检。")
    next_step = _("请先体检，由机构核对后再返回。")


class NotOverdue(Refusal):
    says = _("家庭办理的期限还没有到。")
    next_step = _("期限过后仍未办理，才可以结束办理。")


class DocumentsMissing(Refusal):
    """Names every document that is missing or has run out."""

    says = _("材料还不齐：%(names)s。")
    next_step = _("请家长在手机上补交；能从部门系统取得的不用上传。")


class CertificateNotAvailable(Refusal):
    """The department said no, did not answer in time, or is not connected: all look the same."""

    says = _("暂时取不到这份材料。")
    next_step = _("请拍照上传，效果一样。")


class ExamMissing(Refusal):
    says = _("还没有有效的入托体检结果。")
    next_step = _("请家长体检后上传体检表，或从部门系统取得。")


class ExamExpired(Refusal):
    says = _("入托体检已经过期。")
    next_step = _("请家长重新体检后上传。")


class ExamUnfit(Refusal):
    says = _("体检表上写着暂缓入园。")
    next_step = _("请家长按医生的建议复查，再上传新的体检表。")


class PaperNeeded(Refusal):
    """The family keeps no health file here; it shows the form to the site itself."""

    says = _("这个家庭没有在平台建健康档案。")
    next_step = _("请当面看过体检表，再填写体检日期。")


class OwnTurn(Refusal):
    """The family has done its part: a site that is slow may not end the case for it."""

    says = _("家庭已经办好这一步，轮到机构了。")
    next_step = _("请先核对并确认。")


class AlreadyReferred(Refusal):
    says = _("已经向这家机构转介过这个孩子。")
    next_step = _("请等监护人和对方机构答复，或先结束那次转介。")

"""What carers, keepers and families are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class NoDropInHere(Refusal):
    says = _("只有符合条件的示范型成长驿站可以提供临时托。")
    next_step = _("请先核对驿站的类型和建筑面积（80 m² 起）。")


class TooLong(Refusal):
    says = _("临时托每次最多 %(most)s 分钟。")
    next_step = _("请把时间改短。")


class NothingPlanned(Refusal):
    says = _("没有可以安排的时段。")
    next_step = _("请检查开放时间和已有的时段。")


class SlotsOverlap(Refusal):
    says = _("时段之间有重叠：%(when)s。")
    next_step = _("同一时间只能有一个时段，请改开始时间。")


class NotBooked(Refusal):
    says = _("这个孩子今天没有有效的预约。")
    next_step = _("请家长先预约；没有名额时可以陪着孩子一起玩。")


class NotYet(Refusal):
    says = _("还没有到交接的时间。")
    next_step = _("开始前 %(minutes)s 分钟起可以交来。")


class AlreadyHere(Refusal):
    says = _("孩子已经在驿站了。")
    next_step = _("请刷新今天的名单。")


class NotHere(Refusal):
    says = _("孩子现在不在驿站。")
    next_step = _("请刷新今天的名单。")


class MoreCarersNeeded(Refusal):
    """The ratio: taking this child in needs so many more carers on duty."""

    says = _("在岗的照护人员不够：现在有 %(there)s 位，收下这个孩子还要再来 %(more)s 位。")
    next_step = _("请先安排人到岗，再收孩子。")


class MinderFull(Refusal):
    says = _("%(name)s 照护的孩子已到上限。")
    next_step = _("请交给另一位在岗的照护人员。")


class NotOnDuty(Refusal):
    says = _("%(name)s 现在不在岗，或资质不全，不能照护孩子。")
    next_step = _("请选择在岗的照护人员。")


class WrongCode(Refusal):
    says = _("接送码不对。")
    next_step = _("请家长打开预约页面，再核对一次六位接送码。")


class CodeNeeded(Refusal):
    says = _("接走孩子要核对接送码。")
    next_step = _("没有接送码时，只有监护人本人可以接走，并写明怎样认出的。")


class NotTheirAdult(Refusal):
    says = _("这位大人不在孩子的接送人里。")
    next_step = _("请家长先在“接送人”里写上，或打电话问家长。")


class CannotUndo(Refusal):
    says = _("这一条已经不能更正。")
    next_step = _("只能更正最近的一条交接。")


class NotVetted(Refusal):
    says = _("%(name)s 的资质不全：%(missing)s。")
    next_step = _("请先在“人员与证照”里登记有效的证照。")


class DutyTaken(Refusal):
    says = _("这个时间已经有别的班。")
    next_step = _("请换一个时间。")


class DutyOver(Refusal):
    says = _("这一班已经定了或已经过去。")
    next_step = _("请看看现在的排班。")


class StillMinding(Refusal):
    says = _("还有 %(count)s 个孩子由这位照护人员照护。")
    next_step = _("请先把孩子交给另一位在岗的照护人员。")


class NotClosedYet(Refusal):
    says = _("这个日期已经有安排。")
    next_step = _("请先删除原来的，再添加。")


class AlreadyPlaying(Refusal):
    says = _("您家已经签到了。")
    next_step = _("离开时点“我们走了”就可以。")


class StationClosed(Refusal):
    says = _("驿站现在没有开放。")
    next_step = _("请看开放时间，改天再来。")


class PosterEnded(Refusal):
    status = 404
    says = _("这张海报的链接已经失效。")
    next_step = _("请让驿站的工作人员换一张新的。")


class NameTaken(Refusal):
    says = _("已经有同名的设备。")
    next_step = _("请换一个名字，或修改原来的数量。")

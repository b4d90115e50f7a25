"""What families and hosts are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class Full(Refusal):
    says = _("名额已满，候补也已满。")
    next_step = _("可以看看附近同龄的其他活动。")


class MoreLater(Refusal):
    says = _("这一批名额已满。")
    next_step = _("下一批名额在 %(when)s 开放。")


class NotOpenYet(Refusal):
    says = _("还没有开放预约。")
    next_step = _("%(when)s 准时开放，到时这一页会自动可以预约。")


class BookingClosed(Refusal):
    says = _("预约已经截止。")
    next_step = _("可以看看附近同龄的其他活动。")


class CalledOff(Refusal):
    says = _("这一场已经取消。")
    next_step = _("可以看看附近同龄的其他活动。")


class TooYoung(Refusal):
    says = _("孩子当天的月龄还不到这一场的要求。")
    next_step = _("适合 %(from)s 到 %(to)s 个月的孩子；请选择适龄的活动。")


class TooOld(Refusal):
    says = _("孩子当天的月龄超过了这一场的要求。")
    next_step = _("适合 %(from)s 到 %(to)s 个月的孩子；请选择适龄的活动。")


class ChildrenNeeded(Refusal):
    says = _("请选择要参加的孩子。")
    next_step = _("还没有登记孩子的话，请先在“我的”里添加。")


class TooManyAdults(Refusal):
    says = _("这一场每个家庭最多来 %(most)s 位大人。")
    next_step = _("请减少同行人数。")


class Already(Refusal):
    says = _("您家已经预约了这一场。")
    next_step = _("可以在“我的预约”里查看或取消。")


class Clash(Refusal):
    says = _("孩子在这段时间已经有别的预约：%(title)s。")
    next_step = _("请先取消那一个，再来预约。")


class WeekFull(Refusal):
    says = _("您家这一周的次数已经用完。")
    next_step = _("%(when)s 起可以再约；需要更多照护时，可以看看附近的托育机构。")


class SeriesFull(Refusal):
    says = _("您家在这个系列里的次数已经用完。")
    next_step = _("把机会留给别的家庭；可以看看附近的其他活动。")


class TrustWait(Refusal):
    says = _("近期有两次约了没来或临近取消，热门活动会晚一点对您开放。")
    next_step = _("%(when)s 起可以预约。如果是误记，可以在“我的预约”里申诉。")


class AgreementNeeded(Refusal):
    says = _("这一场需要先签署《%(title)s》。")
    next_step = _("请阅读并签署后再预约。")


class KeyUsed(Refusal):
    says = _("这次提交已经用于另一场预约。")
    next_step = _("请重新打开这一页再预约。")


class BookingGone(Refusal):
    """The booking has ended or its offer has gone to the next family."""

    says = _("这个预约现在已经不能这样处理了。")
    next_step = _("请看看它现在的状态。")


class BelowTaken(Refusal):
    says = _("已有 %(taken)s 个名额被预约，不能减到 %(asked)s 个。")
    next_step = _("会影响的家庭已列在下面；请先与他们商量，或保持原来的名额。")


class PlaceTaken(Refusal):
    says = _("这个时间和场地已经有别的安排。")
    next_step = _("请换一个时间或房间。")


class PlaceTakenBy(PlaceTaken):
    says = _("这个时间和场地已经有别的安排：%(what)s。")


class StaffTaken(Refusal):
    says = _("带领的老师在这个时间已经有别的安排。")
    next_step = _("请换一位老师或时间。")


class NotADraft(Refusal):
    says = _("这一场已经发布，不能再发布一次。")
    next_step = _("需要更改请直接编辑。")


class HasBookings(Refusal):
    says = _("已有家庭预约，不能删除。")
    next_step = _("可以取消这一场，平台会通知每个家庭。")


class TooEarly(Refusal):
    says = _("还没有到时间。")
    next_step = _("开始前一小时起可以签到。")


class AlreadyOver(Refusal):
    says = _("这个时间已经过去。")
    next_step = _("请选一个将来的时间。")


class FamiliesElsewhere(Refusal):
    """Families whose children would be in two places at once; `families` are their masked names."""

    says = _("改到这个时间，有家庭会和他们别的预约冲突：%(names)s。")
    next_step = _("请换一个时间，或先和他们商量。")


class FixedByBookings(Refusal):
    says = _("已有家庭预约，名额的算法不能再改。")
    next_step = _("可以取消这一场，另建一场新的。")


class NobodyToTell(Refusal):
    says = _("没有可以通知的家庭。")
    next_step = _("有人预约或候补后再发。")


class AlreadyDecided(Refusal):
    says = _("这件申诉已经处理过。")
    next_step = _("结果在申诉列表里可以看到。")


class NothingToPublish(Refusal):
    says = _("这一项还没有定下来，或已经发布。")
    next_step = _("请先确定这一项，再生成草稿。")


class LinkEnded(Refusal):
    """A signed link that was changed on its way, or whose session has begun."""

    says = _("这个链接已经失效。")
    next_step = _("请登录后在“我的预约”里查看。")


class NotYetOut(Refusal):
    says = _("还是草稿，没有家庭知道它。")
    next_step = _("直接删除即可。")


class SeveralWaves(Refusal):
    says = _("这一场的名额分成几批。")
    next_step = _("请在它自己的页面里改。")


class UnknownCode(Refusal):
    """A code at the door that is no booking of this session."""

    says = _("这个签到码不在本场的名单里。")
    next_step = _("请核对是哪一场，或在名单里找到家庭后点“到了”。")


class NotBeenThere(Refusal):
    says = _("来过之后才能评价这一场。")
    next_step = _("如果您来过却没有登记，请联系主办方补登。")


class AppealMade(Refusal):
    says = _("这一条已经申诉过，或者已经有了决定。")
    next_step = _("请看看它现在的状态。")

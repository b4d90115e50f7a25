"""What people are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class LinkUseless(Refusal):
    """A link that was changed on its way, or whose account is closed."""

    says = _("这个链接不能用了。")
    next_step = _("请登录后在“通知设置”里更改。")


class DeviceNotServed(Refusal):
    """A push address of a service that this installation does not send to."""

    status = 422
    says = _("这个浏览器的通知服务暂不支持。")
    next_step = _("您仍可在这里查看通知，也可以登记邮箱接收。")


class NobodyThere(Refusal):
    """The child is no longer in the class or at the site: nobody there reads the thread any more."""

    says = _("孩子已经不在这个班，这里不能再写了。")
    next_step = _("以前的内容您仍可以看。")


class TooLate(Refusal):
    """A yes after the last day on which it counts."""

    says = _("答复的时间已经过了。")
    next_step = _("请直接联系老师。")


class ReportedAlready(Refusal):
    """One report of one message by one person."""

    says = _("您已经举报过这一条。")
    next_step = _("主管部门会处理，不用再报。")


class NoTranslation(Refusal):
    """No translator is connected, or it does not answer."""

    status = 503
    says = _("现在不能翻译。")
    next_step = _("请稍后再试，原文没有变。")


class RemindedJustNow(Refusal):
    """A second reminder on the same day."""

    says = _("今天已经提醒过了。")
    next_step = _("明天可以再提醒一次。")


class Settled(Refusal):
    """A report that somebody has settled before."""

    says = _("这条举报已经处理过了。")


class Withdrawn(Refusal):
    """An announcement or a request that was taken back."""

    says = _("这一条已经撤回。")

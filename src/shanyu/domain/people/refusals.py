"""What people are told when a verb of this domain says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class LoginTaken(Refusal):
    """Said of a taken name, a known mobile number and a reserved name alike."""

    says = _("这个手机号或用户名现在不能用来注册。")
    next_step = _("如果您已经有账号，请直接登录；也可以换一个用户名。")


class ChildNotAccepted(Refusal):
    """The number is known already. Neither that it is, nor whose child it names, is told."""

    says = _("这个证件号现在不能在线登记。")
    next_step = _("请核对号码。如果家人已经登记过孩子，请家人在“家人”页邀请您；仍有疑问请到街道窗口办理。")


class EmailLinkEnded(Refusal):
    """The link is older than three days, or the address was changed since."""

    says = _("这个确认链接已经失效。")
    next_step = _("请登录后在“通知设置”里重新发送一封。")


class InvitationGone(Refusal):
    """Unknown, used, withdrawn and expired links look the same."""

    says = _("这个邀请链接已经用过、被撤回或过期了。")
    next_step = _("请家人再发一个新的邀请。")


class AlreadyGuardian(Refusal):
    says = _("您已经是这些孩子的监护人了。")
    next_step = _("不需要再接受邀请，直接从“家”进入即可。")


class LastGuardian(Refusal):
    says = _("您是 %(count)s 个孩子唯一的监护人，现在还不能注销账号。")
    next_step = _("请先删除孩子的资料，或邀请另一位监护人。")


class ConsentNeeded(Refusal):
    says = _("保存常用地点需要您先同意它的用途。")
    next_step = _("请勾选同意后再保存；不同意也可以照常找托育。")


class OwnRole(Refusal):
    says = _("不能给自己授予或结束角色。")
    next_step = _("请另一位系统管理员办理。")


class RoleOverlaps(Refusal):
    says = _("这个人在这段时间里已经有同样的角色。")
    next_step = _("请先结束原来的角色，或换一个起止日期。")


class AlreadyOnDuty(Refusal):
    says = _("您的管理时段还没有结束。")
    next_step = _("请先结束它，再开始新的时段。")


class TooManyKeys(Refusal):
    says = _("您已有 %(count)s 把有效的接口密钥。")
    next_step = _("请先停用不再使用的密钥。")

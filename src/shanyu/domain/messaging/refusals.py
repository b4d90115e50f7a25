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

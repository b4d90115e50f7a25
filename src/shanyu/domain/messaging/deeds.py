"""What each audited verb of notices is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "messaging.add_device": _("在设备上开启通知"),
        "messaging.choose_channels": _("选择通知方式"),
        "messaging.my_channels": _("查看通知设置"),
        "messaging.my_notices": _("查看自己的通知"),
        "messaging.open_notice": _("打开一条通知"),
        "messaging.read_all": _("把通知全部标为已读"),
        "messaging.remove_device": _("在设备上关闭通知"),
        "messaging.stop_mails": _("停收通知邮件"),
    }
)

"""What each audited verb of messaging is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "messaging.add_device": _("在设备上开启通知"),
        "messaging.announce": _("发布公告"),
        "messaging.announced": _("查看发布的公告"),
        "messaging.announcement": _("阅读公告"),
        "messaging.answer_consent": _("答复征求同意"),
        "messaging.ask_consent": _("发起征求同意"),
        "messaging.asked_consents": _("查看发起的征求同意"),
        "messaging.choose_channels": _("选择通知方式"),
        "messaging.choose_groups": _("选择通知的内容"),
        "messaging.confirm_announcement": _("确认公告"),
        "messaging.consent_answers": _("查看征求同意的答复"),
        "messaging.consent_request": _("阅读征求同意"),
        "messaging.house": _("查看留言设置"),
        "messaging.my_announcements": _("查看公告"),
        "messaging.my_channels": _("查看通知设置"),
        "messaging.my_consent_requests": _("查看征求同意"),
        "messaging.my_notices": _("查看自己的通知"),
        "messaging.my_threads": _("查看自己的留言"),
        "messaging.note_read": _("看到留言"),
        "messaging.open_notice": _("打开一条通知"),
        "messaging.open_thread": _("发起留言"),
        "messaging.read_all": _("把通知全部标为已读"),
        "messaging.read_attachment": _("打开留言的附件"),
        "messaging.receipts": _("查看公告回执"),
        "messaging.remind": _("提醒未看公告的人"),
        "messaging.remove_device": _("在设备上关闭通知"),
        "messaging.remove_template": _("删除常用语"),
        "messaging.report": _("查看一条举报"),
        "messaging.report_message": _("举报留言"),
        "messaging.reports": _("查看留言举报"),
        "messaging.save_template": _("保存常用语"),
        "messaging.see_announcement": _("看到公告"),
        "messaging.set_hours": _("设置留言答复时间"),
        "messaging.set_quiet": _("设置免打扰时间"),
        "messaging.settle_report": _("处理留言举报"),
        "messaging.stop_mails": _("停收通知邮件"),
        "messaging.thread": _("打开留言"),
        "messaging.translate_message": _("翻译留言"),
        "messaging.whom_to_ask": _("查看可以征求谁的同意"),
        "messaging.whom_to_tell": _("查看可以通知谁"),
        "messaging.whom_to_write": _("查看可以写给谁"),
        "messaging.withdraw_announcement": _("撤回公告"),
        "messaging.withdraw_consent": _("撤回征求同意"),
        "messaging.write": _("写留言"),
    }
)

"""What each audited verb of agreements is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "agreements.agreement": _("查看托育协议"),
        "agreements.countersign": _("代表机构签署托育协议"),
        "agreements.countersign_change": _("代表机构签署协议变更"),
        "agreements.draw_up": _("拟定托育协议"),
        "agreements.classes": _("查看可以换到的班"),
        "agreements.fees": _("查看月度费用"),
        "agreements.make_statement": _("生成托育费通知单"),
        "agreements.payments": _("查看收款记录"),
        "agreements.preview_change": _("试算协议变更"),
        "agreements.propose_change": _("提出协议变更"),
        "agreements.read_paper": _("打开托育协议文件"),
        "agreements.read_receipt": _("打开收费收据"),
        "agreements.read_statement": _("打开托育费通知单"),
        "agreements.record_payment": _("记录收款"),
        "agreements.reverse_payment": _("冲销收款"),
        "agreements.sign": _("签署托育协议"),
        "agreements.sign_change": _("签署协议变更"),
        "agreements.waiting_changes": _("查看待签的协议变更"),
        "agreements.withdraw_change": _("撤回协议变更"),
    }
)

"""What each audited verb of protection is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "protection.acknowledge_incident": _("看过意外事件"),
        "protection.add_harm_step": _("记录强制报告的处理"),
        "protection.add_step": _("记录意外事件的后续"),
        "protection.at_the_door": _("查看班上谁还不能来"),
        "protection.check_proof": _("查看并认可复课证明"),
        "protection.close_harm_report": _("办结强制报告"),
        "protection.close_incident": _("办结意外事件"),
        "protection.decide_suspension": _("决定停班"),
        "protection.disinfection_sheet": _("查看消毒记录"),
        "protection.grade_incident": _("调整意外事件的程度"),
        "protection.hand_in_proof": _("上传复课证明"),
        "protection.harm_desk": _("查看收到的强制报告"),
        "protection.harm_form": _("打开强制报告页"),
        "protection.harm_receipt": _("查看强制报告回执"),
        "protection.harm_report": _("打开一份强制报告"),
        "protection.illness_board": _("查看健康看板"),
        "protection.health_of_children": _("查看自己孩子的患病记录"),
        "protection.incident": _("打开一件意外事件"),
        "protection.incident_form": _("打开意外事件登记"),
        "protection.incident_photo": _("查看意外事件照片"),
        "protection.incidents": _("查看意外事件"),
        "protection.incidents_of_child": _("查看自己孩子的意外事件"),
        "protection.lift_suspension": _("恢复开班"),
        "protection.log_disinfection": _("登记消毒"),
        "protection.my_health_sites": _("查看负责保健的机构"),
        "protection.note_illness": _("记录患病"),
        "protection.order_suspension": _("责令停班"),
        "protection.own_harm_reports": _("查看自己的强制报告"),
        "protection.own_incident": _("打开自己孩子的意外事件"),
        "protection.read_proof": _("打开复课证明"),
        "protection.record_incident": _("登记意外事件"),
        "protection.report_harm": _("提交强制报告"),
        "protection.report_incident": _("向主管部门报告意外事件"),
        "protection.settle_illness": _("确诊或排除患病"),
        "protection.take_harm_report": _("受理强制报告"),
        "protection.tell_guardian": _("记录告知监护人"),
        "protection.unmask_incident": _("查看意外事件中的姓名和经过"),
        "protection.watched_incident": _("打开一件上报的意外事件"),
        "protection.watched_incidents": _("查看上报的意外事件"),
        "protection.watched_warnings": _("查看传染病预警"),
    }
)

"""What each audited verb of growth stations is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "stations.add_exception": _("设置特殊日期的开放时间"),
        "stations.call_guardian": _("联系监护人"),
        "stations.care_of": _("查看一个临时托孩子"),
        "stations.check_safety": _("登记安全检查"),
        "stations.come_to_play": _("到驿站游玩签到"),
        "stations.decide_duty": _("确认或谢绝值班"),
        "stations.drop_in_plan": _("查看临时托安排"),
        "stations.duty_roster": _("查看值班表"),
        "stations.end_duty": _("结束值班"),
        "stations.end_pick_up_person": _("去掉一位接送人"),
        "stations.hand_in": _("交接孩子入托"),
        "stations.hand_out": _("交接孩子离开"),
        "stations.house": _("查看设备与安全"),
        "stations.keep_hours": _("打开开放时间设置"),
        "stations.leave_play": _("离开驿站签退"),
        "stations.log_cleaning": _("登记清洁"),
        "stations.minding_of": _("查看照护经过"),
        "stations.my_duties": _("查看自己的值班"),
        "stations.my_stations": _("查看自己的驿站"),
        "stations.name_pick_up_person": _("写上一位接送人"),
        "stations.offer_duty": _("报名值班"),
        "stations.pick_up_persons": _("查看接送人"),
        "stations.plan_drop_in": _("安排临时托"),
        "stations.plan_duty": _("安排值班"),
        "stations.register_guest": _("登记访客"),
        "stations.remove_exception": _("恢复平常的开放时间"),
        "stations.retire_equipment": _("停用设备"),
        "stations.roster": _("查看今天的名单"),
        "stations.save_equipment": _("保存设备"),
        "stations.set_opening_hours": _("设置开放时间"),
        "stations.take_over": _("接手照护"),
        "stations.undo_hand_over": _("撤回一次交接"),
    }
)

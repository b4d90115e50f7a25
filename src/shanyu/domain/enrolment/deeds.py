"""What each audited verb of enrolment is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "enrolment.accept": _("接受录取"),
        "enrolment.add_application": _("增加一家机构"),
        "enrolment.application": _("查看一份入托申请"),
        "enrolment.agree_referral": _("同意转介"),
        "enrolment.apply": _("申请入托"),
        "enrolment.begin": _("确认入托第一天"),
        "enrolment.call_family": _("查看家长电话"),
        "enrolment.case": _("查看入托进度"),
        "enrolment.class_board": _("查看各班托位安排"),
        "enrolment.close": _("结束逾期的办理"),
        "enrolment.confirm_checkup": _("确认体检"),
        "enrolment.confirm_documents": _("确认材料"),
        "enrolment.could_come": _("查看哪些孩子可以来"),
        "enrolment.decline": _("谢绝录取"),
        "enrolment.decline_referral": _("答复暂不接收转介"),
        "enrolment.documents": _("查看入托材料"),
        "enrolment.end_referral": _("结束转介"),
        "enrolment.fetch_document": _("从部门系统取得入托材料"),
        "enrolment.hand_in": _("交入托材料"),
        "enrolment.inbox": _("查看待办的入托申请"),
        "enrolment.leave": _("定下离托日期"),
        "enrolment.move_up": _("安排升班"),
        "enrolment.my_cases": _("查看自家的入托申请"),
        "enrolment.no_visits": _("查看不用跑腿的入托件数"),
        "enrolment.offer": _("录取孩子"),
        "enrolment.rank_applications": _("调整志愿顺序"),
        "enrolment.read_document": _("打开入托材料"),
        "enrolment.refer": _("把孩子转介给另一家机构"),
        "enrolment.referral": _("查看一次转介"),
        "enrolment.referrals": _("查看转介"),
        "enrolment.refuse": _("答复暂不录取"),
        "enrolment.refuse_referral": _("不同意转介"),
        "enrolment.remove_document": _("去掉入托材料"),
        "enrolment.retract": _("收回录取"),
        "enrolment.return_to_care": _("回到机构"),
        "enrolment.site_case": _("查看孩子的入托办理"),
        "enrolment.suspend": _("暂停入托"),
        "enrolment.take_referral": _("接收转介"),
        "enrolment.unmet_demand": _("查看入托需求缺口"),
        "enrolment.waiting_list": _("查看排队名单"),
        "enrolment.withdraw": _("撤回入托申请"),
        "enrolment.withdraw_application": _("撤回一家机构的申请"),
    }
)

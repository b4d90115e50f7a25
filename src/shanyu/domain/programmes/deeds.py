"""What each audited verb of programmes is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "programmes.add_class": _("给项目加一个班"),
        "programmes.amend": _("更正项目公告"),
        "programmes.announce": _("公告项目"),
        "programmes.cancel_run": _("停止一次计算"),
        "programmes.change_entry": _("修改项目报名"),
        "programmes.claim": _("申报优先情形"),
        "programmes.close_list": _("锁定报名名单"),
        "programmes.compare_runs": _("比较两次计算"),
        "programmes.contest": _("申请人工复核"),
        "programmes.contests": _("查看人工复核"),
        "programmes.counts": _("查看项目人数"),
        "programmes.draw": _("填写抽签的公开数字"),
        "programmes.dry_run": _("试算名额"),
        "programmes.end_verifier": _("结束一位核验人员"),
        "programmes.enter": _("给孩子报名项目"),
        "programmes.entry_form": _("填写项目报名"),
        "programmes.evidence_file": _("查看优先情形的材料"),
        "programmes.evidence_to_check": _("查看待核验的优先情形"),
        "programmes.final_run": _("正式分配名额"),
        "programmes.finish": _("结束项目"),
        "programmes.for_my_children": _("查看适合自己孩子的项目"),
        "programmes.given_places": _("查看班里的名额给了谁"),
        "programmes.make_programme": _("新建项目"),
        "programmes.make_rules": _("新建一套分配规则"),
        "programmes.my_entries": _("查看自己孩子的报名"),
        "programmes.my_entry": _("查看孩子的一份报名"),
        "programmes.my_evidence_file": _("查看自己交的材料"),
        "programmes.my_evidence": _("查看自己申报的优先情形"),
        "programmes.name_verifier": _("指定核验人员"),
        "programmes.publish": _("公布分配结果"),
        "programmes.read_evidence": _("查看一条优先情形"),
        "programmes.review": _("复核分配结果"),
        "programmes.run": _("查看一次计算"),
        "programmes.runs": _("查看各次计算"),
        "programmes.sign_off": _("为分配结果签字"),
        "programmes.verify": _("核验优先情形"),
        "programmes.withdraw": _("撤回项目报名"),
    }
)

"""What each audited verb of children's health is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "health.add_item": _("在健康档案里加一条"),
        "health.allergies_of": _("查看几个孩子的过敏"),
        "health.care_card": _("查看孩子的照护卡"),
        "health.check_exam": _("核对入托体检"),
        "health.confirm_part": _("确认健康档案没有变化"),
        "health.entry_exams": _("查看入托体检"),
        "health.exam_report": _("下载入托体检结果"),
        "health.fetch_exam": _("从部门系统取入托体检"),
        "health.file": _("查看孩子的健康档案"),
        "health.hand_in_exam": _("上传入托体检"),
        "health.note_doses": _("登记接种记录"),
        "health.past_of": _("查看健康档案的经过"),
        "health.read_exam": _("打开入托体检表"),
        "health.remove_dose": _("去掉一条接种记录"),
        "health.remove_exam": _("去掉一次入托体检"),
        "health.remove_item": _("在健康档案里去掉一条"),
        "health.save_part": _("填写健康档案"),
        "health.say_nothing": _("在健康档案里写没有"),
        "health.vaccinations": _("查看孩子的接种记录"),
    }
)

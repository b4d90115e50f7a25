"""What each audited verb of care is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "care.day_of_child": _("查看孩子的一日记录"),
        "care.floor": _("查看班级的当天情况"),
        "care.record": _("写入一日记录"),
    }
)

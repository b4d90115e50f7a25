"""Why an entry of the daily record is not taken."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class NotAnEntry(Refusal):
    """What came is no entry: an id, a time or a name cannot be read, or a fact is wrong."""

    status = 422
    says = _("这条记录的内容不对：%(what)s")
    next_step = _("请打开这条记录改一下，再发送。")


class TooLate(Refusal):
    status = 409
    says = _("这条记录是 %(days)s 天以前的，已不能补记。")
    next_step = _("请告诉负责人，由负责人写进事件记录。")


class NotInClass(Refusal):
    """The child has no place at the site on that day."""

    status = 409
    says = _("这个孩子那天不在本园。")
    next_step = _("请核对日期和班级；记错了就删掉这一条。")


class NotAtWork(Refusal):
    """The worker has no post at the site on that day, or did not unlock the device that sent the entry."""

    status = 403
    says = _("记录的人那天不在这个班工作。")
    next_step = _("请换成当班的老师，或请负责人核对岗位。")


class TooMany(Refusal):
    status = 413
    says = _("一次最多发送 %(most)s 条记录。")
    next_step = _("请分几次发送。")

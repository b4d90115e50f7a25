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


class NoPlaceThen(Refusal):
    """A guardian asks for a day on which the child has no place anywhere."""

    status = 409
    says = _("孩子在这些日子里没有在园的托位。")
    next_step = _("请核对日期；还没入园的，请先看入托进度。")


class LeaveThere(Refusal):
    status = 409
    says = _("这些日子里已经请过假。")
    next_step = _("请先撤回原来的假，再重新请。")


class OverAlready(Refusal):
    """What was asked has come to its end, or was answered: it cannot be taken back any more."""

    status = 409
    says = _("这一条已经结束，不能再改。")
    next_step = _("需要更正时，请给老师留言。")


class PassNotGood(Refusal):
    """A one-time pick-up is not for this child or this day, was used, or was taken back."""

    status = 409
    says = _("这个接送码今天不能用：不是这个孩子的、不是今天的、用过了，或家长已撤回。")
    next_step = _("先不交接，请打电话和家长核对。")


class PhotoNotAgreed(Refusal):
    """Guardians of these children have not agreed to pictures."""

    status = 409
    says = _("%(names)s 的家长没有同意拍照。")
    next_step = _("请换一张没有这个孩子的照片。")


class NothingRecorded(Refusal):
    status = 409
    says = _("这个月还没有这个孩子的记录，写不出小结。")
    next_step = _("请先在一日记录里记下观察。")


class DeviceUnknown(Refusal):
    """No device of the house sent this."""

    status = 409
    says = _("这台设备还没有登记。")
    next_step = _("请先登录，再登记这台设备。")
    unnamed = _("请给设备起一个名字，例如“向阳班平板”。")


class DeviceRevoked(Refusal):
    """The head has stopped this device: it forgets what it holds."""

    status = 410
    says = _("这台设备已停用，上面的记录已清除。")
    next_step = _("需要继续使用时，请登录后重新登记。")


class PinEasy(Refusal):
    status = 422
    says = _("密码要 6 位数字，不能是同一个数字或连续的数字。")
    next_step = _("请换一个只有您知道的密码。")


class PinWrong(Refusal):
    status = 422
    says = _("密码不对，还可以试 %(left)s 次。")
    next_step = _("忘记了，请重新登录并设置新密码。")


class PinLocked(Refusal):
    status = 409
    says = _("密码错了 5 次，已锁定。")
    next_step = _("请用账号重新登录，再设置新密码。")

"""What families and heads are told when a verb of agreements says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class NoAgreementYet(Refusal):
    says = _("协议还没有拟好。")
    next_step = _("机构核对体检后，就可以在这里阅读和签署。")


class NoPublishedFee(Refusal):
    says = _("机构没有公布“%(form)s”在 %(day)s 的收费，不能写进协议。")
    next_step = _("请机构先公布收费，再拟协议。")


class TextChanged(Refusal):
    says = _("协议的文字已经更新，和您读到的不同。")
    next_step = _("请刷新后重新阅读，再签署。")


class ListChanged(Refusal):
    says = _("机构公布的收费已经变了，协议上的费用高于现在公布的标准。")
    next_step = _("请重新拟一份，再由双方签署。")


class NotOpen(Refusal):
    says = _("这一份已经不能签署。")
    next_step = _("请刷新后看看现在的协议。")


class BothSides(Refusal):
    says = _("同一个人不能代表双方签署。")
    next_step = _("请机构的另一位负责人或运营方签署。")


class BeginsTooEarly(Refusal):
    says = _("约定的日子已经过去，或在离托之后。")
    next_step = _("请撤回这份变更，换一个日期再提出。")


class ChangeStands(Refusal):
    says = _("从 %(day)s 起已有一份变更在等签署。")
    next_step = _("请先签署或撤回那一份。")


class NothingChanges(Refusal):
    says = _("和现在的约定完全相同，不需要变更。")
    next_step = _("请修改至少一项，再提出。")


class TextDamaged(Refusal):
    status = 500
    says = _("这份协议的文字与签署时的校验值不符，不能使用。")
    next_step = _("请联系平台管理员。")


class TextForgotten(Refusal):
    says = _("这份协议的文字已随孩子的数据一起删除。")


class NotInForce(Refusal):
    says = _("协议还没有生效，不能记收款。")
    next_step = _("双方签好后再记。")


class OwnChild(Refusal):
    says = _("您是这个孩子的监护人，不能替机构记款。")
    next_step = _("请机构的另一位负责人或运营方来记。")


class KeyUsed(Refusal):
    says = _("这个编号已经记过另一笔收款。")
    next_step = _("请刷新后核对已记的收款，再记新的一笔。")


class NotReversible(Refusal):
    says = _("这一笔已经冲销，或本身就是冲销记录。")
    next_step = _("请刷新后看看现在的记录。")


class NoReceipt(Refusal):
    status = 404
    says = _("这一笔没有收据：它已经冲销，或是冲销记录。")


class PaperNotReady(Refusal):
    says = _("文件正在生成，通常几秒就好。")
    next_step = _("请稍后再打开。")

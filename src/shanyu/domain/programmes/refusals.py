"""What families and officials are told when a verb of programmes says no."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door import Refusal


class NotYetOpen(Refusal):
    says = _("报名还没有开始，%(when)s 开始。")
    next_step = _("请到时再来。")


class WindowClosed(Refusal):
    says = _("报名已在 %(when)s 截止。")
    next_step = _("已经报上的不受影响；请看看其他还在报名的项目。")


class NotDraft(Refusal):
    says = _("项目已经公告，不能再改。")
    next_step = _("报名开始之前，时间和规则可以用公告更正来改。")


class TooLateToAmend(Refusal):
    says = _("报名已经开始，公告内容不能再改。")
    next_step = _("请按公告办完这一期。")


class WrongAge(Refusal):
    says = _("%(name)s 不收这个年龄：开班时孩子 %(months)s 个月，班级收 %(first)s 至 %(last)s 个月。")
    next_step = _("请去掉这个志愿，再提交。")


class TooManyWishes(Refusal):
    says = _("志愿太多了，最多 %(most)s 个。")
    next_step = _("请留下最想去的。")


class NoWish(Refusal):
    says = _("还没有选班级，或同一个班级选了两次。")
    next_step = _("请选至少一个班级，每个只选一次。")


class NotOfProgramme(Refusal):
    says = _("有的班级不属于这个项目。")
    next_step = _("请从项目的班级里选。")


class AlreadyEntered(Refusal):
    says = _("这个孩子已经报名了。")
    next_step = _("可以修改志愿，不用再报一次。")


class EntryWithdrawn(Refusal):
    says = _("这份报名已经撤回。")
    next_step = _("截止之前可以重新提交志愿。")


class FamilyAsksTwo(Refusal):
    says = _("家里另一个孩子对“在一处”选得不一样。")
    next_step = _("请让几个孩子选得一样。")


class EvidenceThere(Refusal):
    says = _("这个情形已经报过，正在核验或已经通过。")
    next_step = _("不用再报一次。")


class EvidenceDecided(Refusal):
    says = _("这一条已经核验过。")
    next_step = _("请刷新待核验的名单。")


class OwnFamily(Refusal):
    says = _("不能核验或复核自己家的孩子。")
    next_step = _("请交给另一位工作人员。")


class AboveTheCap(Refusal):
    says = _("班额超过上限 %(most)s 人（%(source)s）。")
    next_step = _("请减少名额，或再开一个班。")


class TooFewAdults(Refusal):
    says = _("老师不够：每位老师最多照看 %(ratio)s 个孩子，现在最多 %(most)s 个名额（%(source)s）。")
    next_step = _("请增加老师，或减少名额。")


class AgesCut(Refusal):
    says = _("%(name)s 的一个年龄段被别的班的年龄切开了，这样分不了名额。")
    next_step = _("请让各班的年龄段对齐，再公告。")


class NotToAnnounce(Refusal):
    says = _("还不能公告：报名开始的时间已到，或没有班级，或没有写明抽签用的公开数字。")
    next_step = _("请先补全，并在报名开始之前公告。")


class WindowOpen(Refusal):
    says = _("报名到 %(when)s 才截止。")
    next_step = _("截止之后才能锁定名单。")


class EvidenceWaiting(Refusal):
    says = _("还有 %(count)s 条优先情形没有核验。")
    next_step = _("请先核验完，再锁定名单。")


class NotAtThisStep(Refusal):
    says = _("现在还不到这一步，或已经过了。")
    next_step = _("请看看项目现在的状态。")


class ValueNotKnown(Refusal):
    says = _("公开数字要到 %(when)s 才产生。")
    next_step = _("请到时再填。")


class NotPublishable(Refusal):
    says = _("这一次计算不能公布：它不是正式的，或有检查没有通过。")
    next_step = _("请看检查结果。")


class RunEnded(Refusal):
    says = _("这一次计算已经结束，停不了了。")
    next_step = _("请看它的结果，或重新计算。")


class TwoPeopleNeeded(Refusal):
    says = _("公布要两个不同的人签字，现在有 %(count)s 个。")
    next_step = _("请另一位负责人看过后签字。")


class SayWhyObjections(Refusal):
    says = _("还有 %(count)s 处多孩家庭的异议，签字时要写明为什么可以公布。")
    next_step = _("请写明理由。")


class ContestOver(Refusal):
    says = _("申请人工复核的时间已在 %(when)s 结束，或已有一份在复核。")
    next_step = _("有疑问请联系项目负责人。")


class StillContestable(Refusal):
    says = _("家长到 %(when)s 都可以申请人工复核，这一期还不能结束。")
    next_step = _("请到时再来结束。")


class MakerReviews(Refusal):
    says = _("做这次计算的人不能复核它。")
    next_step = _("请交给另一位工作人员。")


class ContestDecided(Refusal):
    says = _("这份复核已经有结论。")
    next_step = _("请看结论和理由。")


class NoSeatFree(Refusal):
    says = _("这个班没有空位；复核不能拿走别的孩子的名额。")
    next_step = _("请选有空位的班级，或写明维持的理由。")


class ProtocolHeld(Refusal):
    says = _("这一期有的群体人数很少，公开协议可能让人认出孩子，所以没有放在网上。")
    next_step = _("可以向项目所在的区申请当面核验。")

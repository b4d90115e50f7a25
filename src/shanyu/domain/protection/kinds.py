"""The vocabulary of protection: injuries, suspected harm, diseases and signs. Names: docs/glossary.md."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IncidentKind(TextChoices):
    """What happened: the injuries of the 托育机构婴幼儿伤害预防指南（试行）, and what else must be written down."""

    FALL = "fall", _("跌倒、坠落")
    SCRATCH = "scratch", _("咬伤、抓伤")
    BURN = "burn", _("烧烫伤")
    CHOKING = "choking", _("窒息")
    FOREIGN_BODY = "foreign_body", _("异物")
    POISONING = "poisoning", _("中毒")
    DROWNING = "drowning", _("溺水")
    TRAFFIC = "traffic", _("道路交通伤害")
    LOST_SIGHT = "lost_sight", _("离开视线")
    REFUSED = "refused", _("拒绝交接")
    OTHER = "other", pgettext_lazy("意外", "其他")


class Severity(IntegerChoices):
    """How grave: a scale of this platform (rule `report.*`, a proposal)."""

    SLIGHT = 1, _("轻微：没有伤痕，安抚即可")
    MINOR = 2, _("较轻：在园处理，不需就医")
    SERIOUS = 3, _("较重：需要就医")
    GRAVE = 4, _("严重：急救、住院或有生命危险")


class StepKind(TextChoices):
    """What was done about an incident after it was written down."""

    TOLD = "told", _("告知监护人")
    AID = "aid", _("处理与观察")
    DOCTOR = "doctor", _("就医")
    FOLLOW_UP = "follow_up", _("回访")
    GRADED = "graded", _("调整严重程度")
    REPORTED = "reported", _("报告主管部门")
    CLOSED = "closed", _("办结")


#: Steps that somebody writes by hand; the others come with their verbs.
WRITTEN = (StepKind.AID, StepKind.DOCTOR, StepKind.FOLLOW_UP)


class Way(TextChoices):
    """How a guardian was told."""

    PHONE = "phone", _("电话")
    FACE = "face", _("当面")
    MESSAGE = "message", pgettext_lazy("告知", "消息")


class Outcome(TextChoices):
    """How an incident ended."""

    WELL = "well", _("没有留下影响")
    HEALED = "healed", _("已痊愈")
    TREATED = "treated", _("仍在治疗，由家庭跟进")
    HANDED_OVER = "handed_over", _("转由有关部门处理")


class HarmKind(TextChoices):
    """What somebody suspects. A list of ours; whoever reports need not be sure."""

    HURT = "hurt", _("殴打、体罚或不明原因的伤")
    NEGLECT = "neglect", _("疏于照护、遗弃或饿冻")
    MIND = "mind", _("恐吓、辱骂或其他精神伤害")
    SEXUAL = "sexual", _("性侵害或性骚扰")
    FAMILY = "family", _("家庭暴力")
    OTHER = "other", pgettext_lazy("伤害", "其他")


class HarmState(TextChoices):
    SENT = "sent", pgettext_lazy("强制报告", "已送达")
    TAKEN = "taken", pgettext_lazy("强制报告", "已受理")
    CLOSED = "closed", pgettext_lazy("强制报告", "已办结")


class HarmOutcome(TextChoices):
    POLICE = "police", _("已移送公安机关")
    PROTECTED = "protected", _("已采取保护措施")
    SUPPORTED = "supported", _("已安排帮扶")
    UNFOUNDED = "unfounded", _("查明没有发生")


class Disease(TextChoices):
    """Infectious diseases with a threshold of their own, and any other."""

    HFMD = "hfmd", _("手足口病")
    NOROVIRUS = "norovirus", _("诺如病毒感染")
    DYSENTERY = "dysentery", _("细菌性痢疾")
    AHC = "ahc", _("急性出血性结膜炎")
    ILI = "ili", _("流感样病例")
    SCARLET_FEVER = "scarlet_fever", _("猩红热")
    MEASLES = "measles", _("麻疹")
    RUBELLA = "rubella", _("风疹")
    MUMPS = "mumps", _("流行性腮腺炎")
    VARICELLA = "varicella", _("水痘")
    DENGUE = "dengue", _("登革热")
    OTHER = "other", _("其他传染病")


class Source(TextChoices):
    """From whom an illness is known."""

    CHECK = "check", _("晨检、午检或观察")
    ABSENCE = "absence", _("请假时说明")
    GUARDIAN = "guardian", _("监护人告知")
    DOCTOR = "doctor", _("医院诊断")


class IllnessState(TextChoices):
    SUSPECTED = "suspected", pgettext_lazy("疾病", "疑似")
    CONFIRMED = "confirmed", pgettext_lazy("疾病", "确诊")
    CLEARED = "cleared", pgettext_lazy("疾病", "可以返园")
    DISMISSED = "dismissed", pgettext_lazy("疾病", "已排除")


#: A child with such an illness is ill now.
ILL = (IllnessState.SUSPECTED, IllnessState.CONFIRMED)


class ProofState(TextChoices):
    WAITING = "waiting", pgettext_lazy("复课证明", "待查看")
    ACCEPTED = "accepted", pgettext_lazy("复课证明", "已认可")
    REFUSED = "refused", pgettext_lazy("复课证明", "未认可")


class SuspensionState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("停班", "待决定")
    IN_FORCE = "in_force", pgettext_lazy("停班", "停班")
    DECLINED = "declined", pgettext_lazy("停班", "未停班")
    LIFTED = "lifted", pgettext_lazy("停班", "已恢复")


class Thing(TextChoices):
    """What is disinfected."""

    TABLES = "tables", _("桌椅台面")
    TOYS = "toys", _("玩具教具")
    TABLEWARE = "tableware", _("餐饮具")
    TOWELS = "towels", _("毛巾、水杯")
    BEDDING = "bedding", _("床品")
    FLOOR = "floor", _("地面")
    TOILET = "toilet", _("便器、卫生间")
    AIR = "air", _("室内空气")
    OTHER = "other", pgettext_lazy("消毒", "其他物品")


class Agent(TextChoices):
    """By which means something is disinfected."""

    CHLORINE = "chlorine", _("含氯消毒剂")
    ALCOHOL = "alcohol", _("75% 酒精")
    STEAM = "steam", _("蒸汽或煮沸")
    CABINET = "cabinet", _("消毒柜")
    ULTRAVIOLET = "ultraviolet", _("紫外线（无人时）")
    SUN = "sun", _("日晒")
    AIRING = "airing", _("开窗通风")

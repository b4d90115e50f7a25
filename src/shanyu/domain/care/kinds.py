"""What is recorded of a child's day, and in which words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What an entry tells."""

    ARRIVAL = "arrival", _("到园")
    DEPARTURE = "departure", _("离园")
    REFUSED = "refused", _("未交接")
    CHECK = "check", _("晨午检")
    MEAL = "meal", _("进餐")
    WATER = "water", _("饮水")
    SLEEP = "sleep", _("睡眠")
    POSITION = "position", _("睡姿巡视")
    TOILET = "toilet", _("如厕")
    OUTDOOR = "outdoor", _("户外")
    ACTIVITY = "activity", _("活动")
    MOOD = "mood", _("情绪")
    OBSERVATION = "observation", _("发展观察")
    MEDICATION = "medication", _("喂药")
    PHOTO = "photo", _("照片")
    MOVED = "moved", _("换班看护")
    NOTE = "note", _("留言")


class CheckSlot(TextChoices):
    MORNING = "morning", _("晨检")
    NOON = "noon", _("午检")
    WATCH = "watch", _("全日观察")


class MealSlot(TextChoices):
    BREAKFAST = "breakfast", _("早餐")
    MORNING_SNACK = "morning_snack", _("上午点心")
    LUNCH = "lunch", _("午餐")
    AFTERNOON_SNACK = "afternoon_snack", _("下午点心")
    DINNER = "dinner", _("晚餐")


class Amount(TextChoices):
    ALL = "all", _("全部吃完")
    MOST = "most", _("吃了大半")
    HALF = "half", _("吃了一半")
    LITTLE = "little", _("吃得很少")
    NONE = "none", _("没有吃")


class NapSlot(TextChoices):
    MORNING = "morning", _("上午小睡")
    NOON = "noon", _("午睡")
    AFTERNOON = "afternoon", _("下午小睡")


class NapState(TextChoices):
    ASLEEP = "asleep", _("入睡")
    AWAKE = "awake", _("醒来")


class NapQuality(TextChoices):
    GOOD = "good", _("睡得安稳")
    RESTLESS = "restless", _("睡得不安稳")
    POOR = "poor", _("没怎么睡")


class Position(TextChoices):
    BACK = "back", _("仰卧")
    SIDE = "side", _("侧卧")
    FRONT = "front", _("俯卧")


class Toilet(TextChoices):
    WET = "wet", _("小便")
    STOOL = "stool", _("大便")
    DRY = "dry", _("尿布干爽")
    POTTY = "potty", _("自己坐便盆")


class Stool(TextChoices):
    NORMAL = "normal", pgettext_lazy("stool", "正常")
    LOOSE = "loose", _("偏稀")
    HARD = "hard", _("偏干")


class OutdoorState(TextChoices):
    OUT = "out", _("到户外")
    IN = "in", _("回室内")


class Mood(TextChoices):
    HAPPY = "happy", _("开心")
    CALM = "calm", _("平静")
    TIRED = "tired", _("有点累")
    UPSET = "upset", _("哭闹")


class Domain(TextChoices):
    """The seven domains of 托育机构保育指导大纲（试行）."""

    NUTRITION = "nutrition", _("营养与喂养")
    SLEEP = "sleep", _("睡眠")
    HABITS = "habits", _("生活与卫生习惯")
    MOTION = "motion", _("动作")
    LANGUAGE = "language", _("语言")
    COGNITION = "cognition", _("认知")
    SOCIAL = "social", _("情感与社会性")


class Band(TextChoices):
    """The age bands of the same text, in completed months."""

    M7_12 = "7-12", _("7–12 个月")
    M13_24 = "13-24", _("13–24 个月")
    M25_36 = "25-36", _("25–36 个月")


class Way(TextChoices):
    """How the adult at the door was known."""

    CODE = "code", _("接送码")
    QR = "qr", _("扫码")
    NAME = "name", _("当面认识")
    IDENTITY = "identity", _("核对证件")


class Finding(TextChoices):
    """What the look of mouth, hands, skin, eyes and spirits may show; `ok` is nothing unusual."""

    OK = "ok", pgettext_lazy("finding", "正常")
    RED = "red", _("发红")
    SPOTS = "spots", _("疹或疱疹")
    SORE = "sore", _("破溃")
    SWOLLEN = "swollen", _("肿胀")
    DULL = "dull", _("精神差")
    OTHER = "other", pgettext_lazy("finding", "其他异常")


class Symptom(TextChoices):
    """What is watched for: 学校传染病症状监测预警技术指南 names fever, rash, vomiting, diarrhoea, red eyes, cough."""

    FEVER = "fever", _("发热")
    COUGH = "cough", _("咳嗽")
    SORE_THROAT = "sore_throat", _("咽痛")
    RUNNY_NOSE = "runny_nose", _("流涕")
    VOMITING = "vomiting", _("呕吐")
    DIARRHOEA = "diarrhoea", _("腹泻")
    RASH = "rash", _("皮疹")
    MOUTH_BLISTERS = "mouth_blisters", _("口腔疱疹")
    HAND_BLISTERS = "hand_blisters", _("手足疱疹")
    RED_EYES = "red_eyes", _("眼红")
    SWOLLEN_CHEEK = "swollen_cheek", _("腮部肿痛")


class Forbidden(TextChoices):
    """Objects that a child must not bring in."""

    SHARP = "sharp", _("尖锐物")
    SMALL = "small", _("细小物")
    FOOD = "food", _("零食")
    DRUG = "drug", _("药品")
    OTHER = "other", _("其他危险物")


class Outcome(TextChoices):
    """What follows from a check."""

    IN_CLASS = "in_class", _("进班")
    ISOLATED = "isolated", _("隔离观察")
    SENT_HOME = "sent_home", _("请家长接回")


class LeaveReason(TextChoices):
    ILL = "ill", _("生病")
    APPOINTMENT = "appointment", _("体检或就医")
    FAMILY = "family", _("家中有事")
    HOLIDAY = "holiday", _("外出")
    OTHER = "other", _("其他")


class TracingState(TextChoices):
    OPEN = "open", _("待联系")
    REACHED = "reached", _("已联系上")
    UNREACHED = "unreached", _("联系不上")


class RequestState(TextChoices):
    """Where a guardian's request for medication stands."""

    ASKED = "asked", _("待园所确认")
    ACCEPTED = "accepted", _("园所已接受")
    DECLINED = "declined", _("园所未接受")
    WITHDRAWN = "withdrawn", _("已撤回")


class PortraitState(TextChoices):
    DRAFT = "draft", _("草稿")
    SHARED = "shared", _("已发给家长")

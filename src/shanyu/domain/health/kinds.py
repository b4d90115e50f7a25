"""The vocabulary of a child's health: parts of the file, vaccines, where a fact comes from. Names: docs/glossary.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartKind(TextChoices):
    """The parts of a health file, in the order in which a family is asked."""

    ALLERGIES = "allergies", _("过敏")
    MEDICATION = "medication", _("长期用药")
    CONDITIONS = "conditions", _("疾病和特殊情况")
    EMERGENCY = "emergency", _("紧急情况")
    FEEDING = "feeding", _("吃饭喝奶")
    SLEEP = "sleep", _("睡觉")
    TOILET = "toilet", _("如厕")
    COMFORT = "comfort", _("安抚")
    DIET = "diet", _("家里的饮食习惯")
    CLINIC = "clinic", _("常去的医生和门诊")


#: Said once for a household: all its children have it.
COMMON = frozenset({PartKind.DIET, PartKind.CLINIC})


class Vaccine(TextChoices):
    """Vaccines of the national programme as families know them. Where a dose counts in: `data/vaccines.json`."""

    HEPB = "hepb", _("乙肝疫苗")
    BCG = "bcg", _("卡介苗")
    POLIO = "polio", _("脊灰疫苗")
    DTAP = "dtap", _("百白破疫苗")
    MPSV_A = "mpsv_a", _("A群流脑多糖疫苗")
    MPSV_AC = "mpsv_ac", _("A群C群流脑多糖疫苗")
    MMR = "mmr", _("麻腮风疫苗")
    JE_LIVE = "je_live", _("乙脑减毒活疫苗")
    JE_INACTIVATED = "je_inactivated", _("乙脑灭活疫苗")
    HEPA_LIVE = "hepa_live", _("甲肝减毒活疫苗")
    HEPA_INACTIVATED = "hepa_inactivated", _("甲肝灭活疫苗")
    HPV = "hpv", _("双价HPV疫苗")
    DT = "dt", _("白破疫苗")
    OTHER = "other", _("其他疫苗")


class Source(TextChoices):
    """Where a fact about health comes from: shown beside it wherever it is read."""

    TYPED = "typed", _("家长填写")
    SHOWN = "shown", _("看过接种证")
    FETCHED = "fetched", _("由部门系统取得")
    UPLOADED = "uploaded", _("家长上传")


class Result(TextChoices):
    """What an entry examination says."""

    FIT = "fit", _("可以入园")
    ADVICE = "advice", _("可以入园，有建议")
    UNFIT = "unfit", _("暂缓入园")


class Substance(TextChoices):
    MILK = "milk", _("牛奶")
    EGG = "egg", _("鸡蛋")
    PEANUT = "peanut", _("花生")
    NUT = "nut", _("坚果")
    WHEAT = "wheat", _("小麦")
    SOY = "soy", _("大豆")
    FISH = "fish", _("鱼")
    SHELLFISH = "shellfish", _("虾蟹贝类")
    SESAME = "sesame", _("芝麻")
    FRUIT = "fruit", _("水果")
    PENICILLIN = "penicillin", _("青霉素")
    CEPHALOSPORIN = "cephalosporin", _("头孢")
    MEDICINE = "medicine", _("其他药物")
    POLLEN = "pollen", _("花粉")
    MITE = "mite", _("尘螨")
    ANIMAL = "animal", _("动物毛")
    INSECT = "insect", _("蚊虫叮咬")
    OTHER = "other", pgettext_lazy("过敏原", "其他")


class Reaction(TextChoices):
    RASH = "rash", _("皮疹、发红")
    SWELLING = "swelling", _("嘴唇或脸肿")
    VOMITING = "vomiting", _("呕吐、腹泻")
    COUGH = "cough", _("咳嗽、打喷嚏")
    BREATHING = "breathing", _("呼吸困难")
    FAINTING = "fainting", _("脸色苍白、昏倒")


class Severity(TextChoices):
    MILD = "mild", _("轻：自己会消退")
    MODERATE = "moderate", _("中：要用药")
    SEVERE = "severe", _("重：要马上急救")


class ConfirmedBy(TextChoices):
    DOCTOR = "doctor", _("医生诊断")
    TEST = "test", _("做过检查")
    FAMILY = "family", _("家里发现")


class Milk(TextChoices):
    BREAST = "breast", _("母乳")
    FORMULA = "formula", _("配方奶")
    BOTH = "both", _("混合喂养")
    COW = "cow", _("普通牛奶")
    NONE = "none", _("不喝奶")


class Texture(TextChoices):
    LIQUID = "liquid", _("只喝奶")
    PUREE = "puree", _("泥糊")
    MINCED = "minced", _("碎末")
    SOFT = "soft", _("软的小块")
    FAMILY = "family", _("和大人一样")


class Eating(TextChoices):
    FED = "fed", _("要喂")
    HELPED = "helped", _("自己吃，要帮忙")
    ALONE = "alone", _("自己吃")


class Naps(TextChoices):
    TWO = "two", _("白天睡两次以上")
    ONE = "one", _("只睡午觉")
    NONE = "none", _("白天不睡")


class Toilet(TextChoices):
    NAPPY = "nappy", _("用尿布")
    LEARNING = "learning", _("正在学")
    REMINDED = "reminded", _("要提醒")
    ALONE = "alone", _("自己会")


class Diet(TextChoices):
    HALAL = "halal", _("清真")
    NO_PORK = "no_pork", _("不吃猪肉")
    NO_BEEF = "no_beef", _("不吃牛肉")
    VEGETARIAN = "vegetarian", _("素食")
    NO_RAW = "no_raw", _("不吃生冷")

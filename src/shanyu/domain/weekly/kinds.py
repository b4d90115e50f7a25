"""The vocabulary of the week ahead: meals, parts of a day, areas of care, survey methods (docs/glossary.md)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyu.domain.health.kinds import Substance


class Meal(TextChoices):
    """The meals of a day in their order."""

    BREAKFAST = "breakfast", _("早餐")
    MORNING_SNACK = "morning_snack", _("上午点心")
    LUNCH = "lunch", _("午餐")
    AFTERNOON_SNACK = "afternoon_snack", _("下午点心")
    DINNER = "dinner", _("晚餐")


class DayPart(TextChoices):
    """The parts of a day in a class's plan, in their order."""

    EARLY = "early", _("早间")
    MORNING = "morning", _("上午")
    NOON = "noon", _("中午")
    AFTERNOON = "afternoon", _("下午")
    LATE = "late", _("傍晚")


class Place(TextChoices):
    INDOORS = "indoors", _("室内")
    OUTDOORS = "outdoors", _("户外")


class Area(TextChoices):
    """The seven domains of 托育机构保育指导大纲（试行） (2021)."""

    FEEDING = "feeding", _("营养与喂养")
    SLEEP = "sleep", pgettext_lazy("保育领域", "睡眠")
    HABITS = "habits", _("生活与卫生习惯")
    MOVEMENT = "movement", _("动作")
    LANGUAGE = "language", pgettext_lazy("保育领域", "语言")
    COGNITION = "cognition", _("认知")
    FEELINGS = "feelings", _("情感与社会性")


class Method(TextChoices):
    """How a diet survey counts the food that was used."""

    WEIGHING = "weighing", _("称重法")
    BOOKKEEPING = "bookkeeping", _("记账法")


class Source(TextChoices):
    """From what a week is made in one tap."""

    LAST_WEEK = "last_week", _("上一周")
    LIBRARY = "library", pgettext_lazy("来源", "库")


#: What a dish may hold of the substances that a child's health file names: foods, not medicines or dust.
FOOD_ALLERGENS = (
    Substance.MILK,
    Substance.EGG,
    Substance.PEANUT,
    Substance.NUT,
    Substance.WHEAT,
    Substance.SOY,
    Substance.FISH,
    Substance.SHELLFISH,
    Substance.SESAME,
    Substance.FRUIT,
)
FOOD_CHOICES = [(one.value, one.label) for one in FOOD_ALLERGENS]

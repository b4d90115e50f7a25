"""Words for weekdays and weeks, in the reader's language."""

from django.utils.translation import gettext as _

from shanyu.domain.weekly.kinds import FOOD_CHOICES


def weekday_words(weekday: int) -> str:
    """周一 for 1, and so on."""
    return [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][weekday - 1]


def allergen_words(codes: list[str] | None) -> str:
    """The words of allergens, joined; empty for none."""
    labels = dict(FOOD_CHOICES)
    return _("、").join(str(labels[code]) for code in codes or () if code in labels)

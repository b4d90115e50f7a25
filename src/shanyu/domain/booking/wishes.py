"""What families may wish for after a session, to choose with a tap; the next plan counts them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Wish(TextChoices):
    MORE = "more", _("希望多开几场")
    WEEKEND = "weekend", _("希望周末有")
    EVENING = "evening", _("希望晚上有")
    LONGER = "longer", _("希望时间长一点")
    SHORTER = "shorter", _("希望时间短一点")
    SMALLER = "smaller", _("希望人少一点")
    NEARER = "nearer", _("希望近一点")
    YOUNGER = "younger", _("希望有更小月龄的")
    OLDER = "older", _("希望有更大月龄的")


def wish_words(code: str) -> str:
    """The words of a wish; an unknown one as it is."""
    return str(Wish(code).label) if code in Wish.values else code

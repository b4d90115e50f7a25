"""What a family may note of a visit to a site."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VisitOutcome(TextChoices):
    """How a visit ended for the family: kept in `Booking.outcome`."""

    LIKE = "like", _("想报名")
    MAYBE = "maybe", _("再看看")
    NO = "no", _("不合适")

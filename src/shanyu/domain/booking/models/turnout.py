"""How sessions went, in sums that the database keeps: what is counted over many sessions is not counted anew."""

from django.db import models

from shanyu.domain.booking.models.sessions import Session


class Turnout(models.Model):
    """Of one session: families met at the door, families missed, how many rated it, and the sum of their stars.

    Never written but by the triggers of `sql/turnout.sql`, which follow `Booking.state` and `Feedback`. A session
    that nobody was marked for has no row.
    """

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="turnout")
    came = models.PositiveIntegerField(default=0)
    absent = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.session_id} {self.came}+{self.absent}"

"""Who came: the marks at the door, as they arrived from whatever device, each with its own id."""

from django.db import models

from shanyu.domain.booking.models.bookings import Booking
from shanyu.domain.people.models import Account
from shanyu.kernel.models import append_only


class AttendanceMark(models.Model):
    """One mark at the door: a family arrived, did not come, or a mark was taken back. Never changed.

    `mark` is the id that the device gave it: a mark that is sent again, because the answer was lost, is the
    same mark. `at` is when it was made, which may be long before it got here.
    """

    class Kind(models.TextChoices):
        ARRIVED = "arrived"
        NO_SHOW = "no_show"
        UNDO = "undo"

    mark = models.UUIDField(unique=True)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=8, choices=Kind)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="marks_made")
    at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.kind}"

"""Pictures of a child's day, and the month in words."""

import uuid

from django.db import models
from django.db.models import Q

from shanyu.domain.care.kinds import PortraitState
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import Site, Worker
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


class Photo(Stamped):
    """A picture taken in care: who is in it was marked by the carer, and each of them has agreed.

    `finding` is a picture of what a check found: it is shown to the child's guardians and to who treats it, never in
    an album.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="care_photos")
    upload = models.OneToOneField(Upload, models.PROTECT, related_name="+")
    small = models.OneToOneField(Upload, models.PROTECT, null=True, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="care_photos")
    day = models.DateField()
    finding = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "day"], name="photo_of_site")]

    def __str__(self) -> str:
        return str(self.public_id)


class PhotoChild(Stamped):
    """A child is in a picture."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="children")
    child = models.ForeignKey(Child, models.PROTECT, related_name="care_photos")

    class Meta:
        constraints = [models.UniqueConstraint("photo", "child", name="photo_child_once")]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.photo_id}"


@tracked()
class Portrait(Stamped):
    """A child's month, written by a carer from what is recorded already; families read it once it is shared."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="portraits")
    site = models.ForeignKey(Site, models.PROTECT, related_name="portraits")
    month = models.DateField()
    words = SealedField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="portraits_written")
    state = models.CharField(max_length=8, choices=PortraitState, default=PortraitState.DRAFT)
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("child", "site", "month", name="portrait_one_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="portrait_of_a_month"),
            models.CheckConstraint(
                condition=Q(state="draft", shared_at=None) | Q(state="shared", shared_at__isnull=False),
                name="portrait_shared_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.month:%Y-%m}"

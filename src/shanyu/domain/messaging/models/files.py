"""Files that go along with a message or an announcement."""

import uuid

from django.db import models
from django.db.models import Q

from shanyu.domain.messaging.models.announcing import Announcement
from shanyu.domain.messaging.models.threads import Message
from shanyu.kernel.models import Stamped, Upload


class Attachment(Stamped):
    """One checked file of one message or one announcement; whoever reads that may open it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="attachments")
    announcement = models.ForeignKey(
        Announcement, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    upload = models.OneToOneField(Upload, models.PROTECT, null=True, blank=True, related_name="attachment")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=True, announcement__isnull=False)
                | Q(message__isnull=False, announcement__isnull=True),
                name="attachment_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

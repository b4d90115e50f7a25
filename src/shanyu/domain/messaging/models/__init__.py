"""Tables of messaging."""

from shanyu.domain.messaging.models.announcing import Announcement, Receipt
from shanyu.domain.messaging.models.asking import ConsentAnswer, ConsentRequest
from shanyu.domain.messaging.models.files import Attachment
from shanyu.domain.messaging.models.house import SiteHours, Template
from shanyu.domain.messaging.models.notices import ChannelChoice, Delivery, Notification, PushSubscription
from shanyu.domain.messaging.models.quiet import GroupChoice, QuietHours
from shanyu.domain.messaging.models.threads import Message, ReadMark, Report, Thread

__all__ = [
    "Announcement",
    "Attachment",
    "ChannelChoice",
    "ConsentAnswer",
    "ConsentRequest",
    "Delivery",
    "GroupChoice",
    "Message",
    "Notification",
    "PushSubscription",
    "QuietHours",
    "ReadMark",
    "Receipt",
    "Report",
    "SiteHours",
    "Template",
    "Thread",
]

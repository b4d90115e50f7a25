"""Reading notices."""

from shanyu.domain.messaging.models import Notification
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action


@action("messaging.open_notice", on=Notification)
def open_notice(actor: Actor, notice: Notification) -> Notification:
    """Note that one notice was read."""
    if notice.read_at is None:
        notice.read_at = now()
        notice.save(update_fields=["read_at"])
    return notice


@action("messaging.read_all")
def read_all(actor: Actor) -> int:
    """Note that all of one's notices were read; how many were not yet."""
    unread = Notification.objects.filter(account=actor.account_id, read_at=None)
    return unread.update(read_at=now(), modified_at=now())

"""What an account leaves behind here when it is closed: nothing."""

from shanyu.domain.messaging.models import (
    ChannelChoice,
    GroupChoice,
    Notification,
    PushSubscription,
    QuietHours,
)
from shanyu.domain.people.models import Account
from shanyu.kernel.events import subscribe


def forget(account: Account) -> None:
    """Delete the notices, devices, choices and quiet hours of an account that has just been closed."""
    for model in (Notification, PushSubscription, ChannelChoice, GroupChoice, QuietHours):
        model.objects.filter(account=account).delete()


subscribe("people.account_closed", forget)

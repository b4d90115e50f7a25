"""The ways out of the house. Each sends one notice or several to one person, or raises `Undelivered` with a code.

A channel is served where this installation is set up for it: nothing is planned on one that is not.
"""

from collections.abc import Callable, Sequence

from shanyu.domain.messaging.channels import mail, push, sms
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.messaging.kinds import Channel
from shanyu.domain.messaging.models import Delivery

__all__ = ["Undelivered", "send", "served"]

_SEND: dict[str, Callable[[Delivery, Sequence[Delivery]], None]] = {
    Channel.EMAIL: mail.send,
    Channel.PUSH: push.send,
    Channel.SMS: sms.send,
}
_SERVED: dict[str, Callable[[], bool]] = {
    Channel.EMAIL: mail.is_served,
    Channel.PUSH: push.is_served,
    Channel.SMS: sms.is_served,
}


def served() -> list[str]:
    """The channels that this installation has."""
    return [channel for channel, asks in _SERVED.items() if asks()]


def send(delivery: Delivery, others: Sequence[Delivery] = ()) -> None:
    """Send a notice by the delivery's channel, with `others` of the same person in one message. Raises Undelivered."""
    _SEND[delivery.channel](delivery, others)

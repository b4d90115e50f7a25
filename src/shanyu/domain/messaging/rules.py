"""Rules of messaging as pure functions over values: who is told by which channel, and when to try again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from shanyu.domain.messaging.kinds import Channel

#: How long to wait after the first, second … failure; after the last one the delivery is given up.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
#: How long one try may take before another worker may take it up.
LEASE = timedelta(minutes=3)
#: How long a notice is kept.
KEEP = timedelta(days=365)
MOST_DEVICES = 10


@dataclass(frozen=True, slots=True)
class Reachable:
    """By what somebody can be reached: a confirmed e-mail address, a device, a mobile number proven to be theirs."""

    email: bool = False
    push: bool = False
    sms: bool = False


def wanted(
    reachable: Reachable, choices: Mapping[str, bool], served: Collection[str], *, urgent: bool
) -> list[str]:
    """The channels by which to tell somebody.

    `choices` are their own, by channel, and a channel without one is on: whoever gave an address or a device
    wants to hear. `served` are the channels that this installation has. An SMS, which costs and disturbs, is
    sent only for what is urgent.
    """
    return [
        channel.value
        for channel in Channel
        if channel.value in served
        and getattr(reachable, channel.value)
        and choices.get(channel.value, True)
        and (urgent or channel != Channel.SMS)
    ]


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it is time to give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None

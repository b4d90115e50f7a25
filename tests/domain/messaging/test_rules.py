"""Who is told by which channel."""

import pytest

from shanyu.domain.messaging.rules import WAITS, Reachable, wait_after, wanted

ALL = Reachable(email=True, push=True, sms=True)
SERVED = ["email", "push", "sms"]


@pytest.mark.parametrize(
    ("reachable", "choices", "served", "urgent", "channels"),
    [
        (ALL, {}, SERVED, False, ["email", "push"]),
        (ALL, {}, SERVED, True, ["email", "push", "sms"]),
        (ALL, {"sms": True}, SERVED, False, ["email", "push"]),
        (ALL, {"sms": False, "push": False}, SERVED, True, ["email"]),
        (ALL, {"email": True}, ["push"], True, ["push"]),
        (Reachable(email=True), {"push": True}, SERVED, True, ["email"]),
        (Reachable(), {"email": True, "push": True, "sms": True}, SERVED, True, []),
    ],
)
def test_channels_are_those_that_are_there_and_wanted(reachable, choices, served, urgent, channels):
    assert wanted(reachable, choices, served, urgent=urgent) == channels


def test_waiting_grows_until_it_is_given_up():
    assert [wait_after(n) for n in range(1, 7)] == [*WAITS, None]
    assert list(WAITS) == sorted(WAITS)

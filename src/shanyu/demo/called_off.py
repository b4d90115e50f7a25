"""Sessions that do not take place: some of the past weeks, and the reason for the one that is called off today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from shanyu.demo.programme import CalledOff, Meeting
from shanyu.kernel.clock import SHANGHAI

_PAST = (
    ("core-station-demo", 1, time(17, 20), "带课的老师发烧了，找不到人代课。"),
    ("core-guidance", 2, time(9, 10), "教室的暖气管漏水，要修两天。"),
    ("partner/farm", 0, time(6, 40), "夜里下了大雨，地里进不去。"),
)
"""Host, days before the session and at what o'clock, and why."""
COMING = "老师那天要去区里培训，下一周照常开。"


def call_off_some(meetings: Sequence[Meeting], day: date) -> list[Meeting]:
    """The same meetings; some hosts, where they are among them, called their last one before `day` off."""
    off: dict[str, CalledOff] = {}
    for host, days, clock, because in _PAST:
        past = [one for one in meetings if one.host == host and one.series and one.starts_at.date() < day]
        if past:
            last = max(past, key=lambda one: one.starts_at)
            at = datetime.combine(last.starts_at.date() - timedelta(days=days), clock, SHANGHAI)
            off[last.key] = CalledOff(at, because)
    return [replace(one, called_off=off.get(one.key)) for one in meetings]

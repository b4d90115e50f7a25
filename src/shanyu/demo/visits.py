"""What families note of a visit to a nursery, for themselves, and what they say of it to the head."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from shanyu.demo.programme import Meeting

_NOTES = (
    ("like", "院子大，老师蹲下来和孩子说话。离家十分钟。"),
    ("like", "厨房敞开着看，一周的菜谱贴在门口。"),
    ("like", "早上七点半就开门，上班来得及。"),
    ("maybe", "教室亮，午睡室有点挤。要问问班里几个老师。"),
    ("maybe", "环境好，月费比另一家多三百。"),
    ("maybe", "现在没有空位，园长说开春会多一个班。"),
    ("no", "在二楼，推车上下不方便。"),
    ("no", "只有全日托，我们要半天的。"),
)
"""An outcome (`booking.visits.VisitOutcome`) with a note that goes with it."""
WORDS = (
    (5, "园长什么都肯答，厨房也让看。", ""),
    (5, "孩子在教室里玩得不肯走。", ""),
    (4, "看得细，就是时间短了点。", "longer"),
    (4, "希望周末多几个时段，平时请不了假。", "weekend"),
    (3, "去的时候正好午睡，没看到上课的样子。", ""),
)
"""What families say of a visit: stars, words, and the wish they tap, if any."""


@dataclass(frozen=True)
class OwnVisit:
    """What the cast's mother noted of a nursery; `said` is what she told the head, as in `WORDS`."""

    outcome: str
    note: str
    said: tuple[int, str, str] | None = None


OWN = {
    "core-bamboo-west": OwnVisit(
        "like",
        "何老师抱着看完了豆芽班，小川没哭。走路六分钟，七点开门。问了：半日托还有位子，要先体检。",
        (5, "带着宝宝看的，老师先来抱了抱他。", ""),
    ),
    "core-bamboo-quay": OwnVisit("maybe", "院子对着运河，比桥西大。半日托要等到开春，过桥的路下雨不好走。"),
}
"""By the nursery."""


def own_visits(meetings: Sequence[Meeting], day: date) -> list[Meeting]:
    """The visits at which the mother was: to each nursery another, for they show people round at the same hours."""
    found = []
    for back, host in enumerate(OWN, start=1):
        past = [
            one
            for one in meetings
            if one.host == host and one.offering.kind == "visit" and one.starts_at.date() < day
        ]
        found.append(sorted(past, key=lambda one: one.starts_at)[-back])
    return found


def noted(draw: np.random.Generator) -> tuple[str, str]:
    """The outcome and the note of a family that was there: three in five keep one, half of those in words too."""
    if draw.random() >= 0.6:
        return "", ""
    outcome, note = _NOTES[int(draw.integers(len(_NOTES)))]
    return outcome, note if draw.random() < 0.5 else ""

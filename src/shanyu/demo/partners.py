"""Partners that lend places, teachers and materials (S027). Every one of them is invented, and its name says so."""

from dataclasses import dataclass

import numpy as np

from shanyu.demo.cast import HOME
from shanyu.demo.geography import Geography, Place


@dataclass(frozen=True)
class Partner:
    """A partner with its kind, as booking's vocabulary has it. `nth` is which community near the cast it is in."""

    key: str
    kind: str
    name: str
    name_en: str
    introduction: str
    introduction_en: str
    nth: int


PARTNERS = (
    Partner(
        "museum",
        "museum",
        "拾光童年博物馆（示范）",
        "Gleaning Light Museum of Childhood (demo)",
        "收着一百年来孩子玩过的东西。每周一场动手课，跟着老师修一件旧玩具。",
        "A century of things children have played with. Once a week, families mend an old toy with a teacher.",
        0,
    ),
    Partner(
        "hospital",
        "hospital",
        "白鹭社区医院（示范）",
        "Bailu Community Hospital (demo)",
        "儿保门诊旁边有一间小教室，开小医生课堂和家庭急救培训。",
        "Beside the child-health clinic is a classroom for Little Doctors and for first aid at home.",
        1,
    ),
    Partner(
        "library",
        "library",
        "书田亲子图书馆（示范）",
        "Shutian Family Library (demo)",
        "一层全是绘本，周末有人讲故事，借书不用押金。",
        "A whole floor of picture books, stories at the weekend, and no deposit.",
        2,
    ),
    Partner(
        "school",
        "vocational_school",
        "知行职业技术学校（示范）",
        "Zhixing Vocational School (demo)",
        "婴幼儿托育专业的实训室向家庭和托育机构的老师开放。",
        "The training rooms of its childcare course are open to families and to carers.",
        4,
    ),
    Partner(
        "farm",
        "farm",
        "小满亲子农场（示范）",
        "Xiaoman Family Farm (demo)",
        "三亩菜地、一群母鸡。带孩子拔萝卜、认节气。",
        "Three plots of vegetables and some hens: children pull radishes and learn the seasons.",
        9,
    ),
)
"""The cast's own city has all of them; `ye` works at the museum."""


def homes_of(geography: Geography) -> dict[str, Place]:
    """The community that each partner is in, by the partner's key: those around the cast's household."""
    points = np.array([place.point for place in geography.communities])
    gaps = geography.plane.metres(points) - geography.plane.metres([HOME])
    order = np.hypot(*gaps.T).argsort(kind="stable")
    return {partner.key: geography.communities[int(order[partner.nth])] for partner in PARTNERS}

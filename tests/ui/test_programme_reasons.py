"""Why a wish got what it got, in sentences, and what would have changed it."""

import pytest

from shanyu.domain.programmes.queries.family import WishLine
from shanyu.ui.programme_reasons import badge, reasons, what_would_change


def wish(outcome: str, **facts: object) -> WishLine:
    return WishLine("c01", "一班", outcome=outcome, **{"place": 7, "last_place": 5, **facts})


def test_a_place_is_told_with_the_line_and_the_reserve():
    given = wish("given", place=3, group="migrant")
    assert badge(given) == ("valid", "录取")
    assert reasons(given) == (
        "在这个班的队里排第 3 位，录取到第 5 位。",
        "用的是给“进城务工人员随迁子女”预留的名额。",
    )
    assert what_would_change(given, "") == ()


def test_the_lottery_is_told_with_both_numbers_and_with_what_would_have_been_enough():
    full = wish("full", decided_by="lottery", drawn=40, last_drawn=12, seats_more=2)
    assert badge(full) == ("soon", "没有录取")
    assert reasons(full) == (
        "排第 7 位，录取到第 5 位。",
        "和最后一位条件一样，看抽签：您家抽到第 40 号，最后一位是第 12 号。",
    )
    assert what_would_change(full, "") == ("抽签号在第 12 号之前", "这个班多 2 个名额")


@pytest.mark.parametrize(
    ("decided", "why", "change"),
    [
        ("groups", "最后一位的优先情形排在前面。", "有一条核验通过的、次序更靠前的优先情形"),
        ("sibling", "最后一位有兄弟姐妹在那里。", "有核验通过的兄弟姐妹在那里"),
        ("neighbour", "最后一位住在那附近。", "核验通过住在那附近"),
    ],
)
def test_each_criterion_has_its_reason_and_its_change(decided, why, change):
    full = wish("full", decided_by=decided)
    assert reasons(full)[1:] == (why,)
    assert what_would_change(full, "") == (change,)


def test_a_class_that_is_not_held_has_one_reason_and_nothing_would_have_changed_it():
    closed = wish("full", closed=True, decided_by="lottery", seats_more=3)
    assert badge(closed) == ("invalid", "不开班")
    assert reasons(closed) == ("报的人不够，这个班不开，已按规则重新算过。",)
    assert what_would_change(closed, "") == ()


def test_what_a_family_asked_for_its_children_is_named():
    kept_out = wish("siblings")
    assert what_would_change(kept_out, "together") == (
        "几个孩子不要求“要在一处，否则都不要”时，结果可能不同",
    )
    assert what_would_change(kept_out, "") == ()

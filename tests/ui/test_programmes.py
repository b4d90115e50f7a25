"""A programme in words: where it stands by the clock, its classes and its rules."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils.translation import override

from shanyu.domain.programmes.models import Programme, ProgrammeClass, RuleSet
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import frozen
from shanyu.ui.programmes import (
    ages_words,
    amendment_lines,
    class_line,
    rule_lines,
    standing_of,
    waiver_words,
    week_words,
)

OPENS, CLOSES = datetime(2026, 12, 1, 1, tzinfo=UTC), datetime(2026, 12, 11, 9, 30, tzinfo=UTC)
KNOWN = datetime(2026, 12, 15, 13, tzinfo=UTC)


def programme(state: str = "announced", **facts: object) -> Programme:
    moments = {"opens_at": OPENS, "closes_at": CLOSES, "public_value_at": KNOWN}
    return Programme(state=state, starts_on=date(2027, 1, 18), **moments, **facts)


def test_entering_begins_and_ends_by_the_clock_whatever_the_state_says():
    found = []
    for moment in (datetime(2026, 11, 30, tzinfo=UTC), OPENS, CLOSES):
        with frozen(moment):
            found.append(standing_of(programme()).code)
    assert found == ["before", "open", "checking"]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("draft", "draft"),
        ("closed", "closed"),
        ("drawn", "drawn"),
        ("published", "published"),
        ("over", "over"),
    ],
)
def test_afterwards_the_state_tells(state, code):
    assert standing_of(programme(state)).code == code


def test_ages_have_exact_edges():
    assert ages_words(36, 72) == "满3岁、不满6岁"
    assert ages_words(0, 72) == "不满6岁"


def test_the_days_of_a_week_are_told_short():
    assert week_words([1, 2, 3, 4, 5]) == "周一到周五"
    assert week_words([7, 6]) == "周六、周日"
    assert week_words([1, 2, 3, 4, 5, 6, 7]) == "每天"


def test_rules_are_told_in_the_order_in_which_they_decide():
    rules = RuleSet(
        criteria=["sibling", "groups"], group_ranks={"migrant": 1, "hardship": 0}, open_first=True,
        ticket_by_family=False, closing="all_at_once",
    )  # fmt: skip
    assert rule_lines(rules)[1:] == [
        "先看有没有兄弟姐妹已在那里。",
        "再看优先情形：困境儿童 先于 进城务工人员随迁子女。",
        "都一样的，按公开抽签的先后；每个孩子一个签。",
        "先满普通名额，再满预留名额；预留的没人用就放给下一位。",
        "不够最少开班人数的班不开：一次全停，然后重新算一遍。",
    ]


def test_whose_fee_is_waived_is_told_only_where_there_is_a_fee():
    assert waiver_words(programme(fee_fen=24000)) == "核验为困境儿童的，免收"
    assert waiver_words(programme(fee_fen=0)) == ""


def test_an_amendment_is_told_with_what_was_and_what_is():
    before = {"fee_fen": 24000, "closes_at": "2026-12-11 09:30:00+00:00", "announcement": "ab"}
    after = {"fee_fen": 0, "closes_at": "2026-12-12 09:30:00+00:00"}
    assert amendment_lines(before, after) == [
        ("费用", "¥240", "不收费"),
        ("报名截止", "12月11日 周五 17:30", "12月12日 周六 17:30"),
    ]


def test_it_speaks_english():
    with override("en"), frozen(OPENS):
        standing = standing_of(programme())
        assert (
            standing.sentence == "Closes Fri 11 Dec, 17:30. It is no race: early or late makes no difference."
        )
        assert ages_words(36, 72) == "3 y to under 6 y"


@pytest.mark.parametrize(
    ("name", "short"), [("木桥小学A班", "A班"), ("向日葵班", "向日葵班"), ("木桥小学", "木桥小学")]
)
def test_a_class_that_is_called_after_its_site_does_not_say_the_site_twice(name, short):
    hours = {"weekdays": [1, 2, 3, 4, 5], "opens": time(8), "closes": time(17)}
    row = ProgrammeClass(name=name, site=Site(name="木桥小学"), from_month=36, to_month=72, **hours)
    assert class_line(row, seats=False).short == short

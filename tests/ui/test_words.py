from datetime import UTC, date, datetime, time

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from shanyu.kernel.money import Money
from shanyu.ui import words

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("amount", "unit", "chinese", "english"),
    [
        (268000, "month", "¥2,680/月", "¥2,680/month"),
        (Money(268050), "", "¥2,680.50", "¥2,680.50"),
        (-5, "", "-¥0.05", "-¥0.05"),
        (0, "", "¥0", "¥0"),
        (None, "month", "—", "—"),
    ],
)
def test_money_is_written_in_yuan_with_its_unit(amount, unit, chinese, english):
    with override("zh-hans"):
        assert words.money(amount, unit) == chinese
    with override("en"):
        assert words.money(amount, unit) == english


@pytest.mark.parametrize(
    ("born", "chinese", "english"),
    [
        (date(2026, 11, 21), "0天", "0 days"),
        (date(2026, 11, 20), "1天", "1 day"),
        (date(2026, 6, 21), "5个月", "5 mo"),
        (date(2024, 8, 20), "2岁3个月", "2 y 3 mo"),
        (date(2024, 11, 21), "2岁", "2 y"),
        (date(2018, 3, 1), "8岁", "8 y"),
        (date(2027, 1, 1), "未出生", "Not born yet"),
        (None, "—", "—"),
    ],
)
def test_an_age_is_written_in_days_months_or_years(born, chinese, english):
    with override("zh-hans"):
        assert words.age(born, TODAY) == chinese
    with override("en"):
        assert words.age(born, TODAY) == english


@pytest.mark.parametrize(
    ("minutes", "metres", "chinese", "english"),
    [
        (8, 620, "走路8分钟 · 620米", "8 min walk · 620\u00a0m"),
        (7.2, None, "走路8分钟", "8 min walk"),
        (0.1, 4, "走路1分钟 · 0米", "1 min walk · 0\u00a0m"),
        (15, 1180, "走路15分钟 · 1.2公里", "15 min walk · 1.2\u00a0km"),
        (None, 996, "1.0公里", "1.0\u00a0km"),
        (None, None, "—", "—"),
    ],
)
def test_a_walk_says_minutes_first(minutes, metres, chinese, english):
    with override("zh-hans"):
        assert words.walk(minutes, metres) == chinese
    with override("en"):
        assert words.walk(minutes, metres) == english


def test_days_and_times_are_written_in_the_readers_language():
    moment = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)
    with override("zh-hans"):
        assert words.day(moment, TODAY) == "11月21日 周六"
        assert words.day_time(moment, TODAY) == "11月21日 周六 09:30"
        assert words.day(date(2027, 1, 3), TODAY) == "2027年1月3日 周日"
        assert words.full_day(TODAY) == "2026年11月21日"
    with override("en"):
        assert words.day(moment, TODAY) == "Sat 21 Nov"
        assert words.day_time(moment, TODAY) == "Sat 21 Nov, 09:30"
        assert words.day(date(2027, 1, 3), TODAY) == "Sun 3 Jan 2027"
        assert words.full_day(TODAY) == "21 Nov 2026"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sentence_writes_a_day_as_a_page_does(language):
    with override(language):
        assert date_format(TODAY) == words.full_day(TODAY)


def test_what_is_absent_is_a_dash():
    absent = [
        words.day(None, TODAY),
        words.full_day(None),
        words.day_time(None, TODAY),
        words.clock_time(None),
    ]
    assert absent == ["—"] * 4
    assert words.clock_time(time(7, 30)) == "07:30"


def test_things_of_one_kind_follow_each_other_as_the_language_does():
    assert words.together(["全日托", "半日托"]) == "全日托、半日托"
    with override("en"):
        assert words.together(["Full day", "half day"]) == "Full day, half day"

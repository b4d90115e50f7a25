import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.money import Money
from shanyu.kernel.tabular import basics, dates, hours, identity, phones, prices
from shanyu.kernel.tabular.problems import BadCell, Doubt
from shanyu.kernel.tabular.schema import Options

PLAIN = Options()
MARCH_5 = dt.date(2024, 3, 5)


def refused(parser, cell, options=PLAIN) -> str:
    with pytest.raises(BadCell) as caught, translation.override("zh-hans"):
        parser(cell, options)
    with translation.override("zh-hans"):
        return str(caught.value.reason)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.3.5",
        "20240305",
        "2024年3月5日",
        "２０２４年３月５日",
        "2024 年 3 月 5 日",
        "2024-03-05 00:00:00",
        "二〇二四年三月五日",
        "5 Mar 2024",
        "5th March 2024",
        "March 5, 2024",
        "45356",
        45356.0,
        20240305.0,
        dt.date(2024, 3, 5),
        dt.datetime(2024, 3, 5, 9, 30),
    ],
)
def test_a_date_is_read_in_every_style_of_the_registers(cell):
    assert dates.date()(cell, PLAIN) == MARCH_5


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_comes_back_from_every_style(day):
    styles = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        day.strftime("%Y%m%d"),
        f"{day.year}年{day.month}月{day.day}日",
        float((day - dt.date(1899, 12, 30)).days),
        f"{day.day} {day:%b} {day.year}",
    ]
    assert [dates.date()(style, PLAIN) for style in styles] == [day] * 7


def test_a_date_with_day_and_month_in_doubt_needs_the_order_from_the_mapping():
    assert refused(dates.date(), "05/03/2024") == "“05/03/2024”分不清哪个是日、哪个是月。"
    assert dates.date()("05/03/2024", Options(date_order="dmy")) == MARCH_5
    assert dates.date()("03/05/2024", Options(date_order="mdy")) == MARCH_5
    assert dates.date()("25/03/2024", PLAIN) == dt.date(2024, 3, 25)


def test_a_month_alone_is_its_first_day_where_that_is_allowed():
    found = dates.date(month_only=True)("2024年3月", PLAIN)
    assert isinstance(found, Doubt)
    assert found.value == dt.date(2024, 3, 1)
    assert refused(dates.date(), "2024年3月") == "“2024年3月”只有年月，缺少日。"


@pytest.mark.parametrize("cell", ["2024-02-30", "2024年13月1日", "三月五日", 2024.3, 2024.0, "1824-03-05"])
def test_what_is_no_day_is_refused(cell):
    refused(dates.date(), cell)


def test_forever_is_no_end_date():
    assert dates.date(forever=True)("长期", PLAIN) is None


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("7:30-18:00", "07:30–18:00"),
        ("07:30至18:00", "07:30–18:00"),
        ("7点半-18点", "07:30–18:00"),
        ("７：３０－１８：００", "07:30–18:00"),
        ("上午7:30~下午6:00", "07:30–18:00"),
        ("7:30-6:00", "07:30–18:00"),
        ("7:30am to 6pm", "07:30–18:00"),
        ("8:30-11:30，3:00-5:30", "08:30–11:30 15:00–17:30"),
    ],
)
def test_opening_hours_are_read_as_people_write_them(cell, shown):
    assert " ".join(str(span) for span in hours.hours()(cell, PLAIN)) == shown


@pytest.mark.parametrize("cell", ["全天", "18:00-18:00", "7:30", "25:00-26:00", "8:00-12:00,11:00-17:00"])
def test_hours_that_make_no_sense_are_refused(cell):
    refused(hours.hours(), cell)


@pytest.mark.parametrize("cell", [dt.time(7, 30), 0.3125, "7:30", "7点半", "上午7时30分"])
def test_a_time_of_day_is_read_from_a_cell_or_a_text(cell):
    assert hours.time_of_day()(cell, PLAIN) == dt.time(7, 30)


@pytest.mark.parametrize(
    ("cell", "fen", "unit"),
    [
        ("2,680元/月", 268000, "month"),
        ("¥2680", 268000, "month"),
        ("2680元/人/月", 268000, "month"),
        ("2.4元/课时", 240, "lesson"),
        ("１.２万元／年", 1200000, "year"),
        (2680.0, 268000, "month"),
        (0.1, 10, "month"),
        ("每月2680元", None, None),
        ("免费", 0, "month"),
        ("80元/半天", 8000, "half_day"),
    ],
)
def test_a_price_is_an_amount_and_what_it_buys(cell, fen, unit):
    if fen is None:
        refused(prices.price("month"), cell)
    else:
        assert prices.price("month")(cell, PLAIN) == (Money(fen), unit)


def test_a_price_range_and_a_fraction_of_a_fen_are_refused_with_the_reason():
    assert refused(prices.price(), "2680-3280元/月") == "“2680-3280元/月”是一个范围，不是一个价格。"
    assert refused(prices.price(), "2.405") == "“2.405”比一分钱还细。"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("138 0000 1234", "13800001234"),
        ("+86-13800001234", "13800001234"),
        (13800001234.0, "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0571-88012345", "0571-88012345"),
        ("(0571)88012345", "0571-88012345"),
        ("0571 8801 2345转801", "0571-88012345-801"),
        ("010-62345678", "010-62345678"),
        ("400-800-1234", "4008001234"),
    ],
)
def test_a_telephone_number_has_one_form(cell, number):
    assert phones.phone()(cell, PLAIN) == number


def test_a_local_number_needs_its_area_code():
    assert refused(phones.phone(), "88012345") == "固定电话缺少区号。"
    assert phones.phone("0571")("88012345", PLAIN) == "0571-88012345"


def test_a_landline_kept_as_a_number_has_lost_its_zero():
    assert refused(phones.phone(), 57188012345.0) == "号码以数字保存，开头的 0 已经丢失。"


def test_of_two_telephones_the_first_is_taken_with_a_remark():
    assert phones.phone()("13800001234/0571-88012345", PLAIN).value == "13800001234"


@pytest.mark.parametrize("cell", [110105194912310016.0, "1.10105E+17", 1.1010519491231e17])
def test_an_identity_number_kept_as_a_number_is_refused_even_if_its_digits_pass(cell):
    assert refused(identity.identity_number(), cell) == "号码以数字格式保存，最后几位已经丢失，不能采用。"


@pytest.mark.parametrize(
    "cell",
    [
        "11010519491231002X",
        "'11010519491231002x",
        '="11010519491231002X"',
        "１１０１０５１９４９１２３１００２Ｘ\t",
    ],
)
def test_an_identity_number_kept_as_text_is_cleaned(cell):
    assert identity.identity_number()(cell, PLAIN) == "11010519491231002X"


def test_a_wrong_check_digit_is_told_without_the_number():
    assert refused(identity.identity_number(), "110105194912310021") == (
        "号码的校验位不符，有一位写错或两位颠倒。"
    )


@pytest.mark.parametrize(
    ("cell", "value"), [("是", True), ("√", True), ("有", True), (1.0, True), ("Y", True)]
)
def test_yes_in_many_words(cell, value):
    assert basics.yes_no()(cell, PLAIN) is value


@pytest.mark.parametrize("cell", ["否", "无", "×", 0.0, "n", "FALSE", False])
def test_no_in_many_words(cell):
    assert basics.yes_no()(cell, PLAIN) is False


def test_yes_no_refuses_a_maybe():
    assert refused(basics.yes_no(), "筹备中") == "“筹备中”不是“是”或“否”。"


def test_numbers_forgive_units_and_separators_and_refuse_words():
    assert basics.integer()("６０个", PLAIN) == 60
    assert basics.integer()(60.0, PLAIN) == 60
    assert basics.decimal()("1,355.5㎡", PLAIN) == Decimal("1355.50")
    assert refused(basics.integer(), "12.5") == "12.5 不是整数。"
    assert refused(basics.integer(0, 200), "260") == "260 不在 0 到 200 之间。"
    assert refused(basics.decimal(), "约三百") == "“约三百”不是数字。"


def test_a_choice_is_known_by_its_synonyms_in_both_languages():
    kind = basics.choice({"nursery": ["托育机构", "托育园", "Childcare centre"], "home": ["家庭托育点"]})
    assert [kind(word, PLAIN) for word in ("托育园", "childcare  centre", "home")] == [
        "nursery",
        "nursery",
        "home",
    ]
    assert refused(kind, "早教中心") == "“早教中心”不在可选的词里。"


def test_text_keeps_chinese_punctuation_and_loses_dirt():
    words = basics.text()("\ufeff小太阳（大关）\u3000托育园２号 \u200b", PLAIN)
    assert words == "小太阳（大关） 托育园2号"


def test_text_that_says_nothing_is_nothing():
    assert basics.text()("暂无", PLAIN) is None

from datetime import date

import pytest

from shanyu.demo.names import place_in_english, romanise, sort_key
from shanyu.demo.numbers import CREDIT_PREFIX, Numbers
from shanyu.kernel.identifiers import clean_credit_code, clean_identity, clean_mobile, sex_of


def test_identity_numbers_have_the_right_check_digit_and_a_province_that_does_not_exist():
    numbers = Numbers(3)
    first, second = numbers.identity(date(2024, 2, 29), "f"), numbers.identity(date(2024, 2, 29), "m")
    assert (first[:17], second[:17]) == ("99000320240229000", "99000320240229001")
    assert [clean_identity(number) for number in (first, second)] == [first, second]
    assert [sex_of(number) for number in (first, second)] == ["female", "male"]


def test_no_identity_number_is_given_twice():
    numbers = Numbers(0)
    given = [numbers.identity(date(2025, 1, 1), sex) for sex in "fm" * 200]
    assert len(set(given)) == 400
    assert {len(number) for number in given} == {18}


@pytest.mark.parametrize("nature", CREDIT_PREFIX)
def test_credit_codes_are_valid_and_of_no_real_division(nature):
    code = Numbers(7).credit_code(nature)
    assert clean_credit_code(code) == code
    assert code[2:8] == "000000"


def test_mobile_numbers_have_the_form_of_mobile_numbers():
    numbers = Numbers(12)
    given = [numbers.mobile(), numbers.mobile()]
    assert given == ["15412000001", "15412000002"]
    assert [clean_mobile(number) for number in given] == given


@pytest.mark.parametrize(
    ("surname", "given", "reading"),
    [
        ("单", "小川", "Shan Xiaochuan"),
        ("仇", "英", "Qiu Ying"),
        ("曾", "一诺", "Zeng Yinuo"),
        ("解", "文", "Xie Wen"),
        ("陈", "大山", "Chen Dashan"),
    ],
)
def test_surnames_are_read_as_surnames(surname, given, reading):
    assert romanise(surname, given) == reading


def test_places_and_sort_keys_are_written_in_pinyin():
    assert place_in_english("温州路") == "Wenzhou Road"
    assert place_in_english("桥西") == "Qiaoxi"
    assert sort_key("小竹林") == "xiao3 zhu2 lin2"

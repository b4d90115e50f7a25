from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.identifiers import (
    BadIdentifier,
    birth_date_of,
    check_digit_credit_code,
    check_digit_identity,
    clean_credit_code,
    clean_division,
    clean_identity,
    clean_mobile,
    level_of,
    parent_code,
    sex_of,
)

STANDARDS_EXAMPLE = "11010519491231002X"
CREDIT_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@st.composite
def identities(draw):
    division = draw(st.sampled_from(["110105", "330105", "330113", "460106", "000000"]))
    born = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    first_17 = f"{division}{born:%Y%m%d}{draw(st.integers(1, 999)):03}"
    return first_17 + check_digit_identity(first_17)


@st.composite
def credits(draw):
    first_17 = draw(st.sampled_from("123456789ANY")) + draw(st.sampled_from(CREDIT_SYMBOLS)) + "000000"
    first_17 += draw(st.text(CREDIT_SYMBOLS, min_size=9, max_size=9))
    return first_17 + check_digit_credit_code(first_17)


def refused(clean, text):
    with pytest.raises(BadIdentifier) as refusal:
        clean(text)
    return refusal.value.reason


def test_the_standards_example_is_an_identity_number():
    assert clean_identity(STANDARDS_EXAMPLE) == STANDARDS_EXAMPLE
    assert birth_date_of(STANDARDS_EXAMPLE) == date(1949, 12, 31)
    assert sex_of(STANDARDS_EXAMPLE) == "female"


@pytest.mark.parametrize(
    "text", [" 110105 19491231 002x ", "110105-19491231-002X", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_an_identity_number_is_brought_to_one_form(text):
    assert clean_identity(text) == STANDARDS_EXAMPLE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("110105491231002", "length"),
        ("11010519491231002XX", "length"),
        ("1101051949123100AX", "character"),
        ("X10105194912310021", "character"),
        ("110105194912310٣2X", "character"),
        ("11010519490230002X", "date"),
        ("11010519491331002X", "date"),
        ("11010500001231002X", "date"),
        ("11010517491231002X", "date"),
        ("110105194912310021", "checksum"),
    ],
)
def test_a_wrong_identity_number_is_refused_with_its_reason(text, reason):
    assert refused(clean_identity, text) == reason


@given(identities())
def test_a_number_with_a_right_check_digit_is_an_identity_number(number):
    assert clean_identity(number) == number


@given(identities(), st.integers(0, 17), st.integers(1, 9))
def test_an_identity_number_with_any_one_digit_changed_is_refused(number, place, shift):
    digit = (int(number[place], 11 if number[place].isdigit() else 36) + shift) % 10
    changed = f"{number[:place]}{digit}{number[place + 1 :]}"
    if changed != number:
        assert refused(clean_identity, changed) in {"date", "checksum"}


@given(identities(), st.integers(0, 16))
def test_an_identity_number_with_two_neighbours_swapped_is_refused(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert refused(clean_identity, swapped) in {"date", "checksum", "character"}


def test_districts_of_2021_are_accepted():
    assert clean_identity("33011320240101001" + check_digit_identity("33011320240101001"))


@pytest.mark.parametrize(
    "code", ["91110000600037341L", "9111 0000 6000 3734 1l", "９１１１００００６０００３７３４１Ｌ"]
)
def test_a_credit_code_is_brought_to_one_form(code):
    assert clean_credit_code(code) == "91110000600037341L"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "length"),
        ("91110000600037341", "length"),
        ("91110000600O37341L", "character"),
        ("9111000060003734IL", "character"),
        ("01110000600037341L", "character"),
        ("B1110000600037341L", "character"),
        ("911100A0600037341L", "character"),
        ("911100006000373410", "checksum"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_its_reason(text, reason):
    assert refused(clean_credit_code, text) == reason


@given(credits())
def test_a_code_with_a_right_check_character_is_a_credit_code(code):
    assert clean_credit_code(code) == code


@given(credits(), st.integers(0, 17), st.sampled_from(CREDIT_SYMBOLS))
def test_a_credit_code_with_any_one_character_changed_is_refused(code, place, symbol):
    changed = code[:place] + symbol + code[place + 1 :]
    if changed != code:
        assert refused(clean_credit_code, changed) in {"character", "checksum"}


@pytest.mark.parametrize(
    "text",
    [
        "13800001234",
        "138-0000-1234",
        "+86 138 0000 1234",
        "008613800001234",
        "86 13800001234",
        "１３８００００１２３４",
    ],
)
def test_a_mobile_number_is_brought_to_one_form(text):
    assert clean_mobile(text) == "13800001234"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "character"),
        ("1380000123", "length"),
        ("138000012345", "length"),
        ("0571-88880000", "length"),
        ("12800001234", "character"),
        ("1380000123X", "character"),
        ("+85291234567", "character"),
    ],
)
def test_a_wrong_mobile_number_is_refused_with_its_reason(text, reason):
    assert refused(clean_mobile, text) == reason


@pytest.mark.parametrize(
    ("text", "code", "level", "parent"),
    [
        ("330000", "330000", "province", None),
        ("330100", "330100", "city", "330000"),
        ("330105", "330105", "district", "330100"),
        ("330105000000", "330105", "district", "330100"),
        ("330105000", "330105", "district", "330100"),
        ("330000000000", "330000", "province", None),
        ("330105015", "330105015", "street", "330105"),
        ("330105015000", "330105015", "street", "330105"),
        ("330105 015 001", "330105015001", "community", "330105015"),
        ("441900003", "441900003", "street", "441900"),
        ("３３０１０５", "330105", "district", "330100"),
    ],
)
def test_a_division_code_tells_its_level_and_parent(text, code, level, parent):
    assert clean_division(text) == code
    assert level_of(code) == level
    assert parent_code(code) == parent


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "character"),
        ("33010", "length"),
        ("3301050", "length"),
        ("33010A", "character"),
        ("000000", "structure"),
        ("330005", "structure"),
        ("330105000001", "structure"),
    ],
)
def test_a_wrong_division_code_is_refused_with_its_reason(text, reason):
    assert refused(clean_division, text) == reason


def test_a_refusal_does_not_show_the_number():
    with pytest.raises(BadIdentifier) as refusal:
        clean_identity("110105194912310021")
    assert "1101" not in str(refusal.value)

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.money import Money

amounts = st.builds(Money, st.integers(-(10**12), 10**12))


@pytest.mark.parametrize(
    ("given_amount", "fen"),
    [
        ("2680.00", 268000),
        ("2680", 268000),
        ("2.4", 240),
        ("2.400", 240),
        ("0.05", 5),
        ("-1.50", -150),
        ("¥2,680", 268000),
        (" ￥２，６８０．５０ ", 268050),
        (38, 3800),
        (Decimal("1E+3"), 100000),
        (Decimal("0.10"), 10),
    ],
)
def test_yuan_become_exact_fen(given_amount, fen):
    assert Money.from_yuan(given_amount) == Money(fen)


@pytest.mark.parametrize("text", ["", "two", "2.4.0", ".5", "5.", "26,80", "1e3", "NaN", "٣", "2 680"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match="not an amount"):
        Money.from_yuan(text)


@pytest.mark.parametrize("amount", ["2.405", "0.001", Decimal("0.005")])
def test_a_fraction_of_a_fen_is_refused(amount):
    with pytest.raises(ValueError, match="fraction of a fen"):
        Money.from_yuan(amount)


@pytest.mark.parametrize("amount", [2.4, True, None])
def test_a_float_is_no_amount(amount):
    with pytest.raises(TypeError):
        Money.from_yuan(amount)


@pytest.mark.parametrize("fen", [1.0, True, "1"])
def test_fen_are_whole(fen):
    with pytest.raises(TypeError):
        Money(fen)


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (268000, "¥2,680"),
        (240, "¥2.40"),
        (0, "¥0"),
        (-5, "-¥0.05"),
        (123456789, "¥1,234,567.89"),
    ],
)
def test_money_is_shown_in_yuan(fen, shown):
    assert Money(fen).format_yuan() == shown


@given(amounts)
def test_what_is_shown_can_be_read_back(money):
    assert Money.from_yuan(money.format_yuan()) == money
    assert Money.from_yuan(money.yuan()) == money


@given(amounts, st.integers(1, 400))
def test_a_split_loses_no_fen_and_is_fair(money, parts):
    shares = money.split(parts)
    assert len(shares) == parts
    assert sum(shares, Money(0)) == money
    assert max(shares) - min(shares) <= Money(1)
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("parts", [0, -1])
def test_a_split_into_no_parts_is_refused(parts):
    with pytest.raises(ValueError, match="at least one part"):
        Money(100).split(parts)


@given(amounts, amounts)
def test_adding_and_taking_away_undo_each_other(a, b):
    assert a + b - b == a
    assert a - b == -(b - a)
    assert (a < b) == (a.fen < b.fen)
    assert (a >= b) == (a.fen >= b.fen)


def test_money_multiplies_by_whole_numbers_only():
    assert Money(3800) * 22 == 22 * Money(3800) == Money(83600)
    with pytest.raises(TypeError):
        Money(3800) * 1.5


def test_money_and_plain_numbers_do_not_mix():
    with pytest.raises(TypeError):
        Money(1) + 1
    with pytest.raises(TypeError):
        Money(1) - 1
    with pytest.raises(TypeError):
        sorted([Money(1), 2])
    assert Money(1) != 1


def test_two_currencies_do_not_mix():
    with pytest.raises(ValueError, match="CNY and HKD do not mix"):
        Money(1) + Money(1, "HKD")
    with pytest.raises(ValueError, match="HKD and CNY do not mix"):
        sorted([Money(1), Money(1, "HKD")])
    assert Money(1) != Money(1, "HKD")
    with pytest.raises(ValueError, match="not counted in yuan"):
        Money(1, "HKD").format_yuan()


def test_a_currency_is_three_capital_letters():
    with pytest.raises(ValueError, match="three capital letters"):
        Money(1, "yuan")


def test_money_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Money(1).fen = 2


def test_no_money_is_false_and_equal_money_is_one_key():
    assert not Money(0)
    assert Money(-1)
    assert len({Money(5), Money(5), Money(6)}) == 2


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (268000, "人民币贰仟陆佰捌拾元整"),
        (140950, "人民币壹仟肆佰零玖元伍角整"),
        (600714, "人民币陆仟零柒元壹角肆分"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (10700053, "人民币壹拾万零柒仟元伍角叁分"),
        (10_0000_0001_00, "人民币壹拾亿零壹元整"),
        (1000_0000_0000_00, "人民币壹仟亿元整"),
        (50, "人民币伍角整"),
        (7, "人民币柒分"),
        (0, "人民币零元整"),
    ],
)
def test_an_amount_is_written_out_as_the_rule_of_receipts_has_it(fen, written):
    assert Money(fen).in_capitals() == written


@pytest.mark.parametrize("amount", [Money(-1), Money(100, "USD"), Money(10**14)])
def test_what_no_receipt_is_made_of_is_not_written_out(amount):
    with pytest.raises(ValueError, match="capitals"):
        amount.in_capitals()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyu.kernel.masks import mask_address, mask_email, mask_identity, mask_mobile, mask_name


def test_an_identity_number_shows_three_and_four():
    assert mask_identity("11010519491231002X") == "110***********002X"


def test_a_mobile_number_shows_three_and_four():
    assert mask_mobile("13800001234") == "138****1234"


@pytest.mark.parametrize(
    ("address", "shown"), [("chen.yu@a.cn", "c****@a.cn"), ("c@a.cn", "c****@a.cn"), ("nothing", "****")]
)
def test_an_e_mail_address_shows_its_first_character_and_its_house(address, shown):
    assert mask_email(address) == shown


@pytest.mark.parametrize("short", ["", "1", "1234567", "1234567890"])
def test_a_number_too_short_to_hide_most_of_shows_nothing(short):
    assert mask_identity(short) == "*" * len(short)


@pytest.mark.parametrize(
    ("name", "shown"), [("张小满", "张*"), ("欧阳一一", "欧*"), ("李", "李*"), ("Ann Lee", "A*"), ("", "")]
)
def test_a_name_shows_its_first_character(name, shown):
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省杭州市拱墅区和睦街道登云路12号3幢501室", "浙江省杭州市拱墅区和睦街道****"),
        ("杭州市拱墅区和睦街道登云路12号", "杭州市拱墅区和睦街道****"),
        ("拱墅区登云路12号", "拱墅区****"),
        ("海南省海口市美兰区演丰镇山尾村3号", "海南省海口市美兰区演丰镇****"),
        ("广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区****"),
        ("宁波市镇海区骆驼街道民和路9号", "宁波市镇海区骆驼街道****"),
        ("登云路12号阳光小区3幢", "****"),
        ("阳光小区3幢501室", "****"),
        ("501", "****"),
        ("", ""),
    ],
)
def test_an_address_shows_its_street_and_no_more(address, shown):
    assert mask_address(address) == shown


@given(st.text(alphabet="浙江省杭州市拱墅区和睦街道登云路号幢室小0123456789 ", min_size=1))
def test_an_address_never_shows_a_digit(address):
    assert not any(character.isdigit() for character in mask_address(address))

"""Why a site can be trusted: its papers in sentences."""

from datetime import date

import pytest
from django.utils.translation import override
from psycopg.types.range import DateRange

from shanyu.domain.providers.models import Authorisation, Certificate
from shanyu.domain.providers.trust import Trust, TrustLine, trust_of
from tests.cast import TODAY


def judged(site) -> Trust:
    return trust_of(site, site.authorisations.all(), site.certificates.all(), TODAY)


def test_a_filed_site_with_a_fire_check_is_valid_and_says_since_when(cast):
    number = cast.bamboo.authorisations.get().number
    assert judged(cast.bamboo) == Trust(
        "valid",
        (
            TrustLine("valid", f"2021年6月1日在拱墅区卫生健康局备案，编号{number}，有效。"),
            TrustLine("valid", "消防安全检查合格证明有效至2027年3月1日。"),
        ),
    )


def test_a_nursery_without_any_filing_is_warned_of(cast):
    found = judged(cast.far)
    assert (found.state, found.words) == ("warning", "没有查到有效的备案或许可，请谨慎选择。")


def test_a_station_needs_no_filing(cast):
    assert judged(cast.station) == Trust("valid", ())


@pytest.mark.parametrize(
    ("state", "ends", "words"),
    [
        ("suspended", None, "备案或许可已被暂停，请先向区卫生健康部门核实。"),
        ("revoked", None, "备案或许可已注销或撤销，请谨慎选择。"),
        ("cancelled", None, "备案或许可已注销或撤销，请谨慎选择。"),
        ("pending", None, "备案还在办理中，目前没有有效的备案或许可。"),
        ("valid", TODAY, "备案或许可已过期，请先向区卫生健康部门核实。"),
    ],
)
def test_a_filing_that_no_longer_holds_is_a_warning_with_its_reason(cast, state, ends, words):
    cast.bamboo.authorisations.update(state=state, valid=DateRange(date(2021, 6, 1), ends))
    found = judged(cast.bamboo)
    assert (found.state, found.words) == ("warning", words)


def test_a_permit_goes_before_a_filing(cast):
    Authorisation.objects.create(
        site=cast.bamboo, kind="permit", number="许1", authority="拱墅区卫生健康局", state="valid",
        issued_on=date(2026, 10, 1), valid=DateRange(date(2026, 10, 1), date(2031, 10, 1)),
    )  # fmt: skip
    assert judged(cast.bamboo).lines[0].words == "2026年10月1日取得拱墅区卫生健康局许可，编号许1，有效。"


def test_a_filing_that_ends_within_thirty_days_is_soon(cast):
    cast.bamboo.authorisations.update(valid=DateRange(date(2021, 6, 1), date(2026, 12, 1)))
    assert judged(cast.bamboo).state == "soon"
    assert judged(cast.bamboo).words == "备案或许可将于2026年12月1日到期。"


@pytest.mark.parametrize(
    ("issued", "expires", "state", "words"),
    [
        (date(2025, 11, 1), date(2026, 11, 20), "warning", "消防安全检查合格证明已于2026年11月20日到期。"),
        (date(2025, 12, 1), date(2026, 12, 1), "soon", "消防安全检查合格证明将于2026年12月1日到期。"),
        (date(2025, 6, 1), None, "soon", "消防安全检查合格证明是2025年6月1日的，已满一年，应复查。"),
        (date(2026, 6, 1), None, "valid", "消防安全检查合格证明齐备（2026年6月1日）。"),
    ],
)
def test_a_fire_check_tells_how_long_it_holds(cast, issued, expires, state, words):
    cast.bamboo.certificates.update(issued_on=issued, expires_on=expires)
    assert judged(cast.bamboo).state == state
    assert judged(cast.bamboo).lines[-1].words == words


def test_a_renewed_paper_counts_and_a_revoked_one_does_not(cast):
    Certificate.objects.create(
        site=cast.bamboo, kind="fire", issued_on=date(2026, 9, 1), expires_on=date(2027, 9, 1)
    )
    assert judged(cast.bamboo).lines[-1].words == "消防安全检查合格证明有效至2027年9月1日。"
    cast.bamboo.certificates.filter(issued_on=date(2026, 9, 1)).update(revoked_on=TODAY)
    assert judged(cast.bamboo).lines[-1].words == "消防安全检查合格证明有效至2027年3月1日。"


@pytest.mark.parametrize(
    ("state", "closed", "words"),
    [
        ("suspended", None, "目前暂停服务。"),
        ("closed", date(2026, 9, 1), "已于2026年9月1日停办。"),
        ("closed", None, "已停办。"),
    ],
)
def test_a_site_that_does_not_operate_says_so_first(cast, state, closed, words):
    cast.bamboo.state, cast.bamboo.closed_on = state, closed
    found = judged(cast.bamboo)
    assert (found.state, found.words, found.lines[0].words) == ("closed", words, words)


def test_the_same_in_english(cast):
    with override("en"):
        assert judged(cast.far).words == ("No valid filing or permit was found. Please choose with care.")

from dataclasses import replace
from datetime import date, time

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.providers.actions import Terms, end_offer, publish_offer
from shanyu.domain.providers.models import FeeCap
from shanyu.domain.providers.refusals import LaterOffer, OverCap
from shanyu.kernel.door import Invalid

TERMS = Terms(
    form="full_day",
    weekdays=[5, 1, 2, 3, 4],
    opens=time(7, 30),
    closes=time(18),
    fee_fen=278000,
    fee_unit="month",
)
NEW_YEAR = date(2027, 1, 1)


def fees(site, form="full_day"):
    return [(row.fee_fen, row.valid.lower, row.valid.upper) for row in site.offers.filter(form=form)]


def test_a_new_fee_ends_the_one_before_it(cast):
    offer = publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=NEW_YEAR)
    assert offer.weekdays == [1, 2, 3, 4, 5]
    assert fees(cast.bamboo) == [(268000, date(2026, 1, 1), NEW_YEAR), (278000, NEW_YEAR, None)]


def test_another_band_or_form_stands_beside_it(cast):
    publish_offer(cast.actor("head"), cast.bamboo, replace(TERMS, band="infant"), starts=NEW_YEAR)
    assert len(fees(cast.bamboo)) == 2
    publish_offer(cast.actor("head"), cast.bamboo, replace(TERMS, form="half_day"), starts=date(2026, 9, 1))
    assert fees(cast.bamboo, "half_day") == [(278000, date(2026, 9, 1), None)]


def test_what_families_have_read_is_not_rewritten(cast):
    with pytest.raises(Invalid) as refused:
        publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=date(2026, 11, 20))
    assert list(refused.value.errors) == ["starts"]


def test_a_fee_does_not_begin_before_one_that_is_already_announced(cast):
    publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=NEW_YEAR)
    with pytest.raises(LaterOffer) as refused:
        publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=date(2026, 12, 1))
    assert refused.value.facts == {"day": "2027-01-01"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [8]}, "weekdays"),
        ({"closes": time(7)}, "closes"),
        ({"fee_unit": "free"}, "fee_fen"),
        ({"fee_fen": -1}, "fee_fen"),
        ({"form": "night"}, "form"),
        ({"band": "giant"}, "band"),
    ],
)
def test_terms_that_cannot_be_are_told_by_their_field(cast, change, field):
    with pytest.raises(Invalid) as refused:
        publish_offer(cast.actor("head"), cast.bamboo, replace(TERMS, **change), starts=NEW_YEAR)
    assert list(refused.value.errors) == [field]


def capped(cast, *, sample):
    source = "SAMPLE 样例" if sample else "浙发改价格〔2026〕1号"
    return FeeCap.objects.create(
        region=cast.district, form="full_day", cap_fen=270000, fee_unit="month", source=source, sample=sample,
        valid=DateRange(date(2026, 1, 1), None),
    )  # fmt: skip


def test_an_inclusive_site_stays_under_a_ruled_cap(cast):
    capped(cast, sample=False)
    with pytest.raises(OverCap) as refused:
        publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=NEW_YEAR)
    assert refused.value.facts == {"cap": "2,700.00", "source": "浙发改价格〔2026〕1号"}
    assert publish_offer(cast.actor("head"), cast.willow, TERMS, starts=NEW_YEAR).fee_fen == 278000


def test_a_sample_cap_binds_nobody(cast):
    capped(cast, sample=True)
    assert publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=NEW_YEAR).fee_fen == 278000


def test_an_offer_ends_after_its_last_day_and_an_announced_one_is_taken_back(cast):
    offer = cast.bamboo.offers.get()
    coming = publish_offer(cast.actor("head"), cast.bamboo, TERMS, starts=NEW_YEAR)
    assert end_offer(cast.actor("head"), coming) is None
    ended = end_offer(cast.actor("head"), offer, last_day=date(2026, 11, 30))
    assert ended.valid.upper == date(2026, 12, 1)
    with pytest.raises(Invalid):
        end_offer(cast.actor("head"), offer, last_day=date(2026, 11, 1))

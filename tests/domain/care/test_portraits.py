"""A month is written from what is recorded, edited, and read by the family once it is shared."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from shanyu.domain.care.actions import record, save_portrait, share_portrait
from shanyu.domain.care.portrait import Figures, Line, band_of, draft, figures
from shanyu.domain.care.queries import draft_portrait, months, portraits
from shanyu.domain.care.refusals import NothingRecorded
from shanyu.domain.messaging.models import Notification
from shanyu.kernel.clock import now
from shanyu.kernel.door import OutOfReach
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw
from tests.domain.care.test_day import Said

MONTH = date(2026, 11, 1)
NINE = datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def test_figures_count_what_stands():
    said = [
        Said(UUID(int=1), NINE, "arrival"),
        Said(UUID(int=2), NINE, "meal", {"slot": "lunch", "amount": "little"}),
        Said(UUID(int=3), NINE, "meal", {"slot": "lunch", "amount": "all"}, (UUID(int=2),)),
        Said(UUID(int=4), NINE, "sleep", {"slot": "noon", "state": "asleep"}),
        Said(UUID(int=5), NINE + timedelta(minutes=95), "sleep", {"slot": "noon", "state": "awake"}),
        Said(UUID(int=6), NINE, "mood", {"mood": "happy"}),
    ]
    assert figures([said, []], 90) == Figures(1, 1, 1, 1, 95, 90, (("happy", 1),))


def test_a_draft_says_what_was_counted_and_observed_by_domain():
    found = Figures(days=3, meals=6, eaten_well=5, naps=2, nap_minutes=190, outdoor_minutes=270)
    words = draft(found, [Line(date(2026, 11, 20), "motion", "会自己上台阶")])
    assert words == (
        "本月来园 3 天，户外活动共 4.5 小时。\n\n【营养与喂养】\n记录的 6 餐里，5 餐吃完或吃了大半。\n\n"
        "【睡眠】\n睡了 2 次，平均每次 95 分钟。\n\n【动作】\n11/20 会自己上台阶"
    )


def test_age_bands_are_those_of_the_text():
    assert [band_of(one) for one in (5, 12, 13, 24, 25, 36)] == [
        "7-12",
        "7-12",
        "13-24",
        "13-24",
        "25-36",
        "25-36",
    ]


def test_a_month_is_drafted_edited_shared_once_and_read(cast, where):
    carer = cast.actor("carer")
    sent = raw(
        cast.daughter,
        "observation",
        now() - timedelta(days=1),
        domain="language",
        band="25-36",
        note="会说三个字的句子",
    )
    record(carer, cast.bamboo, entries=[sent])
    assert "11/20 会说三个字的句子" in draft_portrait(carer, cast.daughter, month=MONTH).draft
    made = save_portrait(carer, cast.daughter, month=TODAY, words="这个月会说长句子了。")
    assert portraits(cast.actor("father"), cast.daughter) == []
    assert [(one.name, one.state) for one in months(carer, where, month=MONTH)] == [("陈小丸", "draft")]
    for _again in (1, 2):
        share_portrait(carer, made.pk)
    [shown] = portraits(cast.actor("mother"), cast.daughter)
    assert (shown.month, shown.words) == (MONTH, "这个月会说长句子了。")
    assert Notification.objects.filter(kind="care.portrait").count() == 2
    save_portrait(cast.actor("head"), cast.daughter, month=MONTH, words="改过的")
    assert [one.words for one in portraits(cast.actor("mother"), cast.daughter)] == ["改过的"]


def test_a_month_without_entries_is_not_written_and_other_people_do_not_write(cast, where):
    with pytest.raises(NothingRecorded):
        save_portrait(cast.actor("carer"), cast.daughter, month=MONTH, words="…")
    for who in ("father", "officer", "boss"):
        with pytest.raises(OutOfReach):
            draft_portrait(cast.actor(who), cast.daughter, month=MONTH)

"""Samples, the food table and the diet survey."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from shanyu.domain.messaging.models import Notification
from shanyu.domain.weekly import queries
from shanyu.domain.weekly.actions import (
    FoodLine,
    discard_sample,
    finish_survey,
    import_foods,
    keep_sample,
    save_food,
    save_survey,
    set_kitchen_rule,
    set_survey_food,
)
from shanyu.domain.weekly.actions.surveys import SurveyFacts
from shanyu.domain.weekly.jobs import remind_surveys
from shanyu.domain.weekly.models import DietSurvey, Food, FoodSample, SurveyFood
from shanyu.domain.weekly.refusals import (
    DiscardedAlready,
    NoFoodsYet,
    PageNotRead,
    SampleKeptAlready,
    SurveyFinished,
    TooEarlyToDiscard,
)
from shanyu.kernel.clock import SHANGHAI, frozen, now
from shanyu.kernel.door import Invalid
from tests.cast import TODAY
from tests.domain.weekly.making import dish, published

pytestmark = pytest.mark.django_db
QUARTER = date(2026, 10, 1)


def kept(cast, who="carer", name="蒸蛋"):
    return keep_sample(cast.actor(who), cast.bamboo.pk, day=TODAY, meal="lunch", dish=name, grams=125)


def test_a_sample_is_kept_until_its_time_and_shown_when_it_is_over(cast):
    sample = kept(cast)
    assert sample.until - sample.kept_at == timedelta(hours=48)
    with pytest.raises(TooEarlyToDiscard):
        discard_sample(cast.actor("carer"), sample.public_id)
    with frozen(now() + timedelta(hours=48)):
        log = queries.samples(cast.actor("head"), cast.bamboo.pk)
        assert (log.overdue, log.kept.confirmed) == (1, False)
        discard_sample(cast.actor("carer"), sample.public_id)
        assert queries.samples(cast.actor("head"), cast.bamboo.pk).overdue == 0
        with pytest.raises(DiscardedAlready):
            discard_sample(cast.actor("carer"), sample.public_id)


def test_one_sample_of_a_dish_is_kept_of_a_meal(cast):
    kept(cast)
    with pytest.raises(SampleKeptAlready):
        kept(cast, "head")


def test_a_sites_own_rule_holds_for_what_is_kept_from_then_on(cast):
    set_kitchen_rule(cast.actor("head"), cast.bamboo.pk, grams=200, hours=72, source="区局通知")
    assert kept(cast).until - now() == timedelta(hours=72)
    assert queries.samples(cast.actor("head"), cast.bamboo.pk).kept.confirmed


def test_the_database_keeps_the_log_as_it_was_written(cast):
    sample = kept(cast)
    rows = FoodSample.objects.filter(pk=sample.pk)
    for spoil in (
        lambda: rows.update(grams=1),
        lambda: rows.delete(),
        lambda: rows.update(discarded_at=sample.kept_at, discarded_by=cast.head),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


SHEET = "食物,可食部,能量,蛋白质,来源\n大米,100,346,7.4,成分表\n鸡蛋,88,144,13.3,\n石头,100,很多,1,\n鸡蛋,88,150,13,\n"


def test_a_sheet_of_foods_is_imported_and_each_bad_row_is_told(cast):
    for data in (SHEET.encode(), SHEET.encode("gb18030")):
        found = import_foods(cast.actor("head"), cast.bamboo.pk, data=data, source="园里的表")
        assert found.bad == 2
        assert sorted({one.row for one in found.problems}) == [4, 5]
    assert list(Food.objects.values_list("name", "energy_kcal", "source")) == [
        ("大米", Decimal("346.0"), "成分表"),
        ("鸡蛋", Decimal("144.0"), "园里的表"),
    ]
    assert (found.new, found.changed) == (0, 2)


def test_what_is_no_table_is_refused(cast):
    with pytest.raises(PageNotRead):
        import_foods(cast.actor("head"), cast.bamboo.pk, data=b"\x89PNG nothing")


def facts(**more):
    given = {
        "method": "bookkeeping", "first_day": date(2026, 11, 2), "last_day": date(2026, 11, 6), "person_days": 50,
    }  # fmt: skip
    return SurveyFacts(**{**given, **more})


def begun(cast, **more):
    head = cast.actor("head")
    rice = save_food(head, cast.bamboo.pk, FoodLine("大米", Decimal(346), Decimal("7.4"), "成分表"))
    survey = save_survey(head, cast.bamboo.pk, quarter=QUARTER, facts=facts(**more))
    return survey, rice


def test_a_survey_comes_to_a_share_of_the_reference_and_stays_as_it_was_finished(cast):
    survey, rice = begun(cast)
    head = cast.actor("head")
    with pytest.raises(NoFoodsYet):
        finish_survey(head, survey.public_id)
    set_survey_food(head, survey.public_id, food=rice.pk, grams=12_000)
    view = queries.survey(head, survey.public_id)
    # 12000 g × 346 kcal / 100 g ÷ 50 = 830.4 kcal of the sample's 1000
    assert (view.result["kcal"], view.result["energy_share"], view.sample_reference) == (
        "830.4",
        "83.0",
        True,
    )
    assert (view.result["energy_enough"], view.result["protein_enough"]) == (True, False)
    finish_survey(head, survey.public_id)
    save_food(head, cast.bamboo.pk, FoodLine("大米", Decimal(1), Decimal(1), "改了"))
    assert queries.survey(head, survey.public_id).result["kcal"] == "830.4"
    with pytest.raises(SurveyFinished):
        set_survey_food(head, survey.public_id, food=rice.pk, grams=1)
    for spoil in (
        lambda: DietSurvey.objects.update(person_days=1),
        lambda: SurveyFood.objects.update(grams=1),
        lambda: SurveyFood.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_a_sites_own_reference_needs_its_source(cast):
    with pytest.raises(Invalid) as wrong:
        begun(cast, reference_kcal=Decimal(900), reference_protein_g=Decimal(25))
    assert list(wrong.value.errors) == ["reference_source"]


def test_days_outside_the_quarter_are_refused(cast):
    with pytest.raises(Invalid) as wrong:
        begun(cast, first_day=date(2026, 9, 30))
    assert list(wrong.value.errors) == ["first_day"]


def test_heads_are_reminded_once_a_quarter_where_there_is_a_kitchen(cast):
    dish(cast, "软米饭")
    published(cast, {(1, "lunch"): ["软米饭"]})
    assert remind_surveys() == 0
    with frozen(datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)):
        assert (remind_surveys(), remind_surveys()) == (1, 0)
    assert Notification.objects.get(kind="weekly.survey_due").account == cast.head

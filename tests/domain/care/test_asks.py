"""What guardians ask and allow around a day: leave, a pick-up by somebody else, a medicine, a word to the carer."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.care.actions import (
    NewMedicine,
    allow_pick_up,
    answer_medication,
    ask_medication,
    check_pick_up,
    record,
    tell_carer,
    tell_leave,
    withdraw_leave,
    withdraw_medication,
    withdraw_pick_up,
)
from shanyu.domain.care.codes import code_of, find
from shanyu.domain.care.models import Entry, Leave, PickUpPass
from shanyu.domain.care.queries import (
    day_of_child,
    door_code,
    leaves,
    medication_asked,
    medication_due,
    medicines,
)
from shanyu.domain.care.refusals import LeaveThere, NoPlaceThen, OverAlready, PassNotGood
from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.models import Guardianship
from shanyu.kernel import clock
from shanyu.kernel.clock import now
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw, worker_of
from tests.files import picture


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


def leave(cast, first: int = 1, last: int = 2, who: str = "father", **more) -> Leave:
    facts = {"reason": "ill", "symptoms": ["fever"], "first_day": day(first), "last_day": day(last)}
    return tell_leave(cast.actor(who), cast.daughter, **{**facts, **more})


def medicine(**more) -> NewMedicine:
    facts = {
        "drug": "布洛芬混悬液",
        "dose": "3 毫升",
        "first_day": TODAY,
        "last_day": day(1),
        "times": [720, 570],
    }
    return NewMedicine(**{**facts, "label": BytesIO(picture()), "label_name": "label.png", **more})


def test_a_leave_is_for_both_guardians_and_is_taken_back_by_either(cast, where):
    told = leave(cast, note="晚上发烧了")
    assert [one.pk for one in leaves(cast.actor("mother"), cast.daughter)] == [told.pk]
    assert [one.pk for one in leaves(cast.actor("carer"), cast.daughter)] == [told.pk]
    withdraw_leave(cast.actor("mother"), told.pk)
    assert leaves(cast.actor("father"), cast.daughter) == []
    assert leave(cast).pk != told.pk


def test_of_a_leave_that_has_begun_the_days_before_today_stay(cast, where):
    told = leave(cast, 0, 3)
    with clock.frozen(now() + timedelta(days=2)):
        withdraw_leave(cast.actor("father"), told.pk)
    told.refresh_from_db()
    assert (told.during.lower, told.during.upper, told.withdrawn_at) == (TODAY, day(2), None)


def test_a_leave_is_refused_where_there_is_one_or_no_place_or_a_wrong_day(cast, where):
    leave(cast)
    with pytest.raises(LeaveThere):
        leave(cast, 2, 4)
    with pytest.raises(NoPlaceThen):
        tell_leave(cast.actor("father"), cast.son, first_day=TODAY, last_day=TODAY, reason="family")
    with pytest.raises(Invalid) as no:
        leave(cast, -1, -2, reason="?", symptoms=["plague"], note="长" * 301)
    assert sorted(no.value.errors) == ["first_day", "last_day", "note", "reason", "symptoms"]


def test_symptoms_belong_to_an_illness_only(cast, where):
    assert leave(cast, reason="family").symptoms == []


def test_a_pass_is_good_for_its_child_and_day_once_and_its_code_is_not_kept(cast, where):
    made = allow_pick_up(cast.actor("father"), cast.daughter, name="李阿姨", phone="13800138000", day=TODAY)
    assert made.code.replace("-", "") not in made.row.code_hash
    good = check_pick_up(cast.actor("carer"), cast.daughter, code=made.code.lower())
    assert (good.name, good.phone) == ("李阿姨", "13800138000")
    sent = raw(cast.daughter, "departure", way="code", **{"pass": good.id})
    record(cast.actor("carer"), cast.bamboo, entries=[sent])
    assert str(PickUpPass.objects.get().used_by) == sent["mark"]
    with pytest.raises(PassNotGood):
        check_pick_up(cast.actor("carer"), cast.daughter, code=made.code)
    with pytest.raises(OverAlready):
        withdraw_pick_up(cast.actor("mother"), made.row.pk)


def test_a_pass_of_tomorrow_or_taken_back_or_mistyped_is_not_good(cast, where):
    father, carer = cast.actor("father"), cast.actor("carer")
    tomorrow = allow_pick_up(father, cast.daughter, name="李阿姨", day=day(1))
    back = allow_pick_up(father, cast.daughter, name="王叔叔", day=TODAY)
    withdraw_pick_up(cast.actor("mother"), back.row.pk)
    for code in (tomorrow.code, back.code, "12345", "7KQ2M-X9WDR"):
        with pytest.raises(PassNotGood):
            check_pick_up(carer, cast.daughter, code=code)
    states = {one.name: one.state for one in door_code(father, cast.daughter).passes}
    assert states == {"李阿姨": "open", "王叔叔": "withdrawn"}


def test_passes_are_few_and_for_named_people_within_two_weeks(cast, where):
    for name in ("甲", "乙", "丙"):
        allow_pick_up(cast.actor("father"), cast.daughter, name=name, day=TODAY)
    for facts in ({"name": "丁", "day": TODAY}, {"name": " ", "day": day(1)}, {"name": "丁", "day": day(15)}):
        with pytest.raises(Invalid):
            allow_pick_up(cast.actor("father"), cast.daughter, **facts)


def test_todays_code_is_the_same_for_both_guardians_and_another_one_tomorrow(cast, where):
    codes = {door_code(cast.actor(who), cast.daughter).code for who in ("father", "mother")}
    assert codes == {code_of(cast.daughter, TODAY)}
    assert find([cast.son, cast.daughter], codes.pop().lower(), TODAY) == cast.daughter
    assert code_of(cast.daughter, day(1)) != code_of(cast.daughter, TODAY)


def test_a_medicine_is_asked_answered_due_and_given(cast, where):
    asked = ask_medication(cast.actor("father"), cast.daughter, medicine())
    assert [one.drug for one in medication_asked(cast.actor("carer"))] == ["布洛芬混悬液"]
    assert medication_due(cast.actor("carer"), where) == []
    answer_medication(cast.actor("carer"), asked.pk, accept=True)
    assert [(one.at, one.given) for one in medication_due(cast.actor("carer"), where)] == [
        ("09:30", None),
        ("12:00", None),
    ]
    by = {"given_by": str(worker_of(cast.carer).public_id), "witnessed_by": str(uuid4())}
    sent = raw(cast.daughter, "medication", request=str(asked.public_id), slot=570, **by)
    record(cast.actor("carer"), cast.bamboo, entries=[sent])
    given = [one.given and str(one.given.mark) for one in medication_due(cast.actor("head"), where)]
    assert given == [sent["mark"], None]
    assert Notification.objects.get(account=cast.mother).kind == "care.answer"


def test_a_medicine_taken_back_is_not_due_and_one_that_was_declined_is_over(cast, where):
    father = cast.actor("father")
    first = ask_medication(father, cast.daughter, medicine())
    answer_medication(cast.actor("head"), first.pk, accept=True)
    withdraw_medication(cast.actor("mother"), first.pk)
    assert medication_due(cast.actor("carer"), where) == []
    second = ask_medication(father, cast.daughter, medicine())
    with pytest.raises(Invalid):
        answer_medication(cast.actor("carer"), second.pk, accept=False)
    answer_medication(cast.actor("carer"), second.pk, accept=False, answer="没有医嘱")
    with pytest.raises(OverAlready):
        withdraw_medication(father, second.pk)
    assert [one.answer for one in medicines(father, cast.daughter)] == ["没有医嘱", ""]


def test_a_request_without_label_times_or_dose_is_refused(cast, where):
    with pytest.raises(Invalid) as no:
        ask_medication(
            cast.actor("father"), cast.daughter,
            medicine(label=None, times=[], dose="", drug=" ", first_day=day(-1), last_day=day(20)),
        )  # fmt: skip
    assert sorted(no.value.errors) == ["dose", "drug", "first_day", "label", "last_day", "times"]


def test_a_guardians_word_is_an_entry_of_the_day_once_and_tells_the_carer(cast, where):
    mark = uuid4()
    told = [
        tell_carer(cast.actor("father"), cast.daughter, mark=mark, words="昨晚睡得少") for _again in (1, 2)
    ]
    assert told == [True, False]
    [shown] = day_of_child(cast.actor("mother"), cast.daughter).entries
    assert (shown.kind, shown.note, shown.by) == ("note", "昨晚睡得少", "")
    assert list(Notification.objects.values_list("account", "kind")) == [(cast.carer.pk, "care.note")]
    with pytest.raises(NoPlaceThen):
        tell_carer(cast.actor("father"), cast.son, mark=uuid4(), words="在家")
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "finding", [{"outcome": "isolated"}, {"symptoms": ["rash"]}, {"temperature": 378}, {"skin": "spots"}]
)
def test_a_check_that_finds_something_tells_both_guardians_at_once_and_says_nothing_of_it(
    cast, where, finding
):
    facts = {"slot": "morning", "outcome": "in_class", **finding}
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "check", **facts)])
    told = Notification.objects.order_by("account")
    assert [one.account for one in told] == [cast.father, cast.mother]
    assert {(one.title, one.body, one.urgent) for one in told} == {
        ("有一条关于孩子健康的消息", "请打开查看，需要时给老师打电话。", True)
    }


def test_a_check_that_finds_nothing_tells_nobody(cast, where):
    facts = {"slot": "morning", "outcome": "in_class", "temperature": 366, "skin": "ok"}
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "check", **facts)])
    assert not Notification.objects.exists()


@pytest.mark.parametrize("who", ["father", "stranger"])
def test_whose_guardianship_has_ended_and_other_families_reach_nothing(cast, where, who):
    told = leave(cast)
    Guardianship.objects.filter(account=cast.father).update(valid=DateRange(date(2024, 8, 11), TODAY))
    actor = cast.actor(who)
    for ask in (
        lambda: leaves(actor, cast.daughter),
        lambda: door_code(actor, cast.daughter),
        lambda: medicines(actor, cast.daughter),
        lambda: withdraw_leave(actor, told.pk),
        lambda: tell_carer(actor, cast.daughter, mark=uuid4(), words="…"),
    ):
        with pytest.raises(OutOfReach):
            ask()

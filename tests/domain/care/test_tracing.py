"""Absence without a word: asked after the same morning by a named person, once; settled by what comes to be known."""

from datetime import timedelta

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.care import duty_jobs
from shanyu.domain.care.actions import record
from shanyu.domain.care.actions.tracing import (
    choose_tracing,
    family_not_reached,
    family_reached,
    tried_to_reach,
)
from shanyu.domain.care.models import Leave, Tracing
from shanyu.domain.care.queries.tracings import tracings
from shanyu.domain.care.tracing import TracingEnded
from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.models import Child
from shanyu.kernel import clock
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Invalid, OutOfReach
from tests.domain.care.making import daughters_class, raw
from tests.domain.enrolment import making

DAUGHTER = "陈小丸"


@pytest.fixture
def where(cast):
    return daughters_class(cast)


@pytest.fixture
def sister(cast, where):
    """Another child of the class, who has come."""
    child = Child.objects.create(
        household=cast.daughter.household, name="样例", sex="f", born=cast.daughter.born
    )
    making.attending(child, where, cast.father, cast.head, today() - timedelta(days=3))
    come(cast, child)
    return child


def come(cast, child):
    result = record(cast.actor("carer"), cast.bamboo, entries=[raw(child, "arrival", way="name")])
    assert len(result.accepted) == 1


def traced(cast) -> Tracing:
    assert duty_jobs.trace_absence() == 1
    return Tracing.objects.get()


def told() -> list[tuple[str, str]]:
    return list(Notification.objects.filter(kind="care.tracing").values_list("account__username", "body"))


def test_a_child_absent_without_a_word_is_asked_after_once(cast, where, sister):
    row = traced(cast)
    assert (row.child, row.state, row.named) == (cast.daughter, "open", None)
    assert duty_jobs.trace_absence() == 0
    [(account, body)] = told()
    assert account == cast.head.username
    assert DAUGHTER not in body


def test_nobody_is_asked_after_before_the_hour_after_noon_or_where_nobody_has_come(cast, where):
    assert duty_jobs.trace_absence() == 0
    other = Child.objects.create(
        household=cast.daughter.household, name="样例", sex="f", born=cast.daughter.born
    )
    making.attending(other, where, cast.father, cast.head, today() - timedelta(days=3))
    with clock.frozen(now() - timedelta(hours=1)):
        come(cast, other)
        assert duty_jobs.trace_absence() == 0
    with clock.frozen(now() + timedelta(hours=3)):
        assert duty_jobs.trace_absence() == 0
    assert duty_jobs.trace_absence() == 1


def test_the_reason_becomes_a_leave_with_its_symptoms(cast, where, sister):
    row = traced(cast)
    tried_to_reach(cast.actor("head"), row, note="没人接")
    family_reached(cast.actor("head"), row, reason="ill", symptoms=["fever", "rash"])
    row.refresh_from_db()
    assert (row.state, row.tried) == ("reached", 2)
    leave = Leave.objects.get()
    assert (leave.child, leave.reason, leave.symptoms) == (cast.daughter, "ill", ["fever", "rash"])
    assert leave.during == DateRange(today(), today() + timedelta(days=1))
    with pytest.raises(TracingEnded):
        tried_to_reach(cast.actor("head"), row)


def test_symptoms_need_an_illness_and_giving_up_needs_words(cast, where, sister):
    row = traced(cast)
    with pytest.raises(Invalid):
        family_reached(cast.actor("head"), row, reason="family", symptoms=["fever"])
    with pytest.raises(Invalid):
        family_not_reached(cast.actor("head"), row, note=" ")
    family_not_reached(cast.actor("head"), row, note="电话都不通，已请社区上门")
    row.refresh_from_db()
    assert row.state == "unreached"
    family_reached(cast.actor("head"), row, reason="holiday")
    assert Leave.objects.get().reason == "holiday"


def test_a_child_that_comes_late_settles_it(cast, where, sister):
    row = traced(cast)
    come(cast, cast.daughter)
    duty_jobs.trace_absence()
    row.refresh_from_db()
    assert (row.state, row.ended_at) == ("reached", now())


def test_the_person_a_site_names_asks_and_other_carers_see_nothing(cast, where, sister):
    with pytest.raises(OutOfReach):
        tracings(cast.actor("carer"), cast.bamboo)
    with pytest.raises(Invalid):
        choose_tracing(cast.actor("head"), cast.bamboo, begins=None, named=cast.stranger)
    choose_tracing(cast.actor("head"), cast.bamboo, begins=560, named=cast.carer)
    row = traced(cast)
    assert [account for account, _body in told()] == [cast.carer.username]
    [line] = tracings(cast.actor("carer"), cast.bamboo).lines
    assert (line.tracing, line.child, line.open) == (row, DAUGHTER, True)
    tried_to_reach(cast.actor("carer"), row)
    for who in ("father", "officer", "stranger"):
        with pytest.raises(OutOfReach):
            tracings(cast.actor(who), cast.bamboo)

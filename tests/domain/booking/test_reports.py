"""The report's figures, and the plan that drafts itself from them."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking.actions.plans import (
    ItemFacts,
    draft_plan,
    edit_plan_item,
    publish_plan_item,
    settle_plan_item,
)
from shanyu.domain.booking.making import host_of
from shanyu.domain.booking.models import Booking, Feedback, PlanItem, Session
from shanyu.domain.booking.plan_rules import Past, proposed
from shanyu.domain.booking.queries.reports import host_report
from shanyu.domain.booking.refusals import NothingToPublish
from shanyu.kernel.door import Invalid
from tests.cast import NOW, TODAY, Cast
from tests.domain.booking.families import families
from tests.domain.booking.making import session

RULE = {
    "more_above": 1.2, "fewer_below": 0.5, "most_times": 2.0, "few_stars": 3.5, "least_voices": 3,
    "many_absent": 0.25, "least_wishes": 3,
}  # fmt: skip
TERM = {"term_from": date(2026, 12, 1), "term_to": date(2027, 2, 28)}


def past_session(cast: Cast, states: list[str], capacity: int = 2, days: int = 7, **facts) -> Session:
    """A session some days ago with one booking for each state, by as many families."""
    starts = NOW - timedelta(days=days)
    made = session(cast.station, capacity, starts=starts, opens_at=starts - timedelta(days=3), **facts)
    for name, one in zip(states, families_once(len(states)), strict=True):
        Booking.objects.create(
            session=made, account=one.account, household=one.household, key=uuid4(), state=name, places=1
        )
    return made


_cache: list = []


def families_once(count: int) -> list:
    from shanyu.domain.people.models import Account

    if not Account.objects.filter(username="family-0").exists():
        _cache[:] = families(6)
    return _cache[:count]


@pytest.mark.django_db
def test_a_report_counts_who_asked_came_and_could_not_get_in(cast: Cast):
    made = past_session(cast, ["attended", "no_show", "waiting", "waiting", "cancelled"])
    booking = Booking.objects.get(state="attended")
    Feedback.objects.create(booking=booking, session=made, stars=4, again=True, words="很好", wishes=["more"])
    past_session(cast, ["attended"], days=8, title="故事会", capacity=4)
    found = host_report(
        cast.actor("keeper"), host_of(cast.station), since=TODAY - timedelta(days=30), until=TODAY
    )
    whole = found.whole
    assert (whole.sessions, whole.places, whole.asked) == (2, 6, 6)
    assert (whole.outside, whole.came, whole.absent, whole.cancelled, whole.stars) == (2, 2, 1, 1, 4.0)
    assert [one.title for one in found.sorts] == ["亲子音乐", "故事会"]
    assert (found.wishes, found.words) == ([("more", 1)], [("亲子音乐", 4, "很好")])


@pytest.mark.django_db
def test_a_report_asks_a_fixed_number_of_questions(cast: Cast, django_assert_num_queries):
    host, keeper = host_of(cast.station), cast.actor("keeper")
    for number in range(4):
        past_session(cast, ["attended"], days=7 + number, title=f"第{number}种")
        if number in {0, 3}:
            with django_assert_num_queries(8):
                host_report(keeper, host, since=TODAY - timedelta(days=30), until=TODAY)


def test_more_is_proposed_where_more_was_asked_for():
    proposal = proposed(Past(sessions=4, places=32, asked=56, outside=9), RULE)
    assert (proposal.sessions, proposal.reasons) == (7, [{"why": "more", "ratio": 1.75, "outside": 9}])


def test_growth_has_a_limit_and_shrinking_leaves_one():
    assert proposed(Past(sessions=3, places=10, asked=100), RULE).sessions == 6
    assert proposed(Past(sessions=3, places=30, asked=0), RULE).sessions == 1


def test_ratings_absence_and_wishes_are_reasons_and_not_numbers():
    past = Past(
        sessions=4,
        places=20,
        asked=20,
        came=6,
        absent=4,
        stars=3.0,
        voices=5,
        wishes={"weekend": 3, "more": 2},
    )
    proposal = proposed(past, RULE)
    assert proposal.sessions == 4
    assert [one["why"] for one in proposal.reasons] == ["same", "stars", "absent", "wish"]


@pytest.mark.django_db
def test_a_plan_is_drafted_decided_and_made_into_weekly_drafts(cast: Cast):
    keeper, host = cast.actor("keeper"), host_of(cast.station)
    past_session(cast, ["attended"] * 4 + ["waiting"] * 2)
    asked = {"since": TODAY - timedelta(days=90), "until": TODAY, **TERM}
    [item] = draft_plan(keeper, host, **asked)
    assert (item.title, item.sessions, item.reasons[0]["why"]) == ("亲子音乐", 2, "more")
    assert draft_plan(keeper, host, **asked) == []
    with pytest.raises(NothingToPublish):
        publish_plan_item(keeper, item, first=date(2026, 12, 5), at=time(10))
    edit_plan_item(keeper, item, ItemFacts("亲子音乐", 3, 9, 12, 36))
    settle_plan_item(keeper, item, state="agreed")
    with pytest.raises(Invalid):
        publish_plan_item(keeper, PlanItem.objects.get(), first=date(2027, 3, 6), at=time(10))
    outcome = publish_plan_item(keeper, PlanItem.objects.get(), first=date(2026, 12, 5), at=time(10))
    made = Session.objects.filter(state="draft").order_by("starts_at")
    assert [row.session for row in outcome.good] == list(made)
    assert [(one.counter.capacity, one.age_from) for one in made] == [(9, 12)] * 3
    assert PlanItem.objects.get().state == "published"


@pytest.mark.django_db
def test_a_plan_from_nothing_says_so(cast: Cast):
    with pytest.raises(Invalid) as refused:
        draft_plan(cast.actor("keeper"), host_of(cast.station), since=TODAY, until=TODAY, **TERM)
    assert list(refused.value.errors) == ["since"]

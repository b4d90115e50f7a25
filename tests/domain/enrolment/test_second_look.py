"""What may come together in a case: transfers, ends that were fixed before, slow sites, pages that are out of date."""

from datetime import date, timedelta

import pytest
from django.db import connection

from shanyu.domain.enrolment import actions, calls, jobs, queries, refusals
from shanyu.domain.enrolment.models import Case, Entry, Offer, Placement
from shanyu.domain.people.models import Guardianship
from shanyu.kernel import clock
from shanyu.kernel.door import OutOfReach
from tests.cast import NOW, TODAY
from tests.domain.enrolment.ledger import wrongs
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer, papers, through

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
FEBRUARY = date(2027, 2, 28)


@pytest.fixture(autouse=True)
def books_are_right(db):
    yield
    assert wrongs(TODAY) == []


@pytest.fixture
def moving(cast) -> tuple[Case, Offer]:
    """The daughter is cared for at one site, and another offers her a place from March on."""
    here, there = care_class(cast.bamboo, "新竹班", 1), care_class(cast.willow, "新柳班", 1)
    old = attending(cast.daughter, there, cast.father, cast.head, TODAY)
    [application] = ask(case(cast.daughter, cast.father), cast.bamboo)
    return old, offer(application, here, cast.head, MARCH)


def test_a_child_begins_at_its_new_site_although_the_night_s_job_was_late(cast, moving):
    old, made = moving
    assert calls.accept(made.pk, cast.father.pk, leave=True) == "accepted"
    new = made.application.case
    through(new, cast.father, cast.head)
    with clock.frozen(NOW + timedelta(days=100)):
        assert calls.step(new.pk, "first_day", ("placed",), "attending", MARCH, cast.head.pk) == "done"
        old.refresh_from_db()
    assert old.state == "transferred"


def test_a_place_that_has_an_end_ends_then(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = case(cast.daughter, cast.father, wanted_from=TODAY)
    made = offer(ask(one, cast.bamboo)[0], where, cast.head, TODAY, until=MARCH)
    calls.accept(made.pk, cast.father.pk)
    through(one, cast.father, cast.head)
    assert calls.step(one.pk, "first_day", ("placed",), "attending", TODAY, cast.head.pk) == "done"
    one.refresh_from_db()
    assert one.last_day == FEBRUARY
    with clock.frozen(NOW + timedelta(days=100)):
        assert jobs.new_day() == 1
        one.refresh_from_db()
    assert one.state == "left"


def test_a_transfer_gives_up_a_move_that_was_planned_at_the_old_site(cast, moving):
    old, made = moving
    above = care_class(cast.willow, "柳大班", 1)
    assert calls.move_up(old.pk, above.pk, date(2027, 4, 1), cast.head.pk) == "done"
    assert calls.accept(made.pk, cast.father.pk, leave=True) == "accepted"
    rows = Placement.objects.filter(case=old).order_by("pk").values_list("state", "during__endswith")
    assert list(rows) == [("current", MARCH), ("released", None)]


def test_a_transfer_does_not_put_off_a_last_day_that_was_fixed_before(cast, moving):
    old, made = moving
    assert calls.leave(old.pk, date(2027, 1, 31), cast.father.pk) == "done"
    assert calls.accept(made.pk, cast.father.pk, leave=True) == "accepted"
    old.refresh_from_db()
    assert old.last_day == date(2027, 1, 31)


def test_a_leaver_cannot_stay_on_into_the_new_place(cast, moving):
    old, made = moving
    calls.accept(made.pk, cast.father.pk, leave=True)
    old.refresh_from_db()
    with pytest.raises(refusals.ElsewhereThen):
        actions.leave(cast.actor("father"), old, last_day=date(2027, 3, 31))


def test_a_leaver_cannot_stay_on_in_a_class_that_closes(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    calls.leave(one.pk, FEBRUARY, cast.father.pk)
    where.closed_on = MARCH
    where.save()
    with pytest.raises(refusals.ClassCloses):
        actions.leave(cast.actor("father"), one, last_day=date(2027, 3, 31))


def test_the_only_guardian_s_yes_is_enough_and_a_second_click_is_told_once(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    [application] = ask(case(cast.daughter, cast.father, needs_both=True), cast.bamboo)
    made = offer(application, where, cast.head, DECEMBER)
    for _click in range(2):
        assert calls.accept(made.pk, cast.father.pk) == "waits"
    assert Entry.objects.filter(kind="agree").count() == 1
    Guardianship.objects.filter(account=cast.mother).delete()
    assert calls.accept(made.pk, cast.father.pk) == "accepted"


def test_an_old_page_declines_or_retracts_no_newer_offer(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    [application] = ask(case(cast.daughter, cast.father), cast.bamboo)
    old = offer(application, where, cast.head, DECEMBER)
    actions.retract(cast.actor("head"), old, reason="mistake")
    offer(application, where, cast.head, MARCH)
    with pytest.raises(refusals.OfferGone):
        actions.decline(cast.actor("father"), old)
    with pytest.raises(refusals.TooLate):
        actions.retract(cast.actor("head"), old, reason="mistake")
    assert Offer.objects.filter(state="standing").count() == 1


@pytest.fixture
def accepted(cast) -> Case:
    one = case(cast.daughter, cast.father)
    made = offer(ask(one, cast.bamboo)[0], care_class(cast.bamboo, "新竹班", 1), cast.head, DECEMBER)
    calls.accept(made.pk, cast.father.pk)
    one.refresh_from_db()
    return one


def test_a_slow_site_cannot_end_a_case_whose_family_has_done_its_part(cast, accepted):
    head = cast.actor("head")
    papers(accepted, cast.father)
    with clock.frozen(NOW + timedelta(days=8)):
        with pytest.raises(refusals.OwnTurn):
            actions.close(head, accepted, reason="overdue")
        [item] = queries.inbox(head, cast.bamboo)
        assert (item.next.mine, item.next.may) == (True, ("documents",))
        [card] = queries.my_cases(cast.actor("father"))
        assert (card.next.mine, str(card.next.says)) == (False, "材料已交齐，等机构核对。")


def test_closing_looks_at_the_clock_once_more_when_it_has_its_turn(cast, accepted):
    def close() -> bool:
        return calls.end(accepted.pk, "declined", "close", cast.head.pk, reason="overdue")

    assert not close()
    with clock.frozen(NOW + timedelta(days=7)):
        assert close()


def test_a_check_up_need_not_be_made_months_before_the_first_day(cast):
    one = case(cast.daughter, cast.father)
    made = offer(ask(one, cast.bamboo)[0], care_class(cast.bamboo, "新竹班", 1), cast.head, MARCH)
    calls.accept(made.pk, cast.father.pk)
    assert calls.step(one.pk, "documents", ("accepted",), "checkup", TODAY, cast.head.pk) == "done"
    one.refresh_from_db()
    assert clock.local(one.due_at).date() == MARCH


def test_a_site_calls_no_family_after_the_end(cast, accepted):
    assert queries.call_family(cast.actor("head"), accepted) == []
    actions.withdraw(cast.actor("father"), accepted)
    with pytest.raises(OutOfReach):
        queries.call_family(cast.actor("head"), accepted)


def test_the_night_s_job_stands_in_line_for_the_classes_it_counts(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = case(cast.daughter, cast.father, state="attending", site=cast.bamboo, imported=True)
    Placement.objects.create(
        case=one, child=cast.daughter, site=cast.bamboo, care_class=where, form="full_day",
        during=(TODAY, None), state="current",
    )  # fmt: skip
    calls.new_day(one.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
            " AND (classid::bigint << 32 | objid::bigint) = (8303::bigint << 40 | %s)",
            [where.pk],
        )
        assert cursor.fetchone() == (1,)


def test_open_cases_come_first_however_many_have_ended(cast):
    for _one in range(queries.mine.MOST):
        case(cast.daughter, cast.father, state="withdrawn", ended_at=NOW)
    case(cast.daughter, cast.father)
    assert queries.my_cases(cast.actor("father"))[0].case.state == "applied"

"""What the database's functions decide: places, turns in line, offers and their ends."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from shanyu.domain.enrolment import calls, jobs, rules
from shanyu.domain.enrolment.models import Application, Case, Entry, Placement
from shanyu.kernel import clock
from tests.cast import NOW, TODAY
from tests.domain.booking.families import families, family
from tests.domain.enrolment.ledger import miscounted, wrongs
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def books_are_right(db):
    yield
    assert wrongs(TODAY) == []


def wish(cast, name: str, *sites, born: date = date(2024, 8, 1), **facts) -> list[Application]:
    one = family(name, born=born)
    return ask(case(one.children[0], one.account, **facts), *sites)


def test_an_offer_holds_a_place_from_the_moment_it_is_made(cast):
    where = care_class(cast.bamboo, "新竹班", 2)
    [application] = wish(cast, "a", cast.bamboo)
    made = offer(application, where, cast.head, DECEMBER)
    where.refresh_from_db()
    application.refresh_from_db()
    assert (where.placed, where.held, where.free) == (0, 1, 1)
    assert (application.state, application.case.state) == ("offered", "offered")
    assert made.until == NOW + timedelta(hours=72)
    assert application.case.due_at == made.until


def test_the_last_place_cannot_be_offered_twice(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    first, second = (wish(cast, name, cast.bamboo)[0] for name in "ab")
    offer(first, where, cast.head, DECEMBER)
    assert calls.offer(second.pk, where.pk, MARCH, cast.head.pk).code == "full"


def test_a_place_is_free_again_from_the_day_after_a_leavers_last_day(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = family("a")
    leaver = attending(one.children[0], where, one.account, cast.head, TODAY)
    assert calls.leave(leaver.pk, date(2027, 2, 28), one.account.pk) == "done"
    [application] = wish(cast, "b", cast.bamboo)
    assert calls.offer(application.pk, where.pk, date(2027, 2, 28), cast.head.pk).code == "full"
    assert calls.offer(application.pk, where.pk, MARCH, cast.head.pk).code == "offered"
    where.refresh_from_db()
    assert (where.placed, where.held, where.free) == (1, 0, 0)


def test_a_leaver_cannot_stay_longer_once_the_place_is_promised(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = family("a")
    leaver = attending(one.children[0], where, one.account, cast.head, TODAY)
    calls.leave(leaver.pk, date(2027, 2, 28), one.account.pk)
    [application] = wish(cast, "b", cast.bamboo)
    offer(application, where, cast.head, MARCH)
    assert calls.leave(leaver.pk, MARCH, one.account.pk) == "full"
    assert calls.leave(leaver.pk, date(2027, 1, 31), one.account.pk) == "done"


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(2024, 12, 2), "too_young"),
        (date(2024, 12, 1), "offered"),
        (date(2023, 12, 2), "offered"),
        (date(2023, 12, 1), "too_old"),
    ],
)
def test_a_class_takes_children_who_are_of_its_ages_on_the_first_day(cast, born, code):
    where = care_class(cast.bamboo, "新竹班", 5)
    [application] = wish(cast, "a", cast.bamboo, born=born)
    assert calls.offer(application.pk, where.pk, DECEMBER, cast.head.pk).code == code


def test_a_class_that_will_be_closed_takes_nobody_beyond_that_day(cast):
    where = care_class(cast.bamboo, "新竹班", 5, closed_on=MARCH)
    [application] = wish(cast, "a", cast.bamboo)
    assert calls.offer(application.pk, where.pk, DECEMBER, cast.head.pk).code == "closed"
    assert calls.offer(application.pk, where.pk, DECEMBER, cast.head.pk, until=MARCH).code == "offered"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"during": (DECEMBER, None)}, "placement_one_place_of_a_child"),
        ({"care_class": "full"}, "placement_full"),
        ({"care_class": "infant"}, "placement_too_old"),
        ({"care_class": "closed"}, "placement_closed"),
        ({"care_class": "elsewhere"}, "placement_elsewhere"),
    ],
)
def test_the_database_itself_refuses_a_wrong_placement(cast, change, constraint):
    classes = {
        "full": care_class(cast.bamboo, "满班", 0),
        "infant": care_class(cast.bamboo, "乳儿班", 5, "infant"),
        "closed": care_class(cast.bamboo, "旧班", 5, closed_on=TODAY),
        "elsewhere": care_class(cast.willow, "别处", 5),
    }
    where = care_class(cast.bamboo, "新竹班", 5)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    calls.leave(one.pk, date(2026, 12, 31), cast.father.pk)
    during = change.get("during", (date(2027, 1, 1), None))
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        Placement.objects.create(
            case=one, child=cast.daughter, site=cast.bamboo, form="full_day", during=during, state="planned",
            care_class=classes.get(change.get("care_class"), where),
        )  # fmt: skip
    assert broken.value.__cause__.diag.constraint_name == constraint


def test_accepting_one_offer_clears_the_family_from_every_other_list(cast):
    where, elsewhere = care_class(cast.bamboo, "新竹班", 1), care_class(cast.willow, "新柳班", 1)
    first, second, _third = wish(cast, "a", cast.bamboo, cast.willow, cast.far)
    taken = offer(first, where, cast.head, DECEMBER)
    offer(second, elsewhere, cast.head, DECEMBER)
    assert calls.accept(taken.pk, first.case.opened_by_id) == "accepted"
    states = Application.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "superseded", "superseded"]
    elsewhere.refresh_from_db()
    assert elsewhere.free == 1
    held = Case.objects.get()
    assert (held.state, held.site_id, held.due_at) == ("accepted", cast.bamboo.pk, NOW + timedelta(days=7))
    kinds = Entry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["join"] * 3 + ["offer", "offer", "accept", "supersede", "supersede"]


def test_an_offer_that_runs_out_lapses_and_its_place_is_free_for_the_next(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    first, second = (wish(cast, name, cast.bamboo)[0] for name in "ab")
    made = offer(first, where, cast.head, DECEMBER)
    with clock.frozen(made.until - timedelta(seconds=1)):
        assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "full"
    with clock.frozen(made.until):
        assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "offered"
        assert calls.accept(made.pk, first.case.opened_by_id) == "gone"
    first.refresh_from_db()
    assert (first.state, first.case.state) == ("lapsed", "applied")


def test_the_job_lets_offers_lapse_that_nobody_touches(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    made = offer(wish(cast, "a", cast.bamboo)[0], where, cast.head, DECEMBER)
    with clock.frozen(made.until):
        assert (jobs.settle_due(), jobs.settle_due()) == (1, 0)
    where.refresh_from_db()
    assert where.free == 1


@pytest.mark.parametrize(
    ("days", "hour", "until"),
    [
        (60, 10, "2026-11-26 10:00"),
        (10, 10, "2026-11-24 10:00"),
        (10, 21, "2026-11-24 21:00"),
        (10, 23, "2026-11-25 08:00"),
        (3, 6, "2026-11-22 08:00"),
        (0, 10, "2026-11-22 08:00"),
    ],
)
def test_an_offer_stands_shorter_the_nearer_the_start_and_never_ends_at_night(days, hour, until):
    asked = (
        "SELECT to_char(enrolment_offer_until(%s, %s, %s) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')"
    )
    moment = clock.local(NOW).replace(hour=hour, minute=0)
    with connection.cursor() as cursor:
        cursor.execute(asked, [TODAY + timedelta(days=days), moment, rules.for_the_database(TODAY)])
        assert cursor.fetchone()[0] == until


def test_passing_over_a_family_that_would_fit_needs_a_reason(cast):
    where = care_class(cast.bamboo, "新竹班", 5)
    first, second = (wish(cast, name, cast.bamboo)[0] for name in "ab")
    assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "out_of_turn"
    offer(second, where, cast.head, DECEMBER, reason="agreed", words="第一家想等三月")
    entry = Entry.objects.get(kind="offer")
    assert (entry.reason, entry.words) == ("agreed", "第一家想等三月")
    assert first.state == "waiting"


def test_a_family_of_an_earlier_group_comes_first_whenever_it_asked(cast):
    where = care_class(cast.bamboo, "新竹班", 5)
    [late] = ask(case(cast.daughter, cast.father), cast.bamboo)
    one = family("sibling")
    ask(case(one.children[0], one.account), cast.bamboo, priority=1)
    assert calls.offer(late.pk, where.pk, DECEMBER, cast.head.pk).code == "out_of_turn"


def test_a_child_too_young_for_the_class_is_not_passed_over(cast):
    where = care_class(cast.bamboo, "新竹班", 5)
    wish(cast, "a", cast.bamboo, born=date(2026, 1, 1))
    [second] = wish(cast, "b", cast.bamboo)
    assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "offered"


def test_with_both_guardians_asked_for_the_second_yes_takes_the_place(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    [application] = ask(case(cast.daughter, cast.father, needs_both=True), cast.bamboo)
    made = offer(application, where, cast.head, DECEMBER)
    assert calls.accept(made.pk, cast.father.pk) == "waits"
    assert calls.accept(made.pk, cast.father.pk) == "waits"
    assert calls.accept(made.pk, cast.mother.pk) == "accepted"
    assert calls.accept(made.pk, cast.mother.pk) == "accepted"


def test_a_child_who_is_elsewhere_must_leave_there_to_come_here(cast):
    here, there = care_class(cast.bamboo, "新竹班", 1), care_class(cast.willow, "新柳班", 1)
    old = attending(cast.daughter, there, cast.father, cast.head, TODAY)
    [application] = ask(case(cast.daughter, cast.father), cast.bamboo)
    made = offer(application, here, cast.head, MARCH)
    assert calls.accept(made.pk, cast.father.pk) == "clash"
    assert calls.accept(made.pk, cast.father.pk, leave=True) == "accepted"
    old.refresh_from_db()
    assert (old.state, old.last_day) == ("attending", date(2027, 2, 28))
    with clock.frozen(NOW + timedelta(days=100)):
        jobs.new_day()
        old.refresh_from_db()
    assert old.state == "transferred"


def test_a_retracted_offer_leaves_the_family_at_its_old_place_in_line(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    first, second = (wish(cast, name, cast.bamboo)[0] for name in "ab")
    offer(first, where, cast.head, DECEMBER)
    assert calls.release(first.pk, "retract", cast.head.pk, reason="mistake")
    first.refresh_from_db()
    assert (first.state, first.line, first.case.state) == ("waiting", 1, "applied")
    assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "out_of_turn"


def test_a_withdrawn_case_gives_everything_back(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    first, _second = wish(cast, "a", cast.bamboo, cast.willow)
    made = offer(first, where, cast.head, DECEMBER)
    calls.accept(made.pk, first.case.opened_by_id)
    assert calls.end(first.case_id, "withdrawn", "withdraw", first.case.opened_by_id)
    assert not calls.end(first.case_id, "withdrawn", "withdraw", first.case.opened_by_id)
    where.refresh_from_db()
    assert (where.free, Case.objects.get().state) == (1, "withdrawn")


def test_a_child_moves_up_the_day_after_its_place_below_ends(cast):
    below, above = care_class(cast.bamboo, "新竹班", 1), care_class(cast.bamboo, "托大二班", 1)
    one = attending(cast.daughter, below, cast.father, cast.head, TODAY)
    assert calls.move_up(one.pk, above.pk, MARCH, cast.head.pk) == "done"
    rows = Placement.objects.order_by("pk").values_list(
        "care_class", "during__startswith", "during__endswith", "state"
    )
    assert list(rows) == [(below.pk, TODAY, MARCH, "current"), (above.pk, MARCH, None, "planned")]
    [application] = wish(cast, "b", cast.bamboo)
    assert calls.offer(application.pk, above.pk, MARCH, cast.head.pk).code == "full"
    assert calls.offer(application.pk, below.pk, MARCH, cast.head.pk).code == "offered"
    with clock.frozen(NOW + timedelta(days=100)):
        assert (jobs.new_day(), jobs.new_day()) == (1, 0)
        assert not miscounted(MARCH)
    states = Placement.objects.filter(case=one).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["ended", "current"]


def test_back_after_three_months_only_with_a_new_check_up(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)

    def returns(day: date) -> str:
        return calls.step(one.pk, "return", ("suspended",), "attending", day, cast.father.pk)

    assert calls.step(one.pk, "suspend", ("attending",), "suspended", TODAY, cast.father.pk) == "done"
    assert returns(date(2027, 2, 22)) == "checkup_first"
    assert (
        calls.step(one.pk, "checkup", ("suspended",), "suspended", date(2027, 2, 20), cast.head.pk) == "done"
    )
    assert returns(date(2027, 2, 22)) == "done"


def test_three_months_away_to_the_day_need_no_check_up(cast):
    where = care_class(cast.bamboo, "新竹班", 1)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    calls.step(one.pk, "suspend", ("attending",), "suspended", TODAY, cast.father.pk)
    assert (
        calls.step(one.pk, "return", ("suspended",), "attending", date(2027, 2, 21), cast.father.pk) == "done"
    )


def test_children_who_are_not_on_the_platform_keep_their_places(cast):
    where = care_class(cast.bamboo, "新竹班", 10, placed=8, held=1)
    first, second = (wish(cast, name, cast.bamboo)[0] for name in "ab")
    offer(first, where, cast.head, DECEMBER)
    assert calls.offer(second.pk, where.pk, DECEMBER, cast.head.pk).code == "full"
    where.refresh_from_db()
    assert (where.placed, where.held, where.placed_here, where.held_here) == (8, 2, 0, 1)


def test_a_family_stands_at_five_sites_at_most(cast):
    one = case(cast.daughter, cast.father)
    answers = [
        calls.join(one.pk, site.pk, "everybody", 3, cast.father.pk).code
        for site in (cast.bamboo, cast.willow, cast.far, cast.school, cast.station, cast.bamboo)
    ]
    assert answers == ["joined"] * 5 + ["already"]
    other = families(1)[0]
    third = case(other.children[0], other.account)
    assert calls.join(third.pk, cast.bamboo.pk, "everybody", 3, None).code == "joined"
    assert Application.objects.get(case=third).line == 2

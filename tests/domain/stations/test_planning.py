"""Hours of drop-in care as the rule gives them, duty with valid papers, and what the house keeps."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking.actions import book, sign_agreement
from shanyu.domain.booking.models import Session
from shanyu.domain.booking.refusals import AgreementNeeded, WeekFull
from shanyu.domain.people.actors import actor_for
from shanyu.domain.stations.actions import (
    add_exception,
    check_safety,
    come_to_play,
    decide_duty,
    end_duty,
    leave_play,
    log_cleaning,
    offer_duty,
    plan_drop_in,
    plan_duty,
    register_guest,
    save_equipment,
    set_opening_hours,
)
from shanyu.domain.stations.models import Duty, PlayVisit
from shanyu.domain.stations.queries import (
    drop_in_offer,
    duty_roster,
    hello,
    house,
    my_duties,
    opening,
    roster,
)
from shanyu.domain.stations.refusals import (
    AlreadyPlaying,
    DutyTaken,
    NoDropInHere,
    NothingPlanned,
    NotVetted,
    SlotsOverlap,
    StationClosed,
    StillMinding,
    TooLong,
)
from shanyu.domain.stations.rules import Hours
from shanyu.domain.stations.vetting import Ending, vetting_of
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach, nobody
from tests.cast import NOW, TODAY, Cast
from tests.domain.stations.making import child_here, guardian_of, hour, neighbour, on_duty, papers

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def planned(cast: Cast, **more) -> list[Session]:
    facts = {"since": MONDAY, "until": MONDAY, "starts": [time(9), time(10, 30)], **more}
    return plan_drop_in(cast.actor("keeper"), cast.station, **facts)


def test_hours_have_the_places_of_the_area_are_free_and_limited_by_the_rule(cast):
    made = planned(cast)
    assert [clock.local(one.starts_at).time() for one in made] == [time(9), time(10, 30)]
    one = Session.objects.select_related("counter", "agreement").get(pk=made[0].pk)
    assert (one.counter.capacity, one.price_fen, one.limit_key, one.limit_a_week) == (4, 0, "drop_in", 2)
    assert (one.age_from, one.age_to, one.exclusive, one.kind) == (0, 35, False, "drop_in")
    assert one.agreement.key == "drop_in"
    assert "SAMPLE" in one.agreement.text and "SAMPLE" in one.agreement.text_en


def test_planning_again_adds_only_what_is_missing(cast):
    planned(cast)
    assert [clock.local(one.starts_at).time() for one in planned(cast, starts=[time(9), time(14)])] == [
        time(14)
    ]
    with pytest.raises(NothingPlanned):
        planned(cast)


def test_more_than_an_hour_or_overlapping_hours_are_refused(cast):
    with pytest.raises(TooLong):
        planned(cast, minutes=90)
    with pytest.raises(SlotsOverlap):
        planned(cast, starts=[time(9), time(9, 30)])
    with pytest.raises(Invalid):
        planned(cast, until=MONDAY + timedelta(days=100))


def test_a_basic_station_offers_none(cast):
    cast.station.station_grade = "basic"
    cast.station.save()
    with pytest.raises(NoDropInHere):
        planned(cast)


def test_hours_outside_the_opening_hours_are_left_out(cast):
    set_opening_hours(cast.actor("keeper"), cast.station, {1: [Hours(540, 660)]})
    assert len(planned(cast)) == 1
    add_exception(cast.actor("keeper"), cast.station, day=MONDAY + timedelta(days=7), why="消杀")
    with pytest.raises(NothingPlanned):
        planned(cast, since=MONDAY + timedelta(days=7), until=MONDAY + timedelta(days=7))


@pytest.mark.django_db(transaction=True)
def test_a_family_signs_first_and_books_twice_a_week():
    from tests import cast as people

    cast = people.build()
    made = planned(cast, starts=[time(9), time(10, 30), time(14)])
    father = cast.actor("father")

    def booking(one):
        return book(father, one, children=[cast.daughter.public_id], key=uuid4())

    with pytest.raises(AgreementNeeded):
        booking(made[0])
    sign_agreement(father, made[0].agreement)
    assert [booking(one).state for one in made[:2]] == ["booked", "booked"]
    with pytest.raises(WeekFull):
        booking(made[2])


def test_free_hours_are_offered_to_everybody(cast):
    made = planned(cast)
    offer = drop_in_offer(nobody(), cast.station)
    assert ([one.pk for one in offer.sessions], offer.places) == ([one.pk for one in made], 4)
    assert offer.rule.source.title == "杭州市《婴幼儿成长驿站管理与服务规范》"


def test_only_somebody_with_valid_papers_goes_on_duty(cast):
    one = neighbour(cast.station, vetted=False)
    times = {"worker": one.worker.pk, "begins": NOW, "ends": NOW + timedelta(hours=3)}
    with pytest.raises(NotVetted) as refused:
        plan_duty(cast.actor("keeper"), cast.station, **times)
    assert refused.value.facts["missing"] == "健康证明、无违法犯罪查询结果、保育师证书 / 保育人员培训"
    papers(one.worker, "health", "care_training")
    papers(one.worker, "no_crime", issued=date(2025, 11, 20))
    with pytest.raises(NotVetted) as refused:
        plan_duty(cast.actor("keeper"), cast.station, **times)
    assert refused.value.facts["missing"] == "无违法犯罪查询结果"


def test_a_neighbour_offers_and_the_keeper_confirms(cast):
    one = neighbour(cast.station)
    actor = actor_for(one.account.pk, assurance=1)
    duty = offer_duty(actor, cast.station, begins=NOW, ends=NOW + timedelta(hours=2))
    assert duty.state == "offered"
    assert [line.duty for line in duty_roster(cast.actor("keeper"), cast.station).offers] == [duty]
    with pytest.raises(OutOfReach):
        decide_duty(actor, duty, accept=True)
    assert decide_duty(cast.actor("keeper"), duty, accept=True).state == "confirmed"
    with pytest.raises(DutyTaken):
        offer_duty(actor, cast.station, begins=NOW + timedelta(hours=1), ends=NOW + timedelta(hours=3))
    assert [line.duty for line in roster(cast.actor("keeper"), cast.station).duties] == [duty]


def test_whoever_minds_a_child_does_not_leave(cast):
    from shanyu.domain.stations.actions import hand_in, hand_out

    one = neighbour(cast.station)
    duty = on_duty(cast.station, one.worker, cast.keeper)
    child = child_here(cast, "a", date(2024, 8, 1), hour(cast.station))
    keeper = cast.actor("keeper")
    hand_in(keeper, child, adult=guardian_of(child), minder=one.worker.pk, mark=uuid4())
    with pytest.raises(StillMinding):
        end_duty(keeper, duty)
    with clock.frozen(NOW + timedelta(minutes=45)):
        hand_out(keeper, child, adult=guardian_of(child), mark=uuid4())
        assert end_duty(keeper, duty).during.upper == clock.now()
        bank = my_duties(actor_for(one.account.pk, assurance=1)).bank
    assert (bank.given, bank.used, bank.balance, bank.on_duty) == (45, 0, 45, 105)


def test_opening_hours_say_whether_a_station_is_open(cast):
    week = {day: [Hours(540, 690), Hours(840, 1020)] for day in (1, 2, 3, 6)}
    set_opening_hours(cast.actor("keeper"), cast.station, week)
    seen = opening(nobody(), cast.station)
    assert (seen.open_now, clock.local(seen.closes).time(), seen.wanted_days) == (True, time(11, 30), 5)
    add_exception(cast.actor("keeper"), cast.station, day=TODAY, why="台风停开")
    assert not opening(nobody(), cast.station).open_now
    with pytest.raises(Invalid):
        set_opening_hours(cast.actor("keeper"), cast.station, {1: [Hours(540, 690), Hours(600, 700)]})


def test_equipment_is_due_by_its_interval_and_the_log_only_grows(cast):
    keeper = cast.actor("keeper")
    blocks = save_equipment(keeper, cast.station, kind="toy", name="积木", count=3)
    assert blocks.every_days == 1
    (line,) = house(keeper, cast.station).equipment
    assert (line.due, line.late) == (TODAY, True)
    mark = uuid4()
    first = log_cleaning(keeper, blocks, method="wipe", mark=mark)
    assert log_cleaning(keeper, blocks, method="wipe", mark=mark) == first
    (line,) = house(keeper, cast.station).equipment
    assert (line.due, line.late) == (TODAY + timedelta(days=1), False)


def test_a_safety_item_that_is_not_right_stays_due_and_says_what(cast):
    keeper = cast.actor("keeper")
    with pytest.raises(Invalid):
        check_safety(keeper, cast.station, item="fire", right=False)
    check_safety(keeper, cast.station, item="fire", right=False, note="一具灭火器压力低，已报修")
    due = {line.key: line.late for line in house(keeper, cast.station).safety}
    assert due["fire"] is True
    check_safety(keeper, cast.station, item="fire", right=True)
    assert {line.key: line.late for line in house(keeper, cast.station).safety}["fire"] is False


def test_a_family_taps_its_children_and_is_there_until_closing(cast):
    set_opening_hours(cast.actor("keeper"), cast.station, {6: [Hours(540, 690)]})
    father = cast.actor("father")
    visit = come_to_play(father, cast.station, children=[cast.daughter.public_id, cast.son.public_id])
    assert (visit.months, clock.local(visit.during.upper).time()) == ([27, 8], time(11, 30))
    assert hello(nobody(), cast.station).there == 2
    with pytest.raises(AlreadyPlaying):
        come_to_play(father, cast.station, children=[cast.son.public_id])
    with clock.frozen(NOW + timedelta(minutes=30)):
        leave_play(father, visit)
        assert hello(father, cast.station).visit is None
    with clock.frozen(NOW + timedelta(hours=5)), pytest.raises(StationClosed):
        come_to_play(father, cast.station, children=[cast.son.public_id])


def test_a_guest_leaves_a_sealed_name_and_the_months(cast):
    register_guest(nobody(), cast.station, name="小鱼妈妈", months=[14], phone="13800001234")
    made = PlayVisit.objects.get()
    assert (str(made.guest_name), made.guest_name.reveal(), made.months) == ("••••", "小鱼妈妈", [14])
    with pytest.raises(Invalid):
        register_guest(nobody(), cast.station, name="", months=[])


def test_a_duty_to_come_is_given_up_and_stays_in_the_record(cast):
    one = neighbour(cast.station)
    duty = on_duty(cast.station, one.worker, cast.keeper, begins=NOW + timedelta(days=1))
    end_duty(actor_for(one.account.pk, assurance=1), duty)
    assert Duty.objects.get().state == "cancelled"


def test_a_paper_that_ends_soon_is_named_with_its_last_day_before_it_holds_anybody_back(cast):
    one = neighbour(cast.station)
    one.worker.credentials.filter(kind="no_crime").update(
        issued_on=NOW.date() - timedelta(days=355), expires_on=NOW.date() + timedelta(days=10)
    )
    [found] = vetting_of(cast.station.pk, [one.worker.pk], NOW.date()).values()
    assert (found.minds, found.ending) == (
        True,
        (Ending("无违法犯罪查询结果", NOW.date() + timedelta(days=10)),),
    )
    [later] = vetting_of(cast.station.pk, [one.worker.pk], NOW.date() + timedelta(days=11)).values()
    assert (later.minds, later.ending) == (False, ())

"""The way of one child through the door: by its family, the site's head and the clock, each within reach."""

from datetime import date, timedelta

import pytest

from shanyu.domain.enrolment import actions, jobs, queries, refusals
from shanyu.domain.enrolment.actions import Wish
from shanyu.domain.enrolment.models import Application, Case, Entry, Offer, Untold
from shanyu.domain.providers.actions import set_places
from shanyu.domain.providers.refusals import FewerThanHere
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach, nobody
from shanyu.kernel.events import subscribe, unsubscribe
from tests.cast import NOW, TODAY
from tests.domain.booking.families import family
from tests.domain.enrolment.ledger import wrongs
from tests.domain.enrolment.making import MARCH, ask, attending, both_sign, care_class, case, papers

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
WISH = Wish("full_day", DECEMBER)


@pytest.fixture(autouse=True)
def books_are_right(db):
    yield
    assert wrongs(TODAY) == []


def apply(cast, *sites, who: str = "father", wish: Wish = WISH, child=None) -> Case:
    wanted = [site.public_id for site in sites or (cast.bamboo,)]
    return actions.apply(cast.actor(who), child or cast.daughter, wish=wish, sites=wanted)


def offered(cast, **more) -> Offer:
    where = cast.bamboo.classes.get(name="向阳班")
    facts = {"care_class": where.pk, "starts_on": DECEMBER, **more}
    return actions.offer(cast.actor("head"), Application.objects.latest("pk"), **facts)


def test_a_child_goes_from_the_wish_to_the_first_day(cast):
    mother, head = cast.actor("mother"), cast.actor("head")
    made = apply(cast, cast.bamboo, cast.far)
    actions.accept(mother, Offer.objects.get(pk=offered_first(cast).pk))
    papers(made, cast.father)
    actions.confirm_documents(head, made)
    made = actions.confirm_checkup(head, made, paper_of=TODAY)
    both_sign(made, cast.father, cast.head)
    made.refresh_from_db()
    assert (made.state, made.due_at) == ("placed", clock.local(NOW).replace(2026, 12, 2, 0, 0))
    with pytest.raises(refusals.BeforeFirstDay):
        actions.begin(head, made)
    with clock.frozen(NOW + timedelta(days=10)):
        assert actions.begin(head, made).state == "attending"
        jobs.new_day()
    where = cast.bamboo.classes.get(name="向阳班")
    assert (where.placed, where.held, where.placed_here, where.held_here) == (15, 1, 1, 0)
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "apply", "join", "join", "offer", "accept", "supersede", "documents", "checkup", "sign", "agreement",
        "first_day",
    ]  # fmt: skip


def offered_first(cast) -> Offer:
    application = Application.objects.get(site=cast.bamboo)
    where = cast.bamboo.classes.get(name="向阳班")
    return actions.offer(cast.actor("head"), application, care_class=where.pk, starts_on=DECEMBER)


def test_a_child_has_one_open_wish(cast):
    apply(cast)
    with pytest.raises(refusals.AlreadySeeking):
        apply(cast, cast.willow, who="mother")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish("weekly", DECEMBER), "form"),
        (Wish("full_day", TODAY - timedelta(days=1)), "wanted_from"),
        (Wish("full_day", TODAY + timedelta(days=731)), "wanted_from"),
        (Wish("full_day", DECEMBER, weekdays=(0,)), "weekdays"),
    ],
)
def test_a_wish_that_cannot_be_meant_is_told_field_by_field(cast, wish, field):
    with pytest.raises(Invalid) as told:
        apply(cast, wish=wish)
    assert list(told.value.errors) == [field]


def test_a_site_without_a_class_for_the_childs_age_on_that_day_is_named(cast):
    with pytest.raises(Invalid) as told:
        apply(cast, child=cast.son)
    words = "小竹林托育园没有收这个年龄的班：到那天孩子 9 个月。请换个日期，或另选一家。"
    assert told.value.errors == {"sites": words.replace("小竹林托育园", cast.bamboo.name)}
    of_age = Wish("full_day", date(2028, 3, 1))
    made = apply(cast, child=cast.son, wish=of_age)
    assert made.state == "applied"


def test_one_more_site_is_asked_only_where_it_has_a_class_for_the_age(cast):
    cast.willow.classes.update(band="infant", licensed=20)
    care_class(cast.willow, "芽芽班", 10, "infant")
    made = apply(cast)
    with pytest.raises(Invalid):
        actions.add_application(cast.actor("father"), made.public_id, site=cast.willow.public_id)
    assert made.applications.count() == 1


def test_a_station_takes_no_applications(cast):
    with pytest.raises(Invalid):
        apply(cast, cast.station)


def test_a_resident_comes_before_others_and_a_sibling_before_both(cast):
    apply(cast, cast.bamboo, cast.far)
    groups = Application.objects.order_by("pk").values_list("group", "priority")
    assert list(groups) == [("resident", 2), ("everybody", 3)]
    infants = care_class(cast.willow, "乳儿班", 5, "infant")
    attending(cast.son, infants, cast.father, cast.head, TODAY)
    added = actions.add_application(
        cast.actor("mother"), Case.objects.get(child=cast.daughter), site=cast.willow.public_id
    )
    assert (added.group, added.priority) == ("sibling", 1)


def test_a_stranger_and_another_sites_head_reach_nothing(cast):
    made = apply(cast)
    application = made.applications.get()
    for name in ("stranger", "grandmother", "keeper", "officer"):
        with pytest.raises(OutOfReach):
            actions.withdraw(cast.actor(name), made)
        with pytest.raises(OutOfReach):
            actions.refuse_application(cast.actor(name), application, reason="no_place")
    with pytest.raises(OutOfReach):
        actions.confirm_documents(cast.actor("head"), made)
    with pytest.raises(OutOfReach):
        queries.case_page(cast.actor("head"), made)


def test_a_class_of_another_site_cannot_be_offered(cast):
    apply(cast)
    with pytest.raises(Invalid):
        offered(cast, care_class=cast.willow.classes.get().pk)


def test_a_full_class_says_its_name(cast):
    apply(cast)
    full = care_class(cast.bamboo, "新竹班", 0)
    with pytest.raises(refusals.PlaceFull) as told:
        offered(cast, care_class=full.pk)
    assert told.value.sentence() == "“新竹班”在这段时间已经没有空位。"


def test_two_guardians_agree_before_a_place_is_taken(cast):
    apply(cast, wish=Wish("full_day", DECEMBER, needs_both=True))
    made = offered(cast)
    assert actions.accept(cast.actor("father"), made).state == "standing"
    [view] = queries.case_page(cast.actor("mother"), Case.objects.get()).applications
    assert (view.agreed, view.offer) == (1, made)
    assert actions.accept(cast.actor("mother"), made).state == "accepted"


def test_a_declined_offer_leaves_the_other_sites_as_they_were(cast):
    made = apply(cast, cast.far, cast.bamboo)
    actions.decline(cast.actor("father"), offered_first(cast))
    made.refresh_from_db()
    states = made.applications.order_by("pk").values_list("state", flat=True)
    assert (made.state, sorted(states)) == ("applied", ["declined", "waiting"])


def test_the_familys_order_is_its_own(cast):
    made = apply(cast, cast.bamboo, cast.far)
    first, second = made.applications.order_by("pk")
    actions.rank_applications(cast.actor("mother"), made, order=[second.public_id, first.public_id])
    assert list(made.applications.order_by("rank")) == [second, first]
    with pytest.raises(Invalid):
        actions.rank_applications(cast.actor("mother"), made, order=[second.public_id])


def test_a_site_closes_a_case_only_when_the_familys_time_has_run_out(cast):
    made = apply(cast)
    actions.accept(cast.actor("father"), offered(cast))
    with pytest.raises(refusals.NotOverdue):
        actions.close(cast.actor("head"), made, reason="overdue")
    with clock.frozen(NOW + timedelta(days=7)):
        with pytest.raises(Invalid):
            actions.close(cast.actor("head"), made, reason="")
        assert actions.close(cast.actor("head"), made, reason="overdue").state == "declined"
    assert cast.bamboo.classes.get().free == 5


def test_a_head_cannot_count_away_children_the_platform_knows(cast):
    where = care_class(cast.bamboo, "新竹班", 5)
    attending(cast.daughter, where, cast.father, cast.head, TODAY)
    with pytest.raises(FewerThanHere):
        set_places(cast.actor("head"), where, placed=0)
    assert set_places(cast.actor("head"), where, placed=3).free == 2


def test_moving_up_and_leaving_are_planned_and_told_as_free_places(cast):
    below, above = care_class(cast.bamboo, "新竹班", 1), care_class(cast.bamboo, "托大二班", 1)
    made = attending(cast.daughter, below, cast.father, cast.head, TODAY)
    actions.move_up(cast.actor("head"), made, care_class=above.pk, starts_on=MARCH)
    actions.leave(cast.actor("father"), made, last_day=date(2027, 6, 30))
    told = {
        one.care_class.name: [(f.on, f.free) for f in one.free]
        for one in queries.free_places(nobody(), cast.bamboo)
    }
    assert told["新竹班"] == [(TODAY, 0), (MARCH, 1)]
    assert told["托大二班"] == [(TODAY, 0), (date(2027, 7, 1), 1)]
    board = {one.care_class.name: one for one in queries.class_board(cast.actor("head"), cast.bamboo)}
    [place] = board["托大二班"].places
    assert (place.child, place.begins, place.ends) == ("陈小丸", MARCH, date(2027, 7, 1))
    assert board["向阳班"].others == 15


def test_a_family_sees_its_position_at_each_site_and_the_head_only_a_masked_name(cast):
    other = family("other")
    ask(case(other.children[0], other.account), cast.bamboo, priority=1)
    apply(cast, cast.bamboo, cast.far)
    [card] = queries.my_cases(cast.actor("mother"))
    assert (card.child, card.asks, card.next.mine) == ("陈小丸", 2, False)
    view = queries.case_page(cast.actor("mother"), card.case)
    assert [(one.application.site, one.position) for one in view.applications] == [
        (cast.bamboo, 2),
        (cast.far, 1),
    ]
    listed = queries.waiting_list(cast.actor("head"), cast.bamboo)
    assert [(one.position, one.child, one.months) for one in listed] == [(1, "孩*", 28), (2, "陈*", 27)]


def test_the_inbox_is_in_the_order_of_its_clocks(cast):
    first = apply(cast)
    actions.accept(cast.actor("father"), offered(cast))
    with clock.frozen(NOW + timedelta(days=8)):
        one = family("other")
        second = case(one.children[0], one.account)
        ask(second, cast.bamboo)
        items = queries.inbox(cast.actor("head"), cast.bamboo)
    assert [(item.case, item.overdue, item.next.mine) for item in items] == [
        (first, True, False),
        (second, False, True),
    ]
    assert [item.child for item in items] == ["陈小丸", "孩*"]


def test_what_the_ledger_notes_is_told_once(cast):
    heard = []

    def hear(entry: Entry) -> None:
        heard.append(entry.kind)

    subscribe("enrolment.noted", hear)
    try:
        apply(cast)
        assert (jobs.tell(), jobs.tell()) == (2, 0)
    finally:
        unsubscribe("enrolment.noted", hear)
    assert (heard, Untold.objects.count()) == (["apply", "join"], 0)


def test_unmet_demand_counts_each_child_once_and_tells_no_small_number(cast):
    for n in range(6):
        one = family(f"{n}")
        one.household.region = cast.street
        one.household.save()
        ask(case(one.children[0], one.account), cast.bamboo, cast.willow)
    apply(cast)
    found = queries.unmet_demand(cast.actor("officer"))
    assert [(street.name, shown.number, shown.more) for street, shown in found.streets] == [
        ("和睦街道", 7, False)
    ]
    assert [(ages.first, ages.after, shown) for ages, shown in found.ages] == [(24, 30, (7, False))]
    assert found.cells == {cast.street.pk: [(0, False), (0, False), (7, False), (0, False)]}


def test_one_child_alone_in_a_district_is_not_told(cast):
    apply(cast)
    found = queries.unmet_demand(cast.actor("officer"))
    assert (found.whole.number, found.whole.more) == (0, True)
    with pytest.raises(OutOfReach):
        queries.unmet_demand(cast.actor("officer"), place="330106")

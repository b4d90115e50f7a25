"""Referrals: a site asks, a guardian allows exactly what is named, the other site reads it and then no more."""

from datetime import date, timedelta

import pytest

from shanyu.domain.enrolment import actions, calls, queries, refusals
from shanyu.domain.enrolment.models import Case, Referral
from shanyu.domain.health.actions import add_item, say_nothing
from shanyu.domain.health.queries import care_card, file
from shanyu.domain.messaging.models import Notification
from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.domain.providers.models import Post, Site, Worker
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import NOW, SINCE, TODAY, account
from tests.domain.enrolment.making import attending, care_class
from tests.domain.health.making import PEANUT, agree

pytestmark = pytest.mark.django_db

CARD = ("allergies", "medication", "emergency")


@pytest.fixture
def placed(cast) -> Case:
    """The daughter attends the nursery, and her family keeps a health file."""
    agree(cast, cast.daughter)
    add_item(cast.actor("father"), cast.daughter, "allergies", PEANUT)
    say_nothing(cast.actor("father"), cast.daughter, "conditions")
    return attending(cast.daughter, care_class(cast.bamboo, "新竹班", 5), cast.father, cast.head, TODAY)


def refer(cast, *parts: str, to=None, note: str = "睡前要听歌", who: str = "head") -> Referral:
    return actions.refer(
        cast.actor(who),
        cast.daughter,
        from_site=cast.bamboo.public_id,
        to=(to or cast.station).public_id,
        parts=parts or CARD,
        note=note,
    )


def titles(account) -> list[str]:
    rows = Notification.objects.filter(account=account, kind="enrolment.referral").order_by("pk")
    return list(rows.values_list("title", flat=True))


def test_a_referral_goes_from_a_nursery_over_a_guardian_to_a_station(cast, placed):
    made = refer(cast, "allergies")
    assert titles(cast.mother) == ["小竹林托育园 想把孩子转介给 和睦成长驿站，请您决定"]
    actions.agree_referral(cast.actor("mother"), made)
    assert titles(cast.keeper) == ["小竹林托育园 转介了一个孩子给 和睦成长驿站，请答复"]
    actions.take_referral(cast.actor("keeper"), made)
    assert titles(cast.head) == ["和睦成长驿站 接收了转介"]
    view = queries.referral(cast.actor("keeper"), made)
    assert (view.line.child, view.line.side, view.line.may) == ("陈小丸", "in", ("end_referral",))
    assert [(part.kind, part.summary) for part in view.parts] == [("allergies", "花生（花生酱）")]
    assert (view.note, view.line.state_words, view.line.own_site) == (
        "睡前要听歌", "已接收", cast.station.public_id,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["nursery", "custody_station", "school", "rehabilitation"])
def test_a_child_is_referred_to_a_site_of_any_kind(cast, placed, far_head, kind):
    Site.objects.filter(pk=cast.far.pk).update(kind=kind)
    made = refer(cast, to=cast.far)
    actions.agree_referral(cast.actor("father"), made)
    actions.take_referral(far_head, made)
    made.refresh_from_db()
    assert (made.to_site, made.state) == (cast.far, "taken")


def test_before_the_guardian_s_yes_the_other_site_knows_of_nothing(cast, placed):
    made = refer(cast)
    assert queries.referrals(cast.actor("keeper")) == []
    for verb in (queries.referral, actions.take_referral, actions.end_referral):
        with pytest.raises(OutOfReach):
            verb(cast.actor("keeper"), made)
    actions.refuse_referral(cast.actor("father"), made)
    assert queries.referrals(cast.actor("keeper")) == []
    with pytest.raises(OutOfReach):
        actions.take_referral(cast.actor("keeper"), made)
    assert titles(cast.head) == ["监护人不同意转介到 和睦成长驿站"]


def test_between_yes_and_taking_up_the_other_site_reads_the_words_and_no_part(cast, placed):
    made = refer(cast)
    actions.agree_referral(cast.actor("father"), made)
    view = queries.referral(cast.actor("keeper"), made)
    assert (view.line.child, view.note, view.parts) == ("陈*", "睡前要听歌", [])
    assert view.line.may == ("take_referral", "decline_referral")


def taken(cast, *parts: str, to=None, by: str = "keeper") -> Referral:
    made = refer(cast, *parts, to=to)
    actions.agree_referral(cast.actor("father"), made)
    return actions.take_referral(cast.actor(by), made)


def test_nothing_but_what_was_named_is_read(cast, placed):
    view = queries.referral(cast.actor("keeper"), taken(cast, "conditions", "exams"))
    assert ([part.kind for part in view.parts], view.doses, view.exams) == (["conditions"], [], [])
    with pytest.raises(OutOfReach):
        file(cast.actor("keeper"), cast.daughter)


@pytest.fixture
def far_carer(cast):
    """A carer at the nursery of another operator."""
    who = Worker.objects.create(name="何老师", account=account("far_carer", "何老师"))
    Post.objects.create(worker=who, site=cast.far, role="carer", valid=SINCE)
    cast.far_carer = who.account
    return cast.actor("far_carer")


@pytest.fixture
def far_head(cast):
    who = Worker.objects.create(name="冯园长", account=account("far_head", "冯园长"))
    Post.objects.create(worker=who, site=cast.far, role="head", valid=SINCE)
    cast.far_head = who.account
    return cast.actor("far_head")


def test_carers_have_the_care_card_only_where_all_of_it_was_allowed(cast, placed, far_carer, far_head):
    first = taken(cast, "allergies", to=cast.far, by="far_head")
    with pytest.raises(OutOfReach):
        care_card(far_carer, cast.daughter)
    actions.end_referral(far_head, first)
    second = taken(cast, *CARD, to=cast.far, by="far_head")
    assert care_card(far_carer, cast.daughter).allergies.summary == "花生（花生酱）"
    actions.end_referral(cast.actor("mother"), second)
    with pytest.raises(OutOfReach):
        care_card(far_carer, cast.daughter)


@pytest.mark.parametrize("who", ["father", "head", "keeper"])
def test_after_either_side_has_ended_it_nothing_is_read(cast, placed, who):
    made = taken(cast)
    actions.end_referral(cast.actor(who), made)
    view = queries.referral(cast.actor("keeper"), made)
    assert (view.line.child, view.note, view.parts, view.line.may) == ("陈*", "", [], ())
    with pytest.raises(refusals.TooLate):
        actions.end_referral(cast.actor("father"), made)


def test_it_ends_by_itself_and_with_the_consent_to_the_health_file(cast, placed):
    made = taken(cast)
    assert made.until == TODAY + timedelta(days=180)
    with clock.frozen(NOW + timedelta(days=181)):
        view = queries.referral(cast.actor("keeper"), made)
        assert (view.line.state, view.parts, view.note) == ("ended", [], "")
    agree(cast, cast.daughter, agrees=False)
    assert queries.referral(cast.actor("keeper"), made).parts == []


def test_a_site_refers_only_children_it_cares_for(cast, placed):
    with pytest.raises(OutOfReach):
        actions.refer(
            cast.actor("head"), cast.son, from_site=cast.bamboo.public_id, to=cast.station.public_id,
            parts=CARD,
        )  # fmt: skip
    with pytest.raises(OutOfReach):
        actions.refer(
            cast.actor("head"), cast.daughter, from_site=cast.willow.public_id, to=cast.station.public_id,
            parts=CARD,
        )  # fmt: skip
    for who in ("carer", "keeper", "officer", "father"):
        with pytest.raises(OutOfReach):
            refer(cast, who=who)
    assert calls.leave(placed.pk, TODAY, cast.father.pk) == "done"
    with clock.frozen(NOW + timedelta(days=1)), pytest.raises(OutOfReach):
        refer(cast)


def test_one_open_referral_to_a_site_at_a_time(cast, placed):
    made = refer(cast)
    with pytest.raises(refusals.AlreadyReferred):
        refer(cast)
    actions.end_referral(cast.actor("head"), made)
    assert refer(cast).state == "proposed"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"to": "own"}, "to"),
        ({"parts": ("diary",)}, "parts"),
        ({"parts": (), "note": " "}, "parts"),
        ({"note": "长" * 501}, "note"),
    ],
)
def test_a_referral_that_cannot_be_meant_is_told_field_by_field(cast, placed, facts, field):
    whole = {"to": cast.station.public_id, "parts": CARD, "note": "", **facts}
    if whole["to"] == "own":
        whole["to"] = cast.bamboo.public_id
    with pytest.raises(Invalid) as told:
        actions.refer(cast.actor("head"), cast.daughter, from_site=cast.bamboo.public_id, **whole)
    assert list(told.value.errors) == [field]


def test_a_decided_referral_cannot_be_decided_again(cast, placed):
    made = refer(cast)
    actions.agree_referral(cast.actor("father"), made)
    for verb in (actions.agree_referral, actions.refuse_referral):
        with pytest.raises(refusals.TooLate):
            verb(cast.actor("mother"), made)
    actions.decline_referral(cast.actor("keeper"), made)
    with pytest.raises(refusals.TooLate):
        actions.take_referral(cast.actor("keeper"), made)
    assert titles(cast.father)[-1] == "和睦成长驿站 暂时不能接收转介"


def test_whoever_heads_both_sites_asks_and_answers(cast, placed):
    made = refer(cast, to=cast.willow)
    assert queries.referrals(cast.actor("head"))[0].side == "out"
    actions.agree_referral(cast.actor("father"), made)
    [line] = queries.referrals(cast.actor("head"), site=cast.willow.public_id)
    assert (line.side, line.may) == ("in", ("take_referral", "decline_referral"))
    assert queries.referrals(cast.actor("head"), site=cast.far.public_id) == []


def test_a_family_sees_every_part_that_it_is_asked_for(cast, placed):
    view = queries.referral(cast.actor("mother"), refer(cast, "allergies", "vaccinations"))
    assert (view.line.side, view.line.parts) == ("family", ["过敏", "接种记录"])
    assert view.line.may == ("agree_referral", "refuse_referral")
    assert date(2026, 11, 21) == view.line.since


def test_with_the_child_s_data_go_the_site_s_words_and_whatever_was_open(cast, placed):
    made = taken(cast)
    [told] = export_my_data(cast.actor("father"))["referrals"]
    assert (told["to"], told["words"], told["parts"]) == ("和睦成长驿站", "睡前要听歌", list(CARD))
    erase_child(cast.actor("father"), cast.daughter)
    made.refresh_from_db()
    assert (made.state, made.note) == ("ended", None)

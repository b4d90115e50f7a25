"""Households, guardians, consents and places, verb by verb."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from shanyu.domain.people import rules
from shanyu.domain.people.actions import (
    accept_invitation,
    add_child,
    close_account,
    decide_for_child,
    decide_for_me,
    edit_child,
    erase_child,
    invite_guardian,
    keep_place,
)
from shanyu.domain.people.models import Consent, FamilyPlace, Guardianship, Invitation
from shanyu.domain.people.queries import child_page, my_children, my_consents, unmask_child
from shanyu.domain.people.refusals import (
    AlreadyGuardian,
    ChildNotAccepted,
    ConsentNeeded,
    InvitationGone,
    LastGuardian,
)
from shanyu.kernel import clock
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.identifiers import check_digit_identity
from shanyu.kernel.models import AuditEvent
from tests.cast import NOW


def number_of(born: date, order: str) -> str:
    first = f"330105{born:%Y%m%d}{order}"
    return first + check_digit_identity(first)


BABY = {
    "name": "陈小鱼", "sex": "f", "born": date(2025, 6, 1), "relation": "father",
    "identity": number_of(date(2025, 6, 1), "002"), "agrees": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"sex": "x"}, "sex"),
        ({"born": date(2026, 11, 22)}, "born"),
        ({"born": date(2011, 11, 21)}, "born"),
        ({"born": date(2025, 6, 2)}, "born"),
        ({"sex": "m"}, "sex"),
        ({"relation": "uncle"}, "relation"),
        ({"agrees": False}, "agrees"),
        ({"identity": ""}, "identity"),
        ({"identity": "330105202506010021"}, "identity"),
        ({"birth_certificate": "12345"}, "birth_certificate"),
    ],
)
def test_what_is_wrong_with_a_registration_is_said_at_its_field(cast, change, field):
    with pytest.raises(Invalid) as refused:
        add_child(cast.actor("father"), **{**BABY, **change})
    assert list(refused.value.errors) == [field]


def test_a_child_is_fourteen_until_the_day_before_the_fifteenth_birthday():
    rules.check_birth(date(2011, 11, 22), date(2026, 11, 21))
    with pytest.raises(Invalid):
        rules.check_birth(date(2011, 11, 21), date(2026, 11, 21))


def test_a_number_known_already_is_refused_wherever_the_child_lives(cast):
    add_child(cast.actor("father"), **BABY)
    with pytest.raises(ChildNotAccepted):
        add_child(cast.actor("stranger"), **BABY)
    with pytest.raises(ChildNotAccepted):
        edit_child(cast.actor("mother"), cast.daughter, sex="f", born=BABY["born"], identity=BABY["identity"])


def test_a_guardian_s_list_has_the_children_s_names_and_month_ages_only(cast):
    cards = my_children(cast.actor("father"))
    assert [(card.name, card.sex_word, card.months) for card in cards] == [
        ("陈小丸", "女孩", 27),
        ("陈小树", "男孩", 8),
    ]
    assert my_children(cast.actor("stranger")) == []


def test_an_unmasking_is_in_the_trail_with_its_reason_and_no_words(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        found = unmask_child(cast.actor("father"), cast.daughter, reason="checking")
    assert found.name == "陈小丸"
    event = AuditEvent.objects.get(verb="people.unmask_child")
    assert event.ids == {"people.child": [cast.daughter.pk], "because.checking": []}
    assert event.id_count == 1


def test_an_unmasking_needs_a_listed_reason(cast):
    with pytest.raises(Invalid):
        unmask_child(cast.actor("father"), cast.daughter, reason="好奇")


@pytest.mark.parametrize("who", ["grandmother", "stranger", "head", "carer", "expert", "officer", "auditor"])
def test_nobody_else_sees_a_child_in_full(cast, who):
    with pytest.raises(OutOfReach):
        unmask_child(cast.actor(who), cast.daughter, reason="checking")


def test_an_invitation_lasts_seven_days(cast):
    made, secret = invite_guardian(cast.actor("mother"), cast.household, relation="grandparent")
    assert made.expires_at == NOW + timedelta(days=7)
    assert secret not in made.secret_hash
    with clock.frozen(NOW + timedelta(days=7)), pytest.raises(InvitationGone):
        accept_invitation(cast.actor("grandmother"), secret=secret)
    with clock.frozen(NOW + timedelta(days=7, seconds=-1)):
        accept_invitation(cast.actor("grandmother"), secret=secret)
    assert Guardianship.objects.filter(account=cast.grandmother).count() == 2


def test_a_guardian_of_all_children_leaves_the_link_open_for_another(cast):
    made, secret = invite_guardian(cast.actor("mother"), cast.household, relation="father")
    with pytest.raises(AlreadyGuardian):
        accept_invitation(cast.actor("father"), secret=secret)
    made.refresh_from_db()
    assert made.accepted_at is None


def test_somebody_else_s_household_cannot_be_invited_into(cast):
    with pytest.raises(OutOfReach):
        invite_guardian(cast.actor("stranger"), cast.household, relation="father")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_becomes_guardian(cast):
    _made, secret = invite_guardian(cast.actor("mother"), cast.household, relation="other")
    actors = [cast.actor("stranger"), cast.actor("grandmother")]
    together, ends = threading.Barrier(2), []

    def accept(actor) -> None:
        together.wait(timeout=20)
        try:
            accept_invitation(actor, secret=secret)
            ends.append("accepted")
        except InvitationGone:
            ends.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(ends) == ["accepted", "gone"]
    who = Guardianship.objects.exclude(account__in=[cast.father, cast.mother])
    assert list(who.values_list("account", flat=True).distinct()) == [Invitation.objects.get().accepted_by_id]


def test_the_latest_decision_counts_and_a_no_after_a_yes_is_a_withdrawal(cast):
    actor = cast.actor("father")
    for agrees in (False, True, False):
        decide_for_child(actor, cast.son, purpose="photos", agrees=agrees)
    assert list(Consent.objects.order_by("pk").values_list("decision", flat=True)) == [
        "refused", "granted", "withdrawn",
    ]  # fmt: skip
    [photos] = [c for c in child_page(actor, cast.son).consents if c.purpose.key == "photos"]
    assert (photos.decision, photos.holds) == ("withdrawn", False)


def test_a_consent_runs_out_after_its_term(cast):
    decide_for_me(cast.actor("father"), cast.father, purpose="family_places", agrees=True)
    [state] = my_consents(cast.actor("father"))
    assert (state.until, state.holds) == (date(2027, 11, 21), True)
    with clock.frozen(NOW + timedelta(days=365)):
        assert my_consents(cast.actor("father"))[0].holds is True
    with clock.frozen(NOW + timedelta(days=366)):
        assert my_consents(cast.actor("father"))[0].holds is False


def test_a_purpose_about_the_account_cannot_be_decided_for_a_child(cast):
    with pytest.raises(Invalid):
        decide_for_child(cast.actor("father"), cast.son, purpose="family_places", agrees=True)


def test_taking_the_consent_back_removes_the_places(cast):
    actor = cast.actor("father")
    with pytest.raises(ConsentNeeded):
        keep_place(actor, kind="home", lon=120.13654, lat=30.31249)
    keep_place(actor, kind="home", lon=120.13654, lat=30.31249, address="和睦新村9幢", agrees=True)
    place = FamilyPlace.objects.get()
    assert (str(place.lon), str(place.lat), place.address.reveal()) == ("120.137", "30.312", "和睦新村9幢")
    decide_for_me(actor, cast.father, purpose="family_places", agrees=False)
    assert FamilyPlace.objects.count() == 0


@pytest.mark.parametrize("lon", [float("nan"), float("inf"), 181, "x"])
def test_a_place_that_is_no_position_is_refused(cast, lon):
    with pytest.raises(Invalid):
        keep_place(cast.actor("father"), kind="home", lon=lon, lat=30, agrees=True)


def test_a_guardian_from_today_on_is_no_row_after_erasing(cast):
    child = add_child(cast.actor("father"), **BABY)
    erase_child(cast.actor("father"), child)
    assert Guardianship.objects.filter(child=child).count() == 0
    erase_child(cast.actor("father"), cast.son)
    ranges = Guardianship.objects.filter(child=cast.son).values_list("valid", flat=True)
    assert {valid.upper for valid in ranges} == {date(2026, 11, 21)}


def test_the_last_guardian_cannot_leave(cast):
    close_account(cast.actor("mother"), cast.mother)
    with pytest.raises(LastGuardian) as refused:
        close_account(cast.actor("father"), cast.father)
    assert refused.value.facts == {"count": 2}


def test_every_purpose_has_all_its_words_in_both_languages():
    wanted = {"title", "what", "why", "term", "refusing"}
    for purpose in rules.purposes(date(2026, 11, 21)):
        assert {language: set(words) for language, words in purpose.text.items()} == {
            "zh-hans": wanted, "en": wanted,
        }  # fmt: skip
    assert rules.purposes(date(2025, 12, 31)) == []

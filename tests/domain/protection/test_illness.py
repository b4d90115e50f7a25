"""Illness: noted once, counted against the thresholds, warned of once, closed by a person, ended by a paper."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import DateRange

from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Leave
from shanyu.domain.messaging.models import Notification
from shanyu.domain.protection.actions import (
    check_proof,
    decide_suspension,
    hand_in_proof,
    lift_suspension,
    note_illness,
    order_suspension,
    settle_illness,
)
from shanyu.domain.protection.jobs import count_site
from shanyu.domain.protection.models import Illness, Incident, Sign, Suspension, Warning
from shanyu.domain.protection.queries import (
    health_of_children,
    illness_board,
    may_return,
    suspended,
    watched_warnings,
)
from shanyu.domain.protection.refusals import OnlyTheAuthority, ProofWaits, Settled
from shanyu.kernel.door import Invalid, OutOfReach, StepUpNeeded
from shanyu.kernel.events import publish
from tests.cast import TODAY
from tests.domain.care.making import raw
from tests.domain.health.making import picture
from tests.domain.protection.making import health_worker, in_care, many

DAY = timedelta(days=1)


@pytest.fixture
def nurse(cast):
    return health_worker(cast.bamboo)


def ill(actor, child, cast, disease="hfmd", **facts):
    rows = note_illness(actor, child, site=cast.bamboo.public_id, disease=disease, **facts)
    return rows[-1]


def two_ill(cast, nurse) -> Warning:
    """Two children of the carer's class with hand, foot and mouth disease, counted."""
    where = cast.bamboo.classes.get()
    in_care(cast.daughter, where, cast.father)
    [other] = many(cast, where, 1)
    ill(nurse, cast.daughter, cast, confirmed=True)
    ill(nurse, other, cast, onset_on=TODAY - 3 * DAY)
    count_site(cast.bamboo.pk)
    return Warning.objects.get()


def test_a_second_note_of_the_same_disease_adds_to_the_first_and_only_makes_it_surer(cast, nurse):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    first = ill(cast.actor("father"), cast.daughter, cast, onset_on=TODAY - DAY)
    again = ill(nurse, cast.daughter, cast, confirmed=True)
    later = ill(cast.actor("mother"), cast.daughter, cast)
    assert {first.pk, again.pk, later.pk} == set(Illness.objects.values_list("pk", flat=True))
    later.refresh_from_db()
    assert (later.state, later.source, later.onset_on) == ("confirmed", "doctor", TODAY - DAY)


def test_the_database_keeps_one_open_episode_of_a_disease(cast, nurse):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    one = ill(nurse, cast.daughter, cast)
    one.pk = one.public_id = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Illness.objects.create(
            child=cast.daughter,
            site=cast.bamboo,
            disease="hfmd",
            source="check",
            state="suspected",
            onset_on=TODAY,
        )


def test_two_children_of_a_class_raise_one_warning_and_propose_ten_days(cast, nurse):
    warning = two_ill(cast, nurse)
    assert (warning.care_class.name, warning.signal, warning.children) == ("向阳班", "hfmd", 2)
    assert warning.during == DateRange(TODAY - 3 * DAY, TODAY + DAY)
    assert [(one.during, one.state) for one in Suspension.objects.all()] == [
        (DateRange(date(2026, 11, 22), date(2026, 12, 2)), "proposed")
    ]
    told = Notification.objects.filter(kind="protection.warning").values_list("account__username", flat=True)
    assert sorted(told) == ["head", "nurse", "officer"]


def test_counting_again_and_a_late_arrival_keep_the_one_warning(cast, nurse):
    warning = two_ill(cast, nurse)
    assert count_site(cast.bamboo.pk) == 0
    [third] = many(cast, cast.bamboo.classes.get(), 1)
    ill(nurse, third, cast, onset_on=TODAY - 6 * DAY)
    assert count_site(cast.bamboo.pk) == 0
    warning.refresh_from_db()
    assert (warning.during.lower, warning.children) == (TODAY - 6 * DAY, 3)
    assert Notification.objects.filter(kind="protection.warning", account=cast.officer).count() == 1
    assert Suspension.objects.count() == 1


def test_the_database_refuses_a_second_warning_of_a_cluster(cast, nurse):
    warning = two_ill(cast, nurse)
    with pytest.raises(IntegrityError), transaction.atomic():
        Warning.objects.create(
            site=warning.site, care_class=warning.care_class, signal="hfmd", rule=warning.rule,
            during=DateRange(TODAY, TODAY + DAY), children=2, raised_at=warning.raised_at,
        )  # fmt: skip


def test_a_suspicion_that_was_dismissed_does_not_count(cast, nurse):
    where = cast.bamboo.classes.get()
    in_care(cast.daughter, where, cast.father)
    [other] = many(cast, where, 1)
    settle_illness(nurse, ill(nurse, other, cast), as_="dismissed")
    ill(nurse, cast.daughter, cast)
    assert count_site(cast.bamboo.pk) == 0


def test_the_head_closes_the_class_and_the_families_hear_of_days_and_of_no_child(cast, nurse):
    warning = two_ill(cast, nurse)
    where = warning.care_class
    with pytest.raises(OutOfReach):
        decide_suspension(nurse, Suspension.objects.get(), close=True)
    decide_suspension(cast.actor("head"), Suspension.objects.get(), close=True)
    [notice] = Notification.objects.filter(account=cast.father, kind="protection.suspension")
    assert (notice.title, notice.body) == ("班级停班通知", "请打开看从哪天到哪天，以及家里怎样照护。")
    assert [suspended(where, TODAY + days * DAY) is not None for days in (0, 1, 10, 11)] == [
        False,
        True,
        True,
        False,
    ]
    assert may_return(cast.daughter, TODAY + DAY).why == "班级停班中。"
    with pytest.raises(Settled):
        decide_suspension(cast.actor("head"), Suspension.objects.get(), close=False)
    lift_suspension(cast.actor("head"), Suspension.objects.get())
    assert suspended(where, TODAY + DAY) is None


def test_what_the_authority_orders_only_the_authority_ends(cast, nurse):
    warning = two_ill(cast, nurse)
    [line] = watched_warnings(cast.actor("officer"))
    assert (line.warning, line.signal, line.rule.value["children"]) == (warning, "手足口病", 2)
    assert "陈小丸" not in repr(line)
    made = order_suspension(cast.actor("officer"), warning, first=TODAY, last=TODAY + 9 * DAY)
    assert (made.ordered, suspended(warning.care_class, TODAY)) == (True, made)
    assert not Suspension.objects.filter(state="proposed").exists()
    with pytest.raises(OnlyTheAuthority):
        lift_suspension(cast.actor("head"), made)
    with pytest.raises(Invalid):
        order_suspension(cast.actor("officer"), warning, first=TODAY, last=TODAY - DAY)
    lift_suspension(cast.actor("officer"), made)
    assert suspended(warning.care_class, TODAY) is None


def test_a_child_comes_back_only_with_a_paper_that_the_site_has_accepted(cast, nurse):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    one = ill(nurse, cast.daughter, cast)
    assert (may_return(cast.daughter, TODAY).may, may_return(cast.daughter, TODAY).look) == (True, True)
    settle_illness(nurse, one, as_="confirmed")
    assert may_return(cast.daughter, TODAY).may is False
    proof = hand_in_proof(cast.actor("father"), one, file=picture(), name="复课证明.jpg")
    with pytest.raises(ProofWaits):
        hand_in_proof(cast.actor("mother"), one, file=picture(), name="复课证明.jpg")
    check_proof(nurse, proof, accept=False)
    assert may_return(cast.daughter, TODAY).may is False
    proof = hand_in_proof(cast.actor("mother"), one, file=picture(), name="复课证明.jpg")
    check_proof(cast.actor("head"), proof, accept=True, returns_on=TODAY + 2 * DAY)
    assert [may_return(cast.daughter, TODAY + days * DAY).may for days in (0, 1, 2)] == [False, False, True]
    [seen, _son] = health_of_children(cast.actor("father"))
    assert [(line.state, line.proof.state) for line in seen.lines] == [("可以返园", "accepted")]


def test_a_paper_is_a_file_and_belongs_to_a_guardian(cast, nurse):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    one = ill(nurse, cast.daughter, cast, confirmed=True)
    with pytest.raises(Invalid):
        hand_in_proof(cast.actor("father"), one, file=BytesIO(b"hello"), name="a.pdf")
    with pytest.raises(OutOfReach):
        hand_in_proof(cast.actor("stranger"), one, file=picture(), name="a.jpg")


def test_signs_of_checks_are_noted_once_and_go_with_their_correction(cast):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    carer = cast.actor("carer")
    check = raw(
        cast.daughter,
        "check",
        slot="morning",
        temperature=386,
        symptoms=["fever", "cough"],
        outcome="isolated",
    )
    assert record(carer, cast.bamboo, entries=[check]).refused == {}
    record(carer, cast.bamboo, entries=[check])
    assert sorted(Sign.objects.values_list("symptom", flat=True)) == ["cough", "fever"]
    assert [(one.disease, one.state) for one in Illness.objects.all()] == [("ili", "suspected")]
    mended = raw(cast.daughter, "check", slot="morning", temperature=372, symptoms=["cough"], outcome="in_class",
                 replaces=[check["mark"]])  # fmt: skip
    assert record(carer, cast.bamboo, entries=[mended]).refused == {}
    assert list(Sign.objects.values_list("symptom", flat=True)) == ["cough"]


def test_signs_of_an_absence_are_noted_for_its_first_day_and_go_when_it_is_withdrawn(cast):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    leave = Leave.objects.create(
        child=cast.daughter, site=cast.bamboo, during=DateRange(TODAY, TODAY + 2 * DAY), reason="ill",
        symptoms=["diarrhoea", "vomiting"], told_by=cast.father,
    )  # fmt: skip
    publish("care.leave_told", leave=leave)
    assert sorted(Sign.objects.values_list("symptom", "day", "source")) == [
        ("diarrhoea", TODAY, "absence"), ("vomiting", TODAY, "absence"),
    ]  # fmt: skip
    publish("care.leave_withdrawn", leave=leave)
    assert not Sign.objects.exists()


def test_a_refused_hand_over_is_an_incident(cast):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    entry = raw(cast.daughter, "refused", note="来的人不在接送名单上。")
    assert record(cast.actor("carer"), cast.bamboo, entries=[entry]).refused == {}
    one = Incident.objects.get()
    assert (one.kind, one.care_class.name, one.what.reveal()) == (
        "refused",
        "向阳班",
        "来的人不在接送名单上。",
    )


def test_more_children_with_a_sign_than_usual_are_warned_of(cast, nurse):
    where = cast.bamboo.classes.get()
    for child in many(cast, where, 3):
        note_illness(nurse, child, site=cast.bamboo.public_id, symptoms=["vomiting"])
    assert count_site(cast.bamboo.pk) == 1
    assert count_site(cast.bamboo.pk) == 0
    board = illness_board(nurse, cast.bamboo)
    assert [(cell.symptom, cell.today, cell.high) for cell in board.signs] == [("呕吐", 3, True)]
    assert [(line.signal, line.warning.children) for line in board.warnings] == [("呕吐", 3)]


def test_a_health_worker_shows_a_second_factor_and_sees_all_children_of_the_site_and_of_no_other(cast, nurse):
    in_care(cast.daughter, cast.bamboo.classes.get(), cast.father)
    assert [name for _key, name in illness_board(nurse, cast.bamboo).children] == ["陈小丸"]
    with pytest.raises(OutOfReach):
        illness_board(nurse, cast.willow)
    weak = type(nurse)(account_id=nurse.account_id, granted=nurse.granted, assurance=1)
    with pytest.raises(StepUpNeeded):
        illness_board(weak, cast.bamboo)
    for who in ("carer", "boss", "officer", "father"):
        with pytest.raises(OutOfReach):
            illness_board(cast.actor(who), cast.bamboo)


def test_a_family_sees_no_other_child_not_even_as_a_number(cast, nurse):
    two_ill(cast, nurse)
    [seen, _son] = health_of_children(cast.actor("father"))
    assert [line.name for line in seen.lines] == ["陈小丸"]
    assert "小朋友" not in repr(seen)

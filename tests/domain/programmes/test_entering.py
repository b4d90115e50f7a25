"""Announcement, window, entries and evidence."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from shanyu.domain.programmes import actions, jobs, queries, refusals
from shanyu.domain.programmes.models import Entry, Evidence, Programme
from shanyu.engines.allocation import lottery
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import Invalid, OutOfReach
from tests.domain.programmes.making import (
    AFTER,
    CLOSES,
    IN_WINDOW,
    OPENS,
    add_class,
    announced,
    codes,
    enter,
    make_programme,
    make_rules,
    second_officer,
)

pytestmark = pytest.mark.django_db


def test_a_class_larger_than_the_rule_allows_is_refused_with_its_source(cast):
    with pytest.raises(refusals.AboveTheCap) as refused:
        make_programme(cast, [21])
    assert refused.value.facts["most"] == 20
    assert "国卫人口发" in refused.value.sentence()


def test_rules_without_a_document_are_a_sample(cast):
    assert make_rules(cast).sample
    assert not make_rules(cast, "正式规则", document="拱政〔2026〕1号").sample


def test_an_announcement_commits_to_a_seed_that_nobody_reads(cast):
    programme = announced(cast)
    assert programme.commitment == lottery.commit(bytes.fromhex(programme.seed.reveal()))
    assert len(programme.announcement_digest) == 64
    assert queries.programme(cast.actor("stranger"), programme.pk).get_deferred_fields() == {"seed"}


def test_the_database_keeps_what_was_announced(cast):
    programme = announced(cast)
    for change in (
        {"closes_at": CLOSES + timedelta(days=1)},
        {"rules": make_rules(cast, "别的规则")},
        {"commitment": "0" * 64},
        {"state": "draft"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Programme.objects.filter(pk=programme.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        programme.classes.update(cap=2)
    with pytest.raises(refusals.NotDraft):
        add_class(cast, programme, "c09", 3)


def test_an_amendment_before_the_window_stays_on_record_and_gives_another_digest(cast):
    programme = announced(cast)
    other = make_rules(cast, "更正后的规则", open_first=True)
    made = actions.amend(cast.actor("officer"), programme.pk, reason="规则写错了", rules=other)
    after = Programme.objects.get(pk=programme.pk)
    assert (after.rules, after.amended, made.number) == (other, 1, 1)
    assert made.before["announcement"] == programme.announcement_digest != after.announcement_digest


def test_nothing_is_amended_once_the_window_is_open(cast):
    programme = announced(cast)
    with frozen(OPENS), pytest.raises(refusals.TooLateToAmend):
        actions.amend(cast.actor("officer"), programme.pk, reason="晚了", fee_fen=1)


def test_a_window_opens_and_closes_to_the_second(cast):
    programme = announced(cast)
    ask = {"classes": codes(programme, "c01")}
    second = timedelta(seconds=1)
    with frozen(OPENS - second), pytest.raises(refusals.NotYetOpen):
        actions.enter(cast.actor("father"), cast.daughter.pk, programme.public_id, **ask)
    with frozen(CLOSES), pytest.raises(refusals.WindowClosed) as refused:
        actions.enter(cast.actor("father"), cast.daughter.pk, programme.public_id, **ask)
    assert "2026-12-11 17:30" in refused.value.sentence()
    with frozen(CLOSES - second):
        actions.enter(cast.actor("father"), cast.daughter.pk, programme.public_id, **ask)


def test_the_database_refuses_a_change_after_the_window(cast):
    entry = enter(cast, announced(cast), cast.daughter, "c01")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(version=2, asked_at=CLOSES)


def test_wishes_are_changed_in_the_window_and_the_earlier_ones_stay(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01", "c02")
    with frozen(IN_WINDOW + timedelta(hours=1)):
        actions.change_entry(cast.actor("mother"), entry.pk, classes=codes(programme, "c02"))
        line = queries.my_entries(cast.actor("father"))[0]
    assert [wish.code for wish in line.wishes] == ["c02"]
    assert entry.wishes.count() == 3


def test_a_child_outside_the_ages_of_a_class_is_told_which(cast):
    programme = make_programme(cast, [1])
    add_class(cast, programme, "c09", 5, from_month=36)
    actions.announce(cast.actor("officer"), programme.pk)
    with pytest.raises(refusals.WrongAge) as refused:
        enter(cast, programme, cast.daughter, "c01", "c09")
    assert (refused.value.facts["name"], refused.value.facts["months"]) == (
        "小竹林托育园 c09班",
        29,
    )


def test_a_child_enters_a_programme_once_and_no_wish_is_named_twice(cast):
    programme = announced(cast)
    with pytest.raises(refusals.NoWish):
        enter(cast, programme, cast.daughter, "c01", "c01")
    enter(cast, programme, cast.daughter, "c01")
    with pytest.raises(refusals.AlreadyEntered):
        enter(cast, programme, cast.daughter, "c01")


def test_more_wishes_than_the_rule_allows_are_too_many(cast):
    programme = announced(cast, [1] * 11)
    with pytest.raises(refusals.TooManyWishes):
        enter(cast, programme, cast.daughter, *[f"c{n:02}" for n in range(1, 12)])


def test_brothers_and_sisters_share_a_pseudonym_and_ask_for_one_rule(cast):
    programme = announced(cast)
    first = enter(cast, programme, cast.daughter, "c01", together="together")
    with pytest.raises(refusals.FamilyAsksTwo):
        enter(cast, programme, cast.son, "c01")
    second = enter(cast, programme, cast.son, "c01", together="together")
    assert first.family == second.family
    assert first.alias != second.alias


def test_what_a_family_asks_for_one_child_it_asks_for_all_its_children(cast):
    programme = announced(cast)
    first = enter(cast, programme, cast.daughter, "c01", together="together")
    second = enter(cast, programme, cast.son, "c01", together="together")
    with frozen(IN_WINDOW):
        actions.change_entry(
            cast.actor("mother"), first.pk, classes=codes(programme, "c02"), together="all_or_none"
        )
    second.refresh_from_db()
    assert (second.together, second.version, second.asked_by) == ("all_or_none", 1, cast.mother)


def test_the_database_knows_one_family_and_one_rule_for_a_household(cast):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    second = enter(cast, programme, cast.son, "c01")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=second.pk).update(family="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=second.pk).update(together="together", asked_at=IN_WINDOW)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_evidence_is_claimed_or_decided_once_the_list_is_frozen(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    actions.verify(cast.actor("city_officer"), evidence.pk, holds=True)
    with frozen(AFTER):
        actions.close_list(cast.actor("officer"), programme.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.create(entry=evidence.entry, group="migrant", claimed_by=cast.father)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.filter(pk=evidence.pk).update(state="expired")


def test_a_stranger_enters_nobody_elses_child(cast):
    programme = announced(cast)
    for name in ("stranger", "grandmother", "officer"):
        with frozen(IN_WINDOW), pytest.raises(OutOfReach):
            actions.enter(
                cast.actor(name), cast.daughter.pk, programme.public_id, classes=codes(programme, "c01")
            )


def claimed(cast, programme) -> Evidence:
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        return actions.claim(cast.actor("father"), entry.pk, group="hardship", details="低保证 3301")


def test_evidence_is_read_only_by_the_family_and_the_verifier_on_duty(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    for name in ("officer", "city_officer", "head", "stranger", "auditor"):
        with pytest.raises(OutOfReach):
            queries.read_evidence(cast.actor(name), evidence.pk)
    duty = actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    assert queries.read_evidence(cast.actor("city_officer"), evidence.pk).details == "低保证 3301"
    assert queries.my_evidence(cast.actor("mother"))[0].details == "低保证 3301"
    actions.end_verifier(cast.actor("officer"), duty.pk)
    with pytest.raises(OutOfReach):
        queries.read_evidence(cast.actor("city_officer"), evidence.pk)


def test_a_verifier_sees_what_is_late_and_decides_once(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    verifier = cast.actor("city_officer")
    with frozen(IN_WINDOW + timedelta(days=5)):
        assert [one.late for one in queries.evidence_to_check(verifier)] == [True]
    with pytest.raises(Invalid):
        actions.verify(verifier, evidence.pk, holds=False)
    actions.verify(verifier, evidence.pk, holds=True)
    with pytest.raises(refusals.EvidenceDecided):
        actions.verify(verifier, evidence.pk, holds=False, reason="不符合")


def test_a_guardian_with_an_office_does_not_verify_the_own_child(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    second_officer(cast)
    cast.daughter.guardianships.filter(account=cast.mother).update(account=cast.second)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.second)
    assert queries.evidence_to_check(cast.actor("second")) == []
    with pytest.raises(OutOfReach):
        actions.verify(cast.actor("second"), evidence.pk, holds=True)


def test_verified_hardship_waives_the_fee_while_it_holds(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    assert queries.my_entries(cast.actor("father"))[0].fee_fen == 240
    until = date(2027, 1, 18)
    actions.verify(cast.actor("city_officer"), evidence.pk, holds=True, expires_on=until)
    line = queries.my_entries(cast.actor("father"))[0]
    assert (line.waived, line.fee_fen) == (True, 0)
    Evidence.objects.filter(pk=evidence.pk).update(expires_on=until - timedelta(days=1))
    assert queries.my_entries(cast.actor("father"))[0].fee_fen == 240


def test_the_list_is_not_frozen_before_the_window_ends_nor_before_evidence_is_checked(cast):
    programme = announced(cast)
    claimed(cast, programme)
    with frozen(IN_WINDOW), pytest.raises(refusals.WindowOpen):
        actions.close_list(cast.actor("officer"), programme.pk)
    with frozen(AFTER), pytest.raises(refusals.EvidenceWaiting):
        actions.close_list(cast.actor("officer"), programme.pk)


def test_who_withdraws_stays_in_the_list_without_wishes(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(AFTER):
        actions.withdraw(cast.actor("mother"), entry.pk)
        frozen_list = actions.close_list(cast.actor("officer"), programme.pk)
    assert [(one["id"], list(one["wishes"])) for one in frozen_list.applications] == [(entry.alias, [])]


def test_the_clock_opens_windows_and_lets_evidence_expire(cast):
    programme = announced(cast)
    evidence = claimed(cast, programme)
    Evidence.objects.filter(pk=evidence.pk).update(
        state="verified", verifier=cast.officer, decided_at=IN_WINDOW, expires_on=date(2026, 12, 6)
    )
    with frozen(datetime(2026, 12, 7, 2, tzinfo=UTC)):
        assert (jobs.open_windows(), jobs.open_windows()) == (1, 0)
        assert (jobs.expire_evidence(), jobs.expire_evidence()) == (1, 0)


def test_families_are_told_of_programmes_that_fit_a_child_at_home_there(cast):
    draft = make_programme(cast)
    assert queries.for_my_children(cast.actor("father")) == []
    actions.announce(cast.actor("officer"), draft.pk)
    (line,) = queries.for_my_children(cast.actor("father"))
    assert set(line.children) == {cast.daughter.public_id, cast.son.public_id}
    assert not line.open_now
    with frozen(IN_WINDOW):
        assert [one.open_now for one in queries.announced(cast.actor("stranger"))] == [True]

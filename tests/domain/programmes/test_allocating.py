"""Runs, signatures, publication, the public protocol and contests."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from shanyu.domain.programmes import actions, jobs, queries, refusals
from shanyu.domain.programmes.actions import allocating
from shanyu.domain.programmes.models import ClosedList, Placing, Programme, Run
from shanyu.engines.allocation.verifying import verify
from shanyu.kernel.clock import frozen
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.planning import planned
from tests.domain.programmes.making import (
    AFTER,
    LATER,
    announced,
    codes,
    crowd,
    drawn,
    dry_run,
    enter,
    final_run,
    make_rules,
    published,
    second_officer,
)

pytestmark = pytest.mark.django_db


def test_three_hundred_entries_are_allocated_published_and_verified_by_a_stranger(cast):
    programme = announced(cast, [18] * 12)
    crowd(cast, programme, 300)
    run = published(cast, programme)
    document = queries.protocol(cast.actor("stranger"), programme.pk)
    listed = ClosedList.objects.get(programme=programme).digest
    assert verify(document, announced=programme.announcement_digest, listed=listed) == []
    assert (run.findings, run.objections, run.placings.count()) == ([], 0, 300)
    assert run.placings.exclude(programme_class=None).count() == 216


def test_a_run_asks_the_same_however_many_entries_there_are(cast):
    programme = announced(cast, [3, 3])
    crowd(cast, programme, 10)
    with CaptureQueriesContext(
        connection,
    ) as few:
        dry_run(cast, programme)
    other = announced(cast, [3, 3], rules=programme.rules)
    crowd(cast, other, 100)
    with CaptureQueriesContext(connection) as many:
        dry_run(cast, other)
    assert len(many) == len(few)


def test_two_sets_of_rules_are_compared_by_group_with_small_numbers_hidden(cast):
    programme = announced(cast, [10, 10])
    crowd(cast, programme, 80)
    plain = make_rules(cast, "不分先后", criteria=(), group_ranks={})
    runs = [dry_run(cast, programme), dry_run(cast, programme, rules=plain)]
    found = queries.compare_runs(cast.actor("auditor"), programme.pk, runs=[run.public_id for run in runs])
    lines = {line.group: line for line in found.groups}
    assert found.same_inputs
    assert (lines["all"].entries, lines["all"].placed) == (80, (20, 20))
    # 80 entries, a quarter with evidence, in five groups of four.
    assert lines["hardship"].entries is None
    assert lines["hardship"].placed == (None, None)


def test_a_dry_run_is_never_published(cast):
    programme = announced(cast)
    run = dry_run(cast, programme)
    with pytest.raises(refusals.NotPublishable):
        actions.sign_off(cast.actor("officer"), run.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(published_at=AFTER)


def test_the_public_value_is_entered_when_it_is_known_and_only_once(cast):
    programme = announced(cast)
    officer = cast.actor("officer")
    with frozen(AFTER):
        actions.close_list(officer, programme.pk)
        with pytest.raises(refusals.ValueNotKnown):
            actions.draw(officer, programme.pk, value="1")
    with frozen(LATER):
        actions.draw(officer, programme.pk, value="1")
        with pytest.raises(refusals.NotAtThisStep):
            actions.draw(officer, programme.pk, value="2")
    with pytest.raises(DatabaseError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(drawn_value="2")


def test_only_for_a_large_list_the_worker_compiles_before_it_is_needed(cast, monkeypatch):
    rules = make_rules(cast)
    small, large = announced(cast, rules=rules), announced(cast, rules=rules)
    crowd(cast, large, 2)
    with frozen(AFTER):
        actions.close_list(cast.actor("officer"), small.pk)
        assert not planned(jobs.get_ready)
        monkeypatch.setattr(allocating, "SMALL", 0)
        actions.close_list(cast.actor("officer"), large.pk)
    assert planned(jobs.get_ready)


def test_a_result_needs_two_different_people(cast):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    drawn(cast, programme)
    officer = cast.actor("officer")
    with frozen(LATER):
        run = final_run(cast, programme)
        actions.sign_off(officer, run.pk)
        actions.sign_off(officer, run.pk)
        with pytest.raises(refusals.TwoPeopleNeeded):
            actions.publish(officer, run.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(published_at=LATER)
        actions.sign_off(cast.actor(second_officer(cast)), run.pk)
        assert actions.publish(officer, run.pk).published_at == LATER


def test_a_run_that_breaks_a_promise_is_not_published(cast):
    programme = announced(cast)
    run = Run.objects.create(
        programme=programme, kind="final", rules=programme.rules, rehearsal=False, inputs_digest="x",
        state="done", progress=100, ended_at=AFTER,
        findings=[{"code": "twice", "where": "a", "says": "a has 2 places"}], protocol={}, made_by=cast.officer,
    )  # fmt: skip
    with pytest.raises(refusals.NotPublishable):
        actions.publish(cast.actor("officer"), run.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(published_at=LATER)


def test_last_years_rules_stand_beside_the_result(cast):
    programme = announced(cast, [2, 2], last_rules=make_rules(cast, "去年的规则", criteria=()))
    crowd(cast, programme, 12)
    run = published(cast, programme)
    shadow = Run.objects.get(programme=programme, kind="shadow")
    assert shadow.rules.name == "去年的规则"
    assert shadow.inputs_digest == run.inputs_digest


def test_nothing_is_changed_after_publication(cast):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    run = published(cast, programme)
    for change in ({"published_at": None}, {"findings": [1]}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Placing.objects.filter(run=run).update(position=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Placing.objects.create(run=run, entry=entry, created_at=LATER)


def test_a_family_reads_its_result_and_why_only_after_publication(cast):
    programme = announced(cast)
    for child in (cast.daughter, cast.son):
        enter(cast, programme, child, "c01")
    drawn(cast, programme)
    with frozen(LATER):
        final_run(cast, programme)
    assert {line.published for line in queries.my_entries(cast.actor("father"))} == {False}
    with frozen(LATER):
        run = Run.objects.get()
        for name in (second_officer(cast), "city_officer"):
            actions.sign_off(cast.actor(name), run.pk)
        actions.publish(cast.actor("officer"), run.pk)
        lines = queries.my_entries(cast.actor("father"))
    assert sorted(str(line.placed) for line in lines) == ["None", "c01"]
    (lost,) = [line for line in lines if line.placed is None]
    wish = lost.wishes[0]
    assert (wish.outcome, wish.place, wish.seats_more, wish.decided_by) == ("full", 2, 1, "lottery")


def test_a_small_group_keeps_the_protocol_from_the_public(cast):
    programme = announced(cast, [2, 2])
    crowd(cast, programme, 12)
    published(cast, programme)
    with pytest.raises(refusals.ProtocolHeld):
        queries.protocol(cast.actor("stranger"), programme.pk)


def test_a_host_learns_who_comes_and_nothing_of_why(cast):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    first = programme.classes.get(code="c01")
    assert queries.given_places(cast.actor("head"), first.pk) == []
    published(cast, programme)
    (given,) = queries.given_places(cast.actor("head"), first.pk)
    assert (given.name, given.months) == ("陈小丸", 29)
    with pytest.raises(OutOfReach):
        queries.given_places(cast.actor("keeper"), first.pk)


def contested(cast) -> tuple:
    """Two children want the one seat of c01; who lost contests. c02 has a free seat."""
    programme = announced(cast)
    entries = [enter(cast, programme, child, "c01") for child in (cast.daughter, cast.son)]
    run = published(cast, programme)
    lost = run.placings.get(programme_class=None).entry
    won = next(entry for entry in entries if entry != lost)
    with frozen(LATER):
        return programme, actions.contest(cast.actor("father"), lost.pk, words="妹妹也符合"), won


def test_a_contest_is_reviewed_by_somebody_who_did_not_make_the_run(cast):
    _programme, contest, _won = contested(cast)
    with frozen(LATER):
        with pytest.raises(refusals.MakerReviews):
            actions.review(cast.actor("officer"), contest.pk, reason="维持")
        (waiting,) = queries.contests(cast.actor("second"))
        assert waiting.words == "妹妹也符合"
        assert waiting.contest.run.get_deferred_fields() == {"protocol"}
        assert waiting.reasons[0]["decided_by"] == "lottery"
        actions.review(cast.actor("second"), contest.pk, reason="抽签无误")
        with pytest.raises(refusals.ContestDecided):
            actions.review(cast.actor("second"), contest.pk, reason="再看")
        lines = queries.my_entries(cast.actor("mother"))
    assert [line.contest_reason for line in lines if line.contest == "upheld"] == ["抽签无误"]


def test_a_review_takes_no_place_from_another_child(cast):
    programme, contest, won = contested(cast)
    (wanted,) = codes(programme, "c01")
    with frozen(LATER), pytest.raises(refusals.NoSeatFree):
        actions.review(cast.actor("second"), contest.pk, reason="应当录取", gives=wanted)
    with pytest.raises(DatabaseError), transaction.atomic():
        Placing.objects.create(
            run=contest.run, entry=contest.entry, contest=contest, position=1, created_at=LATER,
            programme_class=programme.classes.get(code="c01"),
        )  # fmt: skip
    with frozen(LATER):
        actions.withdraw(cast.actor("father"), won.pk)
        actions.review(cast.actor("second"), contest.pk, reason="空出一个名额", gives=wanted)
        lines = queries.my_entries(cast.actor("father"))
    assert [(line.placed, line.by_review) for line in lines if line.placed] == [("c01", True)]


def test_a_review_gives_no_place_to_a_child_that_was_withdrawn(cast):
    programme, contest, won = contested(cast)
    with frozen(LATER):
        for entry in (won, contest.entry):
            actions.withdraw(cast.actor("father"), entry.pk)
        (wanted,) = codes(programme, "c01")
        with pytest.raises(refusals.EntryWithdrawn):
            actions.review(cast.actor("second"), contest.pk, reason="空出一个名额", gives=wanted)


def test_contests_end_with_their_days_and_the_programme_is_over_after_the_last(cast):
    programme, contest, won = contested(cast)
    with frozen(LATER + timedelta(days=15)), pytest.raises(refusals.ContestOver):
        actions.contest(cast.actor("father"), won.pk, words="晚了")
    with frozen(LATER):
        with pytest.raises(refusals.NotAtThisStep):
            actions.finish(cast.actor("officer"), programme.pk)
        actions.review(cast.actor("second"), contest.pk, reason="抽签无误")
        with pytest.raises(refusals.StillContestable):
            actions.finish(cast.actor("officer"), programme.pk)
    with frozen(LATER + timedelta(days=15)):
        (line,) = queries.office_programmes(cast.actor("officer"))
        assert line.next == "finish"
        assert actions.finish(cast.actor("officer"), programme.pk).state == "over"


def test_an_officer_reads_counts_with_the_wishes_of_a_few_hidden(cast):
    programme = announced(cast, [3, 3])
    crowd(cast, programme, 10)
    enter(cast, programme, cast.daughter, "c01")
    found = queries.counts(cast.actor("officer"), programme.pk)
    assert (found.entered, found.withdrawn, found.seats, found.evidence_waiting) == (11, 0, 6, 0)
    assert [(one.code, one.wished, one.first) for one in found.classes] == [("c01", 11, 6), ("c02", 10, 5)]

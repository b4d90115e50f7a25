"""Runs as jobs: planned once, told how far, stopped, lost."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.programmes import actions, computing, jobs, queries, refusals
from shanyu.domain.programmes.models import Placing, Run
from shanyu.kernel.clock import frozen, now
from shanyu.kernel.door import OutOfReach
from tests.domain.programmes.making import (
    LATER,
    announced,
    computed,
    crowd,
    drawn,
    dry_run,
    final_run,
    make_rules,
)

pytestmark = pytest.mark.django_db


def test_a_run_is_planned_at_once_and_asked_for_twice_it_is_one(cast):
    programme, officer = announced(cast, [3]), cast.actor("officer")
    run = actions.dry_run(officer, programme.pk)
    assert actions.dry_run(officer, programme.pk) == run
    assert actions.dry_run(officer, programme.pk, rules=make_rules(cast, "别的规则")) != run
    planned = ProcrastinateJob.objects.filter(task_name="programmes.compute", status="todo")
    assert [job.args["run"] for job in planned.order_by("id")] == sorted(
        Run.objects.values_list("pk", flat=True)
    )
    found = queries.run(officer, run.public_id)
    assert (found.state, found.progress, found.under_way) == ("waiting", 0, True)


def test_a_run_tells_how_far_it_is_and_ends_whole(cast, monkeypatch):
    programme = announced(cast, [2, 2], last_rules=make_rules(cast, "去年的规则", criteria=()))
    crowd(cast, programme, 8)
    drawn(cast, programme)
    seen = []
    tell = computing.report

    def watched(run, step):
        tell(run, step)
        seen.append((queries.run(cast.actor("officer"), run.pk).progress, step.value))

    monkeypatch.setattr(computing, "report", watched)
    with frozen(LATER):
        run = final_run(cast, programme)
    assert seen == [
        (10, "shadow"), (30, "allocating"), (55, "checking"), (70, "explaining"), (80, "writing"), (90, "keeping"),
    ]  # fmt: skip
    found = queries.run(cast.actor("officer"), run.pk)
    assert (found.state, found.progress, found.placed, found.publishable) == ("done", 100, 4, True)


def test_a_run_that_waits_is_stopped_and_never_computed(cast):
    programme, officer = announced(cast, [3]), cast.actor("officer")
    run = actions.dry_run(officer, programme.pk)
    actions.cancel_run(officer, run.pk)
    assert actions.cancel_run(officer, run.pk).state == "cancelled"
    assert jobs.compute(run.pk) == "cancelled"
    assert actions.dry_run(officer, programme.pk) != run


def test_a_run_stopped_on_the_way_leaves_nothing(cast, monkeypatch):
    programme = announced(cast, [2], last_rules=make_rules(cast, "去年的规则", criteria=()))
    crowd(cast, programme, 4)
    drawn(cast, programme)
    check = computing.invariants.check

    def stopping(*facts):
        actions.cancel_run(cast.actor("officer"), Run.objects.get(kind="final").pk)
        return check(*facts)

    with frozen(LATER):
        run = actions.final_run(cast.actor("officer"), programme.pk)
        monkeypatch.setattr(computing.invariants, "check", stopping)
        assert jobs.compute(run.pk) == "cancelled"
    assert (Run.objects.count(), Placing.objects.count()) == (1, 0)


def test_a_run_that_ended_is_neither_stopped_nor_changed(cast):
    run = dry_run(cast, announced(cast, [3]))
    with pytest.raises(refusals.RunEnded):
        actions.cancel_run(cast.actor("officer"), run.pk)
    for change in (
        {"state": "running", "ended_at": None, "progress": 5},
        {"objections": 3},
        {"kind": "final"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**change)
    assert jobs.compute(run.pk) == "done"


def test_a_run_whose_worker_is_gone_fails_and_what_it_finds_later_is_thrown_away(cast, monkeypatch):
    programme = announced(cast, [2])
    crowd(cast, programme, 4)
    run = actions.dry_run(cast.actor("officer"), programme.pk)
    check = computing.invariants.check

    def slow(*facts):
        with frozen(now() + timedelta(minutes=19)):
            assert jobs.give_up_lost_runs() == 0
        with frozen(now() + timedelta(minutes=21)):
            assert (jobs.give_up_lost_runs(), jobs.give_up_lost_runs()) == (1, 0)
        return check(*facts)

    monkeypatch.setattr(computing.invariants, "check", slow)
    assert jobs.compute(run.pk) == "failed"
    found = queries.run(cast.actor("officer"), run.pk)
    assert (found.problem, Placing.objects.count()) == ("计算中断了", 0)


def test_a_run_of_a_programme_that_went_on_meanwhile_fails(cast):
    programme = announced(cast, [2])
    crowd(cast, programme, 4)
    drawn(cast, programme)
    with frozen(LATER):
        run = actions.final_run(cast.actor("officer"), programme.pk)
        programme.refresh_from_db()
        programme.state = "published"
        programme.save()
        assert (computed(run).state, run.problem) == ("failed", "changed")


def test_one_run_is_computed_after_another(cast):
    programme, officer = announced(cast, [3]), cast.actor("officer")
    first = actions.dry_run(officer, programme.pk)
    second = actions.dry_run(officer, programme.pk, rules=make_rules(cast, "别的规则"))
    Run.objects.filter(pk=first.pk).update(state="running", progress=2)
    assert jobs.compute(second.pk) == "waiting"
    later = ProcrastinateJob.objects.filter(task_name="programmes.compute", args={"run": second.pk})
    assert later.exclude(scheduled_at=None).count() == 1


def test_runs_are_seen_by_the_office_of_the_region_only(cast):
    run = dry_run(cast, announced(cast, [3]))
    assert queries.run(cast.actor("auditor"), run.pk).kind_words == "试算"
    for name in ("father", "head", "stranger"):
        with pytest.raises(OutOfReach):
            queries.run(cast.actor(name), run.pk)
    with pytest.raises(OutOfReach):
        actions.cancel_run(cast.actor("auditor"), run.pk)

"""The demo's programmes."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import Account
from shanyu.domain.programmes import queries
from shanyu.domain.programmes.models import ClosedList, Programme, Run
from shanyu.domain.programmes.rules import contest_until
from shanyu.engines.allocation.verifying import verify
from shanyu.kernel.door import Actor
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def actor(name: str) -> Actor:
    return actor_for(Account.objects.get(username=name).pk, assurance=2)


def test_one_programme_is_published_by_two_beside_last_years_rules_and_can_be_checked_by_anybody(city):
    run = Run.objects.get(published_at__isnull=False)
    assert (run.kind, run.state, run.findings, run.objections) == ("final", "done", [], 0)
    assert run.sign_offs.count() == 2
    assert Run.objects.get(kind="shadow").inputs_digest == run.inputs_digest
    row = run.programme
    document = queries.protocol(actor("chen"), row.pk)
    listed = ClosedList.objects.get(programme=row).digest
    assert verify(document, announced=row.announcement_digest, listed=listed) == []


def test_a_family_contests_and_the_time_for_it_is_not_over(city):
    (waiting,) = queries.contests(actor("tang"))
    run = Run.objects.get(published_at__isnull=False)
    assert waiting.contest.run == run
    assert run.published_at < waiting.contest.opened_at < NOW < contest_until(run.published_at)


def test_the_casts_child_has_a_result_and_may_enter_the_other_programme(city):
    (line,) = queries.my_entries(actor("chen"))
    assert (line.published, {wish.outcome for wish in line.wishes} <= {"given", "full", "reserved"}) == (
        True,
        True,
    )
    open_now = [one for one in queries.for_my_children(actor("chen")) if one.open_now]
    assert [one.programme.kind for one in open_now] == ["station"]


def test_claims_wait_for_the_officials_that_were_named(city):
    assert len(queries.evidence_to_check(actor("gu"))) == len(queries.evidence_to_check(actor("tang"))) == 3
    assert not any(one.late for one in queries.evidence_to_check(actor("gu")))


def test_everything_happened_when_it_could_and_nothing_is_left_to_be_computed(city):
    for row in Programme.objects.all():
        asked = row.entries.values_list("asked_at", flat=True)
        assert row.announced_at < row.opens_at < min(asked) <= max(asked) < min(row.closes_at, NOW)
    assert not ProcrastinateJob.objects.filter(task_name__startswith="programmes.").exists()

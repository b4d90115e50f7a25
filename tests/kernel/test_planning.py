"""A job belongs to the transaction it was planned in, in the worker too."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.testing import InMemoryConnector

from shanyu.kernel.planning import plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def task():
    made = app.task(name="test.planned", priority=-3)(lambda number: number)
    yield made
    del app.tasks["test.planned"]


def planned() -> list[tuple]:
    return list(ProcrastinateJob.objects.values_list("task_name", "args", "priority"))


def test_in_the_worker_a_job_goes_the_way_of_its_transaction(task):
    """Control: `defer` takes the worker's own connection, which knows nothing of ours."""
    theirs = InMemoryConnector()
    with app.replace_connector(theirs), transaction.atomic():
        plan(task, number=1)
        task.defer(number=2)
        assert planned() == [("test.planned", {"number": 1}, -3)]
        transaction.set_rollback(True)
    assert planned() == []
    assert [job["args"] for job in theirs.jobs.values()] == [{"number": 2}]


def test_a_job_may_wait(task):
    plan(task, number=1, seconds=60)
    assert ProcrastinateJob.objects.get().scheduled_at is not None

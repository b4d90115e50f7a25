"""Planning a job in Django's own transaction, in the worker as in the web server.

`task.defer()` does so only in the web server: in the worker procrastinate gives its tasks a connection of their own,
and a job planned there would be seen, and might run, before the transaction that it belongs to has committed.
"""

from functools import cache

from procrastinate import App
from procrastinate.contrib.django import models as jobs
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task


def plan(task: Task, *, seconds: float = 0, **facts: object) -> None:
    """Plan `task` with these arguments: it is there when the transaction commits, and runs not before `seconds`."""
    configure_task(
        name=task.name,
        job_manager=_manager(),
        queue=task.queue,
        priority=task.priority,
        queueing_lock=task.queueing_lock,
        schedule_in={"seconds": seconds} if seconds else None,
    ).defer(**facts)


def planned(task: Task) -> bool:
    """Whether a job of `task` waits to be run."""
    return jobs.ProcrastinateJob.objects.filter(task_name=task.name, status="todo").exists()


@cache
def _manager() -> JobManager:
    return App(connector=DjangoConnector(alias="default")).job_manager

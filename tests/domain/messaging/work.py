"""What a worker does: the jobs that were planned, one after another."""

from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.messaging import confirming, jobs

TASKS = {
    "messaging.deliver": jobs.deliver,
    "messaging.send_confirmation": confirming.send_confirmation,
}


def planned(task: str = "messaging.deliver") -> list[dict]:
    """What each planned job of a task is called with, in their order."""
    return list(ProcrastinateJob.objects.filter(task_name=task).order_by("pk").values_list("args", flat=True))


def work(task: str = "messaging.deliver") -> list:
    """Run every job of a task that was planned so far; what each returned."""
    return [TASKS[task](**args) for args in planned(task)]

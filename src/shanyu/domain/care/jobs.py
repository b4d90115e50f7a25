"""What the daily record does by itself."""

from datetime import timedelta

from django.db import connection
from procrastinate.contrib.django import app

from shanyu.domain.care.models import Arrived
from shanyu.domain.care.reading import OLDEST_DAYS
from shanyu.kernel.clock import now, today

_AHEAD_DAYS = (0, 31, 62)


@app.periodic(cron="20 2 * * *")
@app.task(name="care.make_months")
def make_months(timestamp: int = 0) -> int:
    """Make the tables of this month and the two that follow; how many were new."""
    with connection.cursor() as cursor:
        made = 0
        for days in _AHEAD_DAYS:
            cursor.execute("SELECT care_month(%s)", [today() + timedelta(days=days)])
            made += cursor.fetchone()[0]
    return made


@app.periodic(cron="50 2 * * *")
@app.task(name="care.forget_marks")
def forget_marks(timestamp: int = 0) -> int:
    """Forget the marks of entries that are too old to be sent again; how many there were."""
    return Arrived.objects.filter(created_at__lt=now() - timedelta(days=2 * OLDEST_DAYS)).delete()[0]

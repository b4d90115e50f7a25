"""How often a key may do something: one upsert counts and answers, so two servers count together."""

from datetime import timedelta

from django.db import connection

from shanyu.kernel.clock import now
from shanyu.kernel.door.refusals import TooOften
from shanyu.kernel.models import RateCount

_COUNT = """
    INSERT INTO kernel_ratecount (key, "window", count) VALUES (%s, %s, 1)
    ON CONFLICT (key, "window") DO UPDATE SET count = kernel_ratecount.count + 1
    RETURNING count
"""


def spend(key: str, *, most: int, seconds: int = 60) -> int:
    """Count one use of `key`; how many are left in this window of `seconds`. Raises TooOften past `most`."""
    moment = now()
    passed = int(moment.timestamp()) % seconds
    window = (moment - timedelta(seconds=passed)).replace(microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key[:120], window])
        (used,) = cursor.fetchone()
    if used > most:
        raise TooOften(seconds=seconds - passed)
    return most - used


def sweep() -> int:
    """Forget windows older than a day."""
    return RateCount.objects.filter(window__lt=now() - timedelta(days=1)).delete()[0]

"""What ends at night ends in the morning: one function of the database for every domain."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-11-21 21:59", "2026-11-21 21:59"),
        ("2026-11-21 22:00", "2026-11-22 08:00"),
        ("2026-11-21 23:59", "2026-11-22 08:00"),
        ("2026-11-22 00:00", "2026-11-22 08:00"),
        ("2026-11-22 07:59", "2026-11-22 08:00"),
        ("2026-11-22 08:00", "2026-11-22 08:00"),
    ],
)
@pytest.mark.parametrize("night", ["[22, 8]", None])
def test_a_moment_in_the_night_of_shanghai_becomes_the_next_morning(moment, ends, night):
    here = ZoneInfo("Asia/Shanghai")
    at = datetime.fromisoformat(moment).replace(tzinfo=here)
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_not_at_night(%s, %s)", [at, night])
        [[found]] = cursor.fetchall()
    assert found.astimezone(here).strftime("%Y-%m-%d %H:%M") == (ends if night else moment)

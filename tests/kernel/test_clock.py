import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shanyu.kernel import clock

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def running_clock(set_clock):
    """Here the clock runs, where other tests find it set."""
    clock.set_clock(None)


def test_the_running_clock_tells_the_machines_time_in_utc():
    before = datetime.now(UTC)
    moment = clock.now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_a_frozen_clock_stands_still_and_runs_again_afterwards():
    with clock.frozen(NOON):
        assert clock.now() == clock.now() == NOON
    assert clock.now() != NOON


def test_a_frozen_clock_runs_again_after_an_error():
    with pytest.raises(KeyError), clock.frozen(NOON):
        raise KeyError
    assert clock.now() != NOON


def test_frozen_clocks_nest():
    later = NOON + timedelta(hours=1)
    with clock.frozen(NOON):
        with clock.frozen(later):
            assert clock.now() == later
        assert clock.now() == NOON


def test_the_date_changes_at_midnight_in_shanghai():
    with clock.frozen(datetime(2026, 8, 31, 15, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 8, 31)
    with clock.frozen(datetime(2026, 8, 31, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 9, 1)


def test_local_is_eight_hours_ahead():
    assert clock.local(NOON).isoformat() == "2026-09-01T20:00:00+08:00"


def test_a_set_moment_is_told_in_utc():
    with clock.frozen(datetime(2026, 9, 1, 20, 0, tzinfo=timezone(timedelta(hours=8)))):
        assert clock.now().isoformat() == "2026-09-01T12:00:00+00:00"


def test_a_set_clock_is_seen_by_other_threads():
    seen = []
    with clock.frozen(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [NOON]


def test_the_clock_may_be_set_and_let_go():
    clock.set_clock(NOON)
    try:
        assert clock.now() == NOON
    finally:
        clock.set_clock(None)
    assert clock.now() != NOON


def test_a_moment_without_a_time_zone_is_refused():
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        clock.set_clock(naive)
    with pytest.raises(ValueError, match="time zone"):
        clock.local(naive)

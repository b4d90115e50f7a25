"""When telling waits: a rush comes first, but nobody waits longer than a minute."""

from datetime import timedelta
from uuid import uuid4

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.booking import claims, jobs, telling
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.models import Session, Untold
from shanyu.kernel import clock
from tests.cast import NOW, Cast
from tests.domain.booking.families import Family, families, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(cast: Cast, monkeypatch) -> Session:
    """A session that four families have booked within a moment, where four are a rush."""
    monkeypatch.setattr(telling, "_RUSH", 4)
    made = session(cast.station, 8)
    book(made, families(4))
    return made


def book(made: Session, crowd: list[Family]) -> None:
    for one in crowd:
        claims.claim(Asked(made.pk, one.account.pk, one.household.pk, [one.children[0].pk], uuid4()))


def test_a_rush_is_told_of_when_it_is_over(made: Session):
    assert telling.in_a_rush()
    assert jobs.tell() == 0
    with clock.frozen(NOW + timedelta(seconds=3)):
        assert not telling.in_a_rush()
        assert jobs.tell() == 4
    assert Untold.objects.count() == 0


def test_nobody_waits_longer_than_a_minute_for_a_rush_to_end(made: Session):
    late = [family(f"late{number}") for number in range(4)]
    with clock.frozen(NOW + timedelta(seconds=61)):
        book(made, late)
        assert jobs.tell() == 8


def test_a_few_claims_are_no_rush(made: Session, monkeypatch):
    monkeypatch.setattr(telling, "_RUSH", 5)
    assert not telling.in_a_rush()


def test_in_a_rush_one_job_waits_for_its_end_however_often_it_is_asked(made: Session):
    ProcrastinateJob.objects.all().delete()
    assert [jobs.tell(), jobs.tell(), jobs.tell()] == [0, 0, 0]
    assert ProcrastinateJob.objects.filter(task_name="booking.tell").count() == 1


def test_telling_stops_where_a_rush_begins(made: Session, monkeypatch):
    monkeypatch.setattr(telling, "_BATCH", 2)
    rushes = iter([False, True])
    monkeypatch.setattr(telling, "in_a_rush", lambda: next(rushes))
    assert telling.tell_all() == 2
    assert Untold.objects.count() == 2

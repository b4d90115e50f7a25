"""The registers of a month, made from the daily record."""

from datetime import timedelta

import pytest
from psycopg.types.range import DateRange

from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Leave, MedicationRequest
from shanyu.domain.care.queries.sheets import Mark, sheet
from shanyu.domain.people.models import Child
from shanyu.kernel import clock
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import OutOfReach
from tests.domain.care.making import daughters_class, raw, worker_of
from tests.domain.enrolment import making


@pytest.fixture
def where(cast):
    return daughters_class(cast)


@pytest.fixture
def brother(cast, where):
    child = Child.objects.create(
        household=cast.daughter.household, name="样例", sex="m", born=cast.daughter.born
    )
    making.attending(child, where, cast.father, cast.head, today() - timedelta(days=2))
    return child


def cells(cast, kind: str) -> dict[str, list]:
    found = sheet(cast.actor("head"), cast.bamboo, kind=kind)
    return {row.name: list(row.cells) for row in found.rows}


def test_a_month_tells_who_was_there_on_leave_or_absent(cast, where, brother):
    eight = now() - timedelta(minutes=90)
    send = [raw(cast.daughter, "arrival", eight - timedelta(days=back), way="name") for back in (0, 1)]
    send.append(raw(cast.daughter, "departure", eight, way="name", late_minutes=15))
    assert record(cast.actor("carer"), cast.bamboo, entries=send).refused == {}
    Leave.objects.create(
        child=brother, site=cast.bamboo, reason="ill", told_by=cast.father,
        during=DateRange(today(), today() + timedelta(days=1)),
    )  # fmt: skip
    found = cells(cast, "attendance")
    assert [cell.mark for cell in found["样例"]] == [Mark.ABSENT, Mark.ILL]
    assert [(cell.mark, cell.late) for cell in found["陈小丸"]] == [(Mark.HERE, 0), (Mark.HERE, 15)]


def test_checks_and_time_outdoors_are_told_by_day(cast, where):
    eight = now() - timedelta(minutes=90)
    with clock.frozen(now() + timedelta(hours=9)):
        send = [
            raw(cast.daughter, "arrival", eight, way="name"),
            raw(cast.daughter, "check", eight, slot="morning", outcome="isolated"),
            raw(cast.daughter, "outdoor", eight, state="out"),
            raw(cast.daughter, "outdoor", eight + timedelta(minutes=45), state="in"),
            raw(cast.daughter, "departure", eight + timedelta(hours=8), way="name"),
        ]
        record(cast.actor("carer"), cast.bamboo, entries=send)
        [check] = cells(cast, "checks")["陈小丸"]
        [outdoor] = cells(cast, "outdoor")["陈小丸"]
    assert (check.morning, check.noon) == ("odd", "none")
    assert (outdoor.outdoor, outdoor.short) == (45, True)


def test_medicine_that_was_given_stands_with_both_names(cast, where):
    asked = MedicationRequest.objects.create(
        child=cast.daughter, site=cast.bamboo, drug="布洛芬", dose="2 ml", first_day=today(), last_day=today(),
        times=[570], asked_by=cast.father, state="accepted", answered_by=cast.head,
    )  # fmt: skip
    given, witness = worker_of(cast.carer), worker_of(cast.head)
    entry = raw(
        cast.daughter, "medication", request=str(asked.public_id), slot=570,
        given_by=str(given.public_id), witnessed_by=str(witness.public_id),
    )  # fmt: skip
    assert record(cast.actor("carer"), cast.bamboo, entries=[entry]).refused == {}
    [one] = sheet(cast.actor("head"), cast.bamboo, kind="medication").given
    assert (one.drug, one.dose, one.given_by, one.witnessed_by) == (
        "布洛芬",
        "2 ml",
        given.name,
        witness.name,
    )


@pytest.mark.parametrize("who", ["carer", "father", "officer"])
def test_nobody_but_the_head_reads_the_registers(cast, where, who):
    with pytest.raises(OutOfReach):
        sheet(cast.actor(who), cast.bamboo)

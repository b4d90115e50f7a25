"""The database lets nobody's child be placed, or be there, without an agreement in force."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.kernel import clock
from tests.cast import NOW, TODAY
from tests.domain.agreements.making import at_signing, in_force
from tests.domain.enrolment.making import attending, care_class, case

pytestmark = pytest.mark.django_db


def refused(change) -> str:
    """Which constraint refuses a change."""
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        change()
    return broken.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("state", ["placed", "attending", "suspended", "left", "transferred"])
def test_a_case_is_not_placed_before_both_sides_have_signed(cast, state):
    one = at_signing(cast)
    facts = {"ended_at": NOW} if state in {"left", "transferred"} else {}
    assert refused(lambda: Case.objects.filter(pk=one.pk).update(state=state, **facts)) == "case_is_agreed"


def test_the_step_of_a_case_alone_places_nobody(cast):
    one = at_signing(cast)
    calls.step(one.pk, "sign", ("agreement",), "agreement", TODAY, cast.father.pk)
    step = ("agreement", ("agreement",), "placed", TODAY, cast.head.pk)
    assert refused(lambda: calls.step(one.pk, *step)) == "case_is_agreed"


@pytest.mark.parametrize("state", ["current", "ended"])
def test_no_place_begins_without_an_agreement(cast, state):
    one = at_signing(cast)
    places = Placement.objects.filter(case=one)
    during = (TODAY, date(2027, 1, 1))
    assert refused(lambda: places.update(state=state, during=during)) == "case_is_agreed"


@pytest.mark.parametrize("state", ["replaced", "withdrawn", "ended"])
def test_an_agreement_stays_as_long_as_its_case(cast, state):
    one = in_force(cast)
    facts = {"in_force_at": None} if state == "withdrawn" else {}
    papers = Paper.objects.filter(case=one)
    assert refused(lambda: papers.update(state=state, ended_at=NOW, **facts)) == "case_is_agreed"


def test_a_case_ends_with_its_agreement(cast):
    one = attending(cast.daughter, care_class(cast.bamboo, "新竹班", 1), cast.father, cast.head, TODAY)
    assert calls.leave(one.pk, TODAY, cast.father.pk) == "done"
    with clock.frozen(NOW + timedelta(days=1)):
        assert calls.new_day(one.pk)
    one.refresh_from_db()
    assert (one.state, Paper.objects.get().state) == ("left", "ended")


def test_a_child_from_before_the_platform_stays_and_only_such_a_one_is_marked(cast):
    one = case(cast.daughter, cast.father, state="attending", site=cast.bamboo, imported=True)
    Placement.objects.create(
        case=one, child=cast.daughter, site=cast.bamboo, care_class=care_class(cast.bamboo, "新竹班", 1),
        form="full_day", during=(TODAY, None), state="current",
    )  # fmt: skip
    other = case(cast.son, cast.father)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Case.objects.filter(pk=other.pk).update(imported=True)


def test_many_rows_are_checked_together_at_the_end_where_they_are_written_together(cast):
    one = at_signing(cast)

    def together() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS agreements_case_is_agreed DEFERRED")
            Case.objects.filter(pk=one.pk).update(state="placed")
            cursor.execute("SET CONSTRAINTS agreements_case_is_agreed IMMEDIATE")

    assert refused(together) == "case_is_agreed"

"""The table of a case's way, and what comes next for whom."""

from datetime import timedelta

import pytest

from shanyu.domain.enrolment.kinds import ENDED, CaseState, Side
from shanyu.domain.enrolment.transitions import OWNERS, TABLE, Standing, next_step
from tests.cast import NOW


def test_every_state_that_is_not_an_end_can_be_left_by_somebody():
    begins = {state for one in TABLE for state in one.begins}
    assert begins == set(CaseState) - set(ENDED)
    assert set(OWNERS) == set(CaseState)


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("side", Side)
def test_both_sides_read_something_in_every_state(state, side):
    assert str(next_step(Standing(state), side).says)


@pytest.mark.parametrize("state", CaseState)
def test_a_state_is_never_the_turn_of_both(state):
    turns = [side for side in Side if next_step(Standing(state), side).mine]
    assert turns == ([OWNERS[state]] if OWNERS[state] else [])


def test_a_family_that_asks_nowhere_has_the_next_step_itself():
    assert next_step(Standing("applied", asks=False), Side.FAMILY).mine
    assert not next_step(Standing("applied"), Side.FAMILY).mine


def test_the_site_confirms_an_agreement_only_after_the_family_has_signed():
    assert next_step(Standing("agreement"), Side.SITE).may == ("close",)
    signed = next_step(Standing("agreement", signed=True), Side.SITE)
    assert (signed.may, signed.mine) == (("agreement",), True)
    assert next_step(Standing("agreement", signed=True), Side.FAMILY).may == ("withdraw",)


@pytest.mark.parametrize(("state", "step"), [("accepted", "documents"), ("checkup", "checkup")])
def test_once_the_family_has_done_its_part_the_site_may_confirm_and_not_end_the_case(state, step):
    assert next_step(Standing(state), Side.SITE).may == (step, "close")
    done = next_step(Standing(state, done=True), Side.SITE)
    assert (done.may, done.mine) == ((step,), True)
    assert not next_step(Standing(state, done=True), Side.FAMILY).mine


def test_a_step_is_overdue_from_its_moment_on():
    step = next_step(Standing("applied", due_at=NOW), Side.SITE)
    assert step.overdue(NOW)
    assert not step.overdue(NOW - timedelta(seconds=1))

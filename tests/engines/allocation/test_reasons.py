import pytest

from shanyu.engines.allocation.programme import Application, Criterion, Programme, Rules, Site
from shanyu.engines.allocation.reasons import reasons
from shanyu.engines.allocation.result import Outcome
from shanyu.engines.allocation.running import run

RULES = Rules("r", (Criterion.NEIGHBOUR, Criterion.DISTANCE), {})


def summer(*applications, sites=None):
    programme = Programme("p", RULES, tuple(sites or [Site("s", "s", 1)]), applications)
    return run(programme, [child.id for child in applications])


def test_the_criterion_that_decided_is_named():
    near = Application("near", ("s",), neighbour_of=("s",), steps=(("s", 1),))
    far = Application("far", ("s",), steps=(("s", 0),))
    [told] = reasons(summer(far, near), "far")
    assert (told.outcome, told.decided_by, told.standing, told.last_standing) == (
        Outcome.FULL,
        "neighbour",
        (1, 0),
        (0, 1),
    )
    assert (told.place, told.last_place, told.seats_more) == (2, 1, 1)


def test_where_all_is_equal_it_was_the_lottery():
    [told] = reasons(summer(Application("a", ("s",)), Application("b", ("s",))), "b")
    assert (told.decided_by, told.drawn, told.last_drawn) == ("lottery", 2, 1)


def test_a_place_on_a_reserve_names_its_group_and_nothing_decided_against_it():
    site = Site("s", "s", 2, reserves=(("migrant", 1),))
    result = summer(
        Application("a", ("s",)),
        Application("b", ("s",)),
        Application("c", ("s",), groups=("migrant",)),
        sites=[site],
    )
    [told] = reasons(result, "c")
    assert (told.outcome, told.group, told.decided_by) == (Outcome.GIVEN, "migrant", None)
    [told] = reasons(result, "b")
    assert (told.outcome, told.decided_by) == (Outcome.RESERVED, "lottery")


def test_a_class_that_is_not_held_is_said_to_be_closed():
    sites = [Site("s", "s", 5, minimum=2), Site("t", "t", 5)]
    told = reasons(summer(Application("a", ("s", "t")), sites=sites), "a")
    assert [(wish.site, wish.closed, wish.place) for wish in told] == [("s", True, 1), ("t", False, 1)]
    with pytest.raises(KeyError):
        reasons(summer(Application("a", ("s",))), "b")

from dataclasses import replace

import pytest

from shanyu.engines.allocation.programme import (
    Application,
    Closing,
    Criterion,
    Programme,
    Rules,
    Site,
    lines,
    standing,
)
from shanyu.engines.allocation.running import Closure, run
from tests.engines.allocation.worlds import summer

CRITERIA = (Criterion.GROUPS, Criterion.SIBLING, Criterion.NEIGHBOUR, Criterion.DISTANCE)


def programme(sites, applications, **rules):
    return Programme("p", Rules("r", **rules), tuple(sites), tuple(applications))


def test_standing_follows_the_criteria_in_their_order():
    rules = Rules("r", CRITERIA, {"hardship": 0, "migrant": 1})
    site = Site("s", "s", 1)
    child = Application("c", ("s",), groups=("migrant", "rider"), siblings_at=("s",), steps=(("s", 2),))
    assert standing(rules, site, child) == (1, 0, 1, 2)
    assert standing(rules, site, Application("c", ("s",), neighbour_of=("s",))) == (2, 1, 0, 1 << 30)
    assert standing(replace(rules, criteria=(Criterion.DISTANCE,)), site, child) == (2,)


def test_equals_stand_in_the_order_of_the_lottery_and_others_are_left_out():
    sites = [Site("s", "s", 9, bands=(1,)), Site("t", "t", 9, only=("hardship",))]
    children = [Application(name, ("s", "t"), band=name != "a") for name in "abc"]
    children.append(Application("d", ("t",), groups=("hardship",)))
    found = lines(programme(sites, children), ["d", "c", "b", "a"])
    assert found == {"s": ["c", "b"], "t": ["d"]}


def classes(closing):
    sites = [Site("big", "x", 9, minimum=5), Site("mid", "y", 9, minimum=4), Site("small", "z", 9)]
    wishes = [("big", "mid")] * 3 + [("mid", "big", "small")] * 3
    children = [Application(f"c{i}", row) for i, row in enumerate(wishes)]
    return run(programme(sites, children, closing=closing), [child.id for child in children])


def test_the_class_that_lacks_most_is_closed_first_and_all_is_computed_again():
    result = classes(Closing.LARGEST_SHORTFALL)
    assert result.closed == (Closure("big", 3, 5, 1),)
    assert list(result.assigned().values()) == ["mid"] * 6


def test_other_closing_rules_close_other_classes():
    result = classes(Closing.SMALLEST_SHORTFALL)
    assert result.closed == (Closure("mid", 3, 4, 1),)
    assert list(result.assigned().values()) == ["big"] * 6
    result = classes(Closing.ALL_AT_ONCE)
    assert result.closed == (Closure("big", 3, 5, 1), Closure("mid", 3, 4, 1))
    assert list(result.assigned().values()) == [None] * 3 + ["small"] * 3


def test_a_class_that_nobody_got_into_is_closed_at_the_end():
    sites = [Site("s", "s", 9, minimum=2), Site("t", "t", 9)]
    result = run(programme(sites, [Application("c", ("t",))]), ["c"])
    assert result.closed == (Closure("s", 0, 2, 1),)


def test_results_are_told_by_ids():
    sites = [Site("s", "s", 2, reserves=(("hardship", 1),))]
    children = [Application(name, ("s",)) for name in "abc"] + [
        Application("d", ("s",), groups=("hardship",))
    ]
    result = run(programme(sites, children), ["a", "b", "c", "d"])
    assert result.assigned() == {"a": "s", "b": None, "c": None, "d": "s"}
    assert result.seats() == {"a": "open", "d": "group hardship"}
    assert result.explain("b").wishes[0].outcome == "reserved"
    assert result.objections() == []


def test_a_whole_summer_is_without_objection():
    whole = summer()
    result = run(whole, [child.id for child in whole.applications])
    assert result.objections() == []
    assert {closure.site for closure in result.closed} <= {"s3a", "s3b"}


@pytest.mark.parametrize(
    ("sites", "children", "says"),
    [
        ([Site("s", "s", 1)], [Application("c", ("t",))], "application c names the unknown site t"),
        ([Site("s", "s", 1)], [Application("c", ("s", "s"))], "application c wishes a site twice"),
        ([Site("s", "s", 1)] * 2, [], "site s is there twice"),
        ([], [Application("c", ())] * 2, "application c is there twice"),
        ([Site("s", "s", 1, minimum=2)], [], "site s: minimum and capacity must rise from 0"),
        (
            [],
            [Application("c", (), together="together")],
            "application c asks for a rule for siblings but has no",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(sites, children, says):
    with pytest.raises(ValueError, match=says):
        programme(sites, children)


def test_the_lottery_must_name_everybody():
    with pytest.raises(ValueError, match="the lottery must name every application once"):
        run(programme([], [Application("c", ())]), [])

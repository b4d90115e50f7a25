from dataclasses import replace

import pytest

from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.invariants import check
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.programme import Application, Programme, Rules, Site, lines
from shanyu.engines.allocation.running import run
from tests.engines.allocation.worlds import summer

SITES = (
    Site("s", "s", 1),
    Site("t", "t", 2, minimum=2, bands=(0,)),
    Site("r", "r", 2, reserves=(("g", 1),)),
    Site("m", "m", 4, room=Room(1, (2, 2), (2, 1))),
)
CHILDREN = (
    Application("a", ("s", "t")),
    Application("b", ("s", "t")),
    Application("c", ("t",), band=1),
    Application("d", ("r",)),
    Application("e", ("r",)),
    Application("g", ("r",), groups=("g",)),
    Application("k", ("m", "t"), family="f", together=SiblingRule.TOGETHER),
    Application("l", ("m", "t"), family="f", together=SiblingRule.TOGETHER),
    Application("n", ("m",), band=1),
    Application("o", ("m",), band=1),
)
PROGRAMME = Programme("p", Rules("r"), SITES, CHILDREN)
LINES = lines(PROGRAMME, [child.id for child in CHILDREN])
GOOD = {"a": "s", "d": "r", "g": "r", "k": "m", "l": "m"}


def codes(placed, closed=("t",), programme=PROGRAMME):
    pairs = placed.items() if isinstance(placed, dict) else placed
    return {(finding.code, finding.where) for finding in check(programme, LINES, pairs, closed)}


def test_a_good_result_has_nothing_wrong():
    assert codes(GOOD) == set()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"b": "s"}, ("over_capacity", "s")),
        ({"d": "s"}, ("not_wished", "d")),
        ({"b": "t"}, ("closed", "b")),
        ({"c": "t"}, ("not_entitled", "c")),
        ({"l": None}, ("siblings", "f")),
        ({"a": None}, ("passed_over", "a")),
        ({"d": None}, ("passed_over", "d")),
        ({"g": None, "e": "r"}, ("passed_over", "g")),
        ({"n": "m", "o": "m"}, ("over_room", "m")),
        ({"n": "m"}, ("over_staff", "m")),
        ({"x": "s"}, ("unknown", "x")),
    ],
)
def test_every_broken_promise_is_found(change, expected):
    placed = {name: site for name, site in (GOOD | change).items() if site}
    assert expected in codes(placed)


def test_nobody_has_two_places():
    assert ("twice", "a") in codes([*GOOD.items(), ("a", "t")])


def test_a_class_below_its_minimum_is_not_held():
    assert ("below_minimum", "t") in codes(GOOD | {"b": "t"}, closed=())


def test_the_engine_and_the_plain_check_agree():
    for seed in range(3):
        whole = summer(seed, 90)
        for open_first in (False, True):
            programme = replace(whole, rules=replace(whole.rules, open_first=open_first))
            result = run(programme, [child.id for child in programme.applications])
            placed = [(name, site) for name, site in result.assigned().items() if site]
            assert check(programme, result.lines, placed, [c.site for c in result.closed]) == []

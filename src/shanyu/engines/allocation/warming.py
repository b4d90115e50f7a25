"""Compiling the engine before anybody waits for it."""

from shanyu.engines.allocation.allocate import allocate
from shanyu.engines.allocation.compiling import compiled
from shanyu.engines.allocation.families import SiblingRule
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.programme import Application, Programme, Rules, Site
from shanyu.engines.allocation.running import run


@compiled()
def warm_up() -> None:
    """Compile every function, or load it from numba's cache, on the smallest problems of each kind."""
    allocate([[0], [0]], [[0, 1]], [1]).blocking_pairs()
    sites = (
        Site("a", "a", 1, reserves=(("g", 1),)),
        Site("b", "b", 2, room=Room(1, (2,), (2,))),
        Site("c", "c", 1, room=Room(1, (2,), (1,), apart=False)),
    )
    together = {"family": "f", "together": SiblingRule.TOGETHER_FIRST}
    entries = (
        Application("1", ("a", "b"), groups=("g",), **together),
        Application("2", ("a", "b"), **together),
        Application("3", ("b", "c", "a")),
        Application("4", ("c", "a")),
    )
    found = run(Programme("warm", Rules("warm"), sites, entries), ["1", "2", "3", "4"])
    found.seats()
    found.objections()
    for entry in entries:
        found.explain(entry.id)

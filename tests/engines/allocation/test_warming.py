"""After the warm-up nothing is left to compile."""

from numba.core.dispatcher import Dispatcher

from shanyu.engines.allocation import allocate, choosing, joint, plain, protocol, running, walking
from shanyu.engines.allocation.problem import Room
from shanyu.engines.allocation.programme import Application, Programme, Rules, Site
from shanyu.engines.allocation.reasons import all_reasons
from shanyu.engines.allocation.warming import warm_up
from tests.engines.allocation import worlds


def compiled() -> dict[str, int]:
    """How many versions of each function there are."""
    return {
        f"{module.__name__}.{name}": len(found.signatures)
        for module in (choosing, joint, plain, walking)
        for name, found in vars(module).items()
        if isinstance(found, Dispatcher)
    }


def test_no_run_compiles_anything_after_the_warm_up():
    warm_up()
    before = compiled()
    assert (
        before["shanyu.engines.allocation.walking.walk"] and before["shanyu.engines.allocation.plain.defer"]
    )
    programme = worlds.summer()
    found = running.run(programme, protocol.draw(programme, worlds.SEED, worlds.PUBLIC))
    found.objections()
    all_reasons(found)
    allocate(*worlds.random_problem(1, 200, 10, 5, 20)).blocking_pairs()
    sites = (Site("a", "a", 3, room=Room(1, (2, 3), (2, 2))), Site("b", "b", 2))
    entries = [Application(str(i), ("a", "b"), band=i % 2) for i in range(6)]
    shared = running.run(Programme("p", Rules("r"), sites, tuple(entries)), [entry.id for entry in entries])
    all_reasons(shared)
    assert compiled() == before

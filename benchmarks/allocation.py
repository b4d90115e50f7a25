"""Allocation: ours against the `matching` package, against ChilmAI with siblings, and at the size of a country.

    python -m benchmarks.allocation [--plain 1000 5000] [--contested 1000 3000] [--siblings 600 1500 5000]
        [--large 1000000 5000000]

The same problems for all, the same machine, one after the other. ChilmAI runs in an environment of its own under
.cache/, which this program makes. `matching` is timed from its game's making to its solution, ours from arrays to
the assignment, checks of the input included. The large ones run in a process of their own for the peak of memory.
Seconds are on the clock and, beside them, of the processor. Prints a table and writes `results/allocation.json`.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import _allocation_chilmai as chilmai
from benchmarks import _allocation_data as data
from benchmarks._served import ROOT, machine
from shanyu.engines.allocation import Allocation, allocate
from shanyu.engines.allocation.compiling import compiled
from shanyu.engines.allocation.families import Family
from shanyu.engines.allocation.warming import warm_up

SEED = 11
WISHES = 10
LIMIT = 1800
"""Seconds that ChilmAI gets for one city."""


def timed(work: Callable, runs: int) -> tuple[object, float, float]:
    """What the work gives, and the least seconds on the clock and of the processor in so many runs."""
    clock, cpu, given = [], [], None
    for _run in range(runs):
        began, began_cpu = time.perf_counter(), time.process_time()
        given = work()
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    return given, min(clock), min(cpu)


def against_matching(children: int) -> dict:
    """Both answers to one plain problem with a site for each 25 children."""
    from matching.games import HospitalResident

    problem = data.plain(children, max(WISHES, children // 25), WISHES, SEED)
    wishes, priorities = dict(enumerate(data.rows(problem[0]))), dict(enumerate(data.rows(problem[1])))
    seats = dict(enumerate(problem[2].tolist()))
    sys.setrecursionlimit(1_000_000)

    def theirs() -> dict:
        return HospitalResident.create_from_dictionaries(wishes, priorities, seats).solve(optimal="resident")

    solution, clock, cpu = timed(theirs, 1)
    assigned = [-1] * children
    for site, inside in solution.items():
        for child in inside:
            assigned[child.name] = site.name
    ours, our_clock, our_cpu = timed(lambda: allocate(*problem), 30)
    lists = list(wishes.values()), list(priorities.values()), list(seats.values())
    _same, from_lists, _cpu = timed(lambda: allocate(*lists), 5)
    return {
        "children": children,
        "same_result": ours.assigned.tolist() == assigned,
        "blocking_pairs": len(ours.blocking_pairs()),
        "matching_s": clock,
        "matching_cpu_s": cpu,
        "ours_s": our_clock,
        "ours_cpu_s": our_cpu,
        "ours_from_lists_s": from_lists,
        "times_as_fast": clock / our_clock,
    }


def with_siblings(city: dict, runs: int) -> tuple[Allocation, dict]:
    """Our answer to a city, and how many are placed, how many coalitions block, how long it took."""
    ours, clock, cpu = timed(lambda: allocate(**data.as_problem(city)), runs)
    return ours, {
        "children": len(city["kids"]),
        "families_with_siblings": len(ours.problem.families),
        "ours_placed": int((ours.assigned >= 0).sum()),
        "ours_blocking": len(ours.blocking_pairs()) + len(ours.blocking_coalitions()),
        "ours_s": clock,
        "ours_cpu_s": cpu,
    }


def contested(children: int, seed: int, reserves: bool) -> dict:
    """A city where everything is short. ChilmAI gave no answer to that of 3,000 children in 20 minutes."""
    ours, row = with_siblings(data.contested(children, seed, reserves), 3)
    return row | {"seed": seed, "reserves": reserves, "seats": int(ours.problem.capacities.sum())}


def against_chilmai(children: int, folder: Path) -> dict:
    """Both answers to one city: how many are placed, how many coalitions block, how long it took."""
    city = data.daycare(children, SEED)
    ours, row = with_siblings(city, 3 if children < 2000 else 1)
    theirs = chilmai.solved(folder, city, LIMIT)
    if theirs is None:
        return row | {"chilmai": f"no answer within {LIMIT} s"}
    assigned = [
        -1 if daycare is None else daycare * data.AGES + kid["age"]
        for daycare, kid in zip(theirs["daycare"], city["kids"], strict=True)
    ]
    return row | {
        "chilmai_placed": sum(site >= 0 for site in assigned),
        "chilmai_blocking": blocking(ours, assigned),
        "chilmai_s": theirs["seconds"],
        "chilmai_cpu_s": theirs["cpu"],
        "times_as_fast": theirs["seconds"] / row["ours_s"],
    }


def blocking(ours: Allocation, assigned: list[int]) -> int:
    """Families that would rather have an option, and could: counted by the definition, for anybody's answer."""
    problem = ours.problem
    rank = [
        {child: place for place, child in enumerate(problem.lines.row(s).tolist())}
        for s in range(problem.sites)
    ]
    held: dict[int, list[int]] = {}
    for child, site in enumerate(assigned):
        held.setdefault(site, []).append(child)
    several = {child for family in problem.families for child in family.children}
    alone = [
        Family((child,), tuple((site,) for site in problem.wishes.row(child).tolist()))
        for child in range(problem.children)
        if child not in several
    ]

    def would_take(family: Family, option: tuple[int, ...], site: int) -> bool:
        coming = [child for child, to in zip(family.children, option, strict=True) if to == site]
        # A seat that a brother or sister would leave is not handed on within the family.
        line = [child for child in held.get(site, []) if child not in coming] + coming
        taken = sorted(line, key=rank[site].get)[: problem.capacities[site]]
        return set(coming) <= set(taken)

    count = 0
    for family in [*problem.families, *alone]:
        got = tuple(assigned[child] for child in family.children)
        better = family.options[: family.options.index(got)] if got in family.options else family.options
        count += sum(all(would_take(family, o, site) for site in set(o) - {-1}) for o in better)
    return count


def large(children: int) -> dict:
    """One large plain problem in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.allocation", "--alone", str(children)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def alone(children: int) -> dict:
    with compiled():
        allocate(*data.plain(100, 20, WISHES, SEED)).blocking_pairs()
    problem = data.plain(children, 2000, WISHES, SEED)
    result, clock, cpu = timed(lambda: allocate(*problem), 5 if children <= 1_000_000 else 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "children": children,
        "sites": 2000,
        "wishes": WISHES,
        "placed": int((result.assigned >= 0).sum()),
        "ours_s": clock,
        "ours_cpu_s": cpu,
        "peak_mb": round(peak),
        "blocking_pairs": len(result.blocking_pairs()),
    }


def show(title: str, table: list[dict]) -> None:
    for row in table:
        cells = [
            f"{key} {value:,.4g}" if isinstance(value, float) else f"{key} {value}"
            for key, value in row.items()
        ]
        print(f"{title}: " + ", ".join(cells), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plain", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--contested", type=int, nargs="*", default=[1000, 3000])
    parser.add_argument("--siblings", type=int, nargs="*", default=[600, 1500, 5000])
    parser.add_argument("--large", type=int, nargs="*", default=[1_000_000, 5_000_000])
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(json.dumps(alone(options.alone)))
        return
    # Compiled beforehand, as the engine is for large problems.
    warm_up()
    out = Path(__file__).parent / "results" / "allocation.json"
    out.parent.mkdir(exist_ok=True)
    facts: dict = {"machine": machine()}
    print(facts["machine"])
    facts["contested"] = [
        contested(size, seed, reserves)
        for size in options.contested
        for seed in (1, 2, SEED)
        for reserves in (False, True)
    ]
    show("contested", facts["contested"])
    for name, work, sizes in (
        ("matching", against_matching, options.plain),
        ("large", large, options.large),
        ("chilmai", lambda size: against_chilmai(size, ROOT / ".cache" / "bench-chilmai"), options.siblings),
    ):
        facts[name] = []
        for size in sizes:
            facts[name].append(work(size))
            show(name, facts[name][-1:])
            # Kept after each: the last ones take long.
            out.write_text(json.dumps(facts, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

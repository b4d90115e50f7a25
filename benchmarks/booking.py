"""A rush for places: our engine against four other ways to claim them, in one run on one PostgreSQL with fsync on.

    python -m benchmarks.booking [--families 5000] [--places 500] [--clients 64] [--warm 50] [--rounds 3]

Hot: all families want one session. Warm: they want 50 sessions, each its share. Every family asks once, and every
twentieth asks a second time at the same moment, as from another tab. The ways take turns, for so many rounds; of
the rounds a table tells the medians, and the sums of what was oversold or doubled. It is printed and written to
`results/booking.json`. `places/s` counts the places given until the last was; `claims/s` counts every answer. An
inversion is a pair of families in one session of whom the one that asked later came before the other.
"""

import argparse
import json
import multiprocessing
import os
import time
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

import psycopg

from benchmarks._booking_ways import Claim, Ways
from benchmarks._served import ROOT, machine
from shanyu.kernel.postgres import settings as server_settings
from shanyu.runtime.home import running

PROCESSES = 2
#: Claims that a connection makes before the rush begins.
WARM_UPS = 6


@dataclass(frozen=True)
class Answered:
    number: int
    asked: int
    done: int
    code: str


@dataclass(frozen=True)
class Result:
    """What one way did in one load; times in milliseconds."""

    load: str
    way: str
    claims_a_second: float
    places_a_second: float
    p50_ms: float
    p99_ms: float
    given: int
    oversold: int
    doubles: int
    inversions_percent: float


@contextmanager
def loaded(families: int):
    """A private home with so many families in it; their keys, and a session-making function."""
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("SHANYU_PG_FAST", None)
    server_settings.SMALL_MACHINE["max_connections"] = "120"
    with running(ROOT / ".cache" / "bench-booking"):
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks import _booking_data as data

        yield data.families(families), data


def warm_up(function, server: psycopg.Connection, claims: list[Claim]) -> None:
    """What a connection that has served for a while knows already: plans and catalogues."""
    for claim in claims:
        function(server, claim)


def crowd(
    url: str, way: str, ways: Ways, claims: list[Claim], first: list[list[Claim]], clients: int, gate
) -> list[Answered]:
    """One process of clients, each with a connection of its own, who take the claims in their order."""
    function = ways.all()[way]
    servers = [psycopg.connect(url, autocommit=True, prepare_threshold=0) for _client in range(clients)]
    line, found = iter(claims), []

    def client(server: psycopg.Connection) -> None:
        for claim in line:
            asked = time.monotonic_ns()
            try:
                code = function(server, claim)
            except psycopg.errors.IntegrityError:
                code = "error"
            found.append(Answered(claim.number, asked, time.monotonic_ns(), code))

    with ThreadPoolExecutor(clients) as threads:
        list(threads.map(lambda pair: warm_up(function, *pair), zip(servers, first, strict=True)))
        gate.wait()
        list(threads.map(client, servers))
    for server in servers:
        server.close()
    return found


def _process(answers, *arguments) -> None:
    answers.put(crowd(*arguments))


def rush(
    url: str, way: str, ways: Ways, claims: list[Claim], first: list[list[Claim]], clients: int
) -> list[Answered]:
    """All claims through one way by so many clients in two processes."""
    context = multiprocessing.get_context("fork")
    answers, gate = context.Queue(), context.Barrier(PROCESSES)
    shares = [(claims[number::PROCESSES], first[number::PROCESSES]) for number in range(PROCESSES)]
    processes = [
        context.Process(target=_process, args=(answers, url, way, ways, *share, clients // PROCESSES, gate))
        for share in shares
    ]
    for process in processes:
        process.start()
    found = [one for _process_ in processes for one in answers.get()]
    for process in processes:
        process.join()
    return found


def with_second_tabs(claims: list[Claim]) -> list[Claim]:
    """Every twentieth family asks a second time right after the first, with another key."""
    asked = []
    for claim in claims:
        asked.append(claim)
        if claim.number % 20 == 0:
            asked.append(replace(claim, key=uuid4()))
    return [replace(claim, number=number) for number, claim in enumerate(asked)]


def measured(
    load: str, way: str, claims: list[Claim], answers: list[Answered], rows: list[tuple], capacity: int
):
    """The figures. `rows`: key, household and session of every booking that has a place, in the order given."""
    first, last = min(one.asked for one in answers), max(one.done for one in answers)
    given = [one for one in answers if one.code == "booked"]
    until = max(one.done for one in given)
    times = [(one.done - one.asked) / 1e6 for one in answers]
    cuts = quantiles(times, n=100)
    taken = Counter(session for _key, _household, session in rows)
    families = Counter((household, session) for _key, household, session in rows)
    asked = {one.number: one.asked for one in answers}
    by_key = {claim.key: asked[claim.number] for claim in claims}
    orders = defaultdict(list)
    for key, _household, session in rows:
        orders[session].append(by_key[key])
    return Result(
        load=load,
        way=way,
        claims_a_second=round(len(answers) / (last - first) * 1e9, 1),
        places_a_second=round(len(given) / (until - first) * 1e9, 1),
        p50_ms=round(cuts[49], 2),
        p99_ms=round(cuts[98], 2),
        given=len(rows),
        oversold=sum(max(0, number - capacity) for number in taken.values()),
        doubles=sum(number - 1 for number in families.values()),
        inversions_percent=round(inversions(list(orders.values())), 3),
    )


def inversions(orders: list[list[int]]) -> float:
    """Percent of the pairs of one session in which the later arrival stands first. `orders`: arrivals by session."""
    crossed = pairs = 0
    for arrivals in orders:
        seen = []
        for arrival in arrivals:
            crossed += len(seen) - bisect_left(seen, arrival)
            insort(seen, arrival)
        pairs += len(arrivals) * (len(arrivals) - 1) // 2
    return 100 * crossed / pairs if pairs else 0.0


def run(options: argparse.Namespace) -> list[Result]:
    results = []
    with loaded(options.families) as (families, data):
        url = os.environ["DATABASE_URL"]
        loads = {"hot": 1, "warm": options.warm}
        names = options.ways or list(Ways({}, data.FIRST, "").all())
        for load, sessions in loads.items():
            rounds = [
                [one_run(url, load, way, sessions, families, data, options) for way in names]
                for _round in range(options.rounds)
            ]
            for same_way in zip(*rounds, strict=True):
                results.append(together(same_way))
                print(_row(results[-1]), flush=True)
    return results


def together(rounds: Sequence[Result]) -> Result:
    """The rounds of one way as one result."""

    def middle(name: str) -> float:
        return round(median(getattr(one, name) for one in rounds), 3)

    rates = {name: middle(name) for name in ("claims_a_second", "places_a_second", "p50_ms", "p99_ms")}
    return replace(
        rounds[0],
        **rates,
        given=max(one.given for one in rounds),
        oversold=sum(one.oversold for one in rounds),
        doubles=sum(one.doubles for one in rounds),
        inversions_percent=middle("inversions_percent"),
    )


def one_run(url: str, load: str, way: str, sessions: int, families: list, data, options) -> Result:
    from shanyu.domain.booking.rules import for_the_database

    starts = data.next_starts()
    pools = data.sessions(sessions, options.places // sessions, starts)
    ways = Ways(pools, starts, for_the_database(starts.date()))
    wanted = list(pools)
    warm = data.sessions(1, WARM_UPS * options.clients, starts - timedelta(days=20))
    ways.pools.update(warm)
    first = [
        [
            Claim(next(iter(warm)), *families[client * WARM_UPS + number], uuid4(), 0)
            for number in range(WARM_UPS)
        ]
        for client in range(options.clients)
    ]
    claims = with_second_tabs([
        Claim(wanted[number % len(wanted)], account, household, child, uuid4(), number)
        for number, (account, household, child) in enumerate(families)
    ])  # fmt: skip
    with psycopg.connect(url, autocommit=True) as server, data.without_nets(server, way == "check, then act"):
        answers = rush(url, way, ways, claims, first, options.clients)
        rows = data.places_given(server, wanted)
        result = measured(load, way, claims, answers, rows, options.places // sessions)
        data.clear(server)
    return result


def _row(one: Result) -> str:
    return (
        f"{one.load:5} {one.way:38} {one.claims_a_second:8.0f} claims/s {one.places_a_second:8.0f} places/s"
        f"  p50 {one.p50_ms:8.2f} ms  p99 {one.p99_ms:8.2f} ms  oversold {one.oversold:4}  doubles {one.doubles:3}"
        f"  inversions {one.inversions_percent:6.3f} %"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--families", type=int, default=5000)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--warm", type=int, default=50, help="sessions of the warm load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", nargs="+", help="only these ways")
    options = parser.parse_args()
    results = run(options)
    print(machine())
    facts = {name: getattr(options, name) for name in ("families", "places", "clients", "warm", "rounds")}
    out = Path(__file__).parent / "results" / "booking.json"
    body = {"machine": machine(), **facts, "results": [asdict(one) for one in results]}
    out.write_text(json.dumps(body, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""The 20 nearest open sites among 100,000, with filters and without: ours, PostGIS's KNN, and a plain scan.

    python -m benchmarks.nearby [--sites 100000] [--places 150]

All run in one PostgreSQL and one process, in turns at the same places. PostGIS takes part where Debian's
PostgreSQL has it (or the server of SHANYU_PG_BIN); it gets the same filters and an index of the same kind. Prints
a table and writes `results/nearby.json`.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from benchmarks._served import ROOT, machine
from shanyu.runtime.home import running

SEED = 7
WANTED = 20
RUNS = 5


def with_postgis() -> Path | None:
    """The programs of Debian's PostgreSQL that has PostGIS, if there is one."""
    controls = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    return Path(f"/usr/lib/postgresql/{controls[-1].parts[4]}/bin") if controls else None


@contextmanager
def loaded(sites: int) -> Iterator[bool]:
    """A private home with so many synthetic sites, kept between runs; whether it has PostGIS."""
    os.environ.pop("DATABASE_URL", None)
    if "SHANYU_PG_BIN" not in os.environ and (found := with_postgis()):
        os.environ["SHANYU_PG_BIN"] = str(found)
    programs = os.environ.get("SHANYU_PG_BIN", "embedded").strip("/").replace("/", "-")
    with running(ROOT / ".cache" / f"bench-nearby-{programs}"):
        from django.core.management import call_command

        from benchmarks import _nearby_data as data

        call_command("migrate", verbosity=0)
        data.load(sites, SEED)
        yield data.prepare_postgis()


def methods(postgis: bool) -> dict[str, Callable]:
    """By name: from the sites that answer and a place to the query for the nearest of them."""
    from django.db.models import FloatField, Func

    from benchmarks._nearby_data import GEOGRAPHY, GEOMETRY, HAVERSINE
    from shanyu.domain.providers.queries.nearby import mercator, nearest_first

    def by(sql: str, project: Callable) -> Callable:
        def ordered(sites, place):
            lon, lat = project(*place)
            distance = Func(template=sql.format(lon=lon, lat=lat), output_field=FloatField())
            return sites.order_by(distance)

        return ordered

    found = {"ours": nearest_first}
    if postgis:
        found["PostGIS geometry"] = by(GEOMETRY, mercator)
        found["PostGIS geography"] = by(GEOGRAPHY, lambda lon, lat: (lon, lat))
    found["plain scan"] = by(HAVERSINE, lambda lon, lat: (lon, lat))
    return found


def searches() -> dict[str, dict]:
    return {
        "open": {},
        "nursery, inclusive": {"kinds": ("nursery",), "inclusive": True},
        "free place at 27 months, up to ¥3,000": {
            "child_months": 27,
            "has_free": True,
            "max_fee_fen": 300_000,
            "kinds": ("nursery", "kindergarten"),
        },
    }


def asked_for(statement: tuple) -> tuple[list[int], float]:
    """The keys, and the milliseconds of the best of a few runs: what another program did in between is not ours."""
    from django.db import connection

    times = []
    with connection.cursor() as cursor:
        for _run in range(RUNS):
            started = time.perf_counter()
            cursor.execute(*statement)
            keys = [key for (key,) in cursor.fetchall()]
            times.append((time.perf_counter() - started) * 1000)
    return keys, min(times)


def measured(asked: dict, places: list, postgis: bool) -> dict:
    """Milliseconds of every method at every place, and how many of its answers are the plain scan's.

    Only the database's answer is timed (the best of five runs), not the writing of the SQL; `whole answer` is
    all of `find_sites`, once.
    """
    from shanyu.domain.providers.models import Site
    from shanyu.domain.providers.queries import SiteSearch, find_sites
    from shanyu.domain.providers.queries.filters import narrowed
    from shanyu.kernel.clock import today
    from shanyu.kernel.door import nobody

    ways = methods(postgis)
    milliseconds: dict[str, list[float]] = {name: [] for name in [*ways, "whole answer"]}
    same: dict[str, int] = dict.fromkeys(ways, 0)
    for turn, place in enumerate(places):
        answers = {}
        order = list(ways.items())
        for name, way in order[turn % len(order) :] + order[: turn % len(order)]:
            sites = way(narrowed(Site.objects.filter(state="open"), SiteSearch(**asked), today()), place)
            statement = sites.values_list("pk", flat=True)[:WANTED].query.sql_with_params()
            answers[name], best = asked_for(statement)
            milliseconds[name].append(best)
        for name, keys in answers.items():
            same[name] += len(set(keys) & set(answers["plain scan"]))
        started = time.perf_counter()
        find_sites(nobody(), SiteSearch(near=place, limit=WANTED, **asked))
        milliseconds["whole answer"].append((time.perf_counter() - started) * 1000)
    return {name: _summed(values, same.get(name), len(places)) for name, values in milliseconds.items()}


def _summed(values: list[float], same: int | None, places: int) -> dict:
    return {
        "median_ms": round(median(values), 3),
        "p95_ms": round(quantiles(values, n=20)[18], 3),
        "as_plain_scan": None if same is None else round(same / places / WANTED, 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=150)
    options = parser.parse_args()
    results = {}
    with loaded(options.sites) as postgis:
        from django.db import connection

        from benchmarks._nearby_data import places

        version = connection.pg_version
        chosen = places(options.places, random.Random(SEED))
        measured({}, chosen[:5], postgis)
        for title, asked in searches().items():
            results[title] = measured(asked, chosen, postgis)
            _show(title, results[title])
    print(f"{options.sites} sites, {WANTED} nearest, PostgreSQL {version // 10000}, {machine()}")
    if not postgis:
        print("PostGIS is not installed here (Debian: postgresql-15-postgis-3); it was left out.")
    out = Path(__file__).parent / "results" / "nearby.json"
    out.parent.mkdir(exist_ok=True)
    facts = {"machine": machine(), "postgresql": version, "sites": options.sites, "postgis": postgis}
    out.write_text(json.dumps({**facts, "results": results}, indent=1, ensure_ascii=False))


def _show(title: str, result: dict) -> None:
    ours = result["ours"]["median_ms"]
    print(title)
    for name, row in result.items():
        share = "" if row["as_plain_scan"] is None else f"   {row['as_plain_scan']:.1%} as the plain scan"
        print(
            f"  {name:18} median {row['median_ms']:8.2f} ms   p95 {row['p95_ms']:8.2f} ms"
            f"   {row['median_ms'] / ours:7.2f} × ours{share}"
        )


if __name__ == "__main__":
    main()

"""How long the main pages take at the scale of a district and of a city: p50 and p95 of real HTTP answers.

    python -m benchmarks.pages [--scales district city] [--requests 200]

Two clients ask at once, as two people would on two cores. Prints a table and writes `results/pages.json`.
"""

import argparse
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from urllib.request import OpenerDirector

from benchmarks._served import browser, machine, served, signed_in

CLIENTS = 2
HOME = "120.1330,30.3235"


@dataclass(frozen=True)
class Timed:
    """One page: milliseconds at the middle and at the slow end, and the size of an answer in kilobytes."""

    scale: str
    page: str
    p50_ms: float
    p95_ms: float
    kilobytes: float


def pages(url: str) -> dict[str, tuple[OpenerDirector, str]]:
    """Name, client and path of every page that is timed."""
    anybody, officer, head = browser(), signed_in(url, "gu"), signed_in(url, "fang")
    found = anybody.open(f"{url}/find/?near={HOME}").read().decode()
    site = re.search(r"/sites/[0-9a-f-]{36}/", found).group(0)
    return {
        "home": (anybody, "/"),
        "find, nearest": (anybody, f"/find/?near={HOME}"),
        "find, filtered": (anybody, f"/find/?near={HOME}&inclusive=1&has_free=1&form=full_day"),
        "a site's page": (anybody, site),
        "api, 20 nearest": (anybody, f"/api/v1/sites?near={HOME}&limit=20"),
        "head's office": (head, "/office/"),
        "authority": (officer, "/authority/"),
        "authority, sites": (officer, "/authority/sites/"),
    }


def timed(url: str, scale: str, name: str, client: OpenerDirector, path: str, requests: int) -> Timed:
    def ask(_number: int) -> tuple[float, int]:
        started = time.perf_counter()
        size = len(client.open(url + path).read())
        return (time.perf_counter() - started) * 1000, size

    ask(0)
    with ThreadPoolExecutor(CLIENTS) as crowd:
        answers = list(crowd.map(ask, range(requests)))
    cuts = quantiles([milliseconds for milliseconds, _size in answers], n=20)
    return Timed(scale, name, round(cuts[9], 1), round(cuts[18], 1), round(answers[0][1] / 1024, 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scales", nargs="+", default=["district", "city"])
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    results = []
    for scale in options.scales:
        with served(scale) as url:
            for name, (client, path) in pages(url).items():
                results.append(timed(url, scale, name, client, path, options.requests))
                print("{scale:9} {page:18} p50 {p50_ms:7.1f} ms   p95 {p95_ms:7.1f} ms   {kilobytes} KB".format(
                    **asdict(results[-1])))  # fmt: skip
    out = Path(__file__).parent / "results" / "pages.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"machine": machine(), "pages": [asdict(one) for one in results]}, indent=1))
    print(machine())


if __name__ == "__main__":
    main()

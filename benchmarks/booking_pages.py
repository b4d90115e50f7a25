"""How long the pages of booking take where one host has 13,000 sessions and 200,000 bookings: p50 and p95.

    python -m benchmarks.booking_pages [--sessions 13000] [--bookings 200000] [--requests 100]

Over the demo of a district, whose growth station is filled by bulk SQL once. Two clients ask at once. Prints a
table and writes `results/booking_pages.json`.
"""

import argparse
import json
import os
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from urllib.request import OpenerDirector

from benchmarks._booking_fill import SESSIONS_A_DAY, fill
from benchmarks._served import ROOT, browser, machine, served, signed_in
from benchmarks.pages import HOME, Timed, timed
from shanyu.runtime.home import running

NAME = "booking-pages"
#: The share of the days that lies before today.
BEHIND = 0.95


def filled(sessions: int, bookings: int) -> tuple[str, str]:
    """Fills the station of the demo's keeper, once. The host's id, and that of a session to come."""
    os.environ.pop("DATABASE_URL", None)
    with running(ROOT / ".cache" / f"bench-{NAME}"):
        from django.db import connection, transaction

        from shanyu.domain.booking.models import Session
        from shanyu.kernel.clock import now

        own = Session.objects.filter(host__site__posts__worker__account__username="zhou")
        if own.count() < sessions:
            model = own.filter(kind="activity").order_by("pk").first()
            midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
            first = midnight - timedelta(days=int(sessions / SESSIONS_A_DAY * BEHIND))
            with transaction.atomic(), connection.cursor() as cursor:
                fill(cursor, model.pk, sessions, bookings, first, now())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        coming = own.filter(starts_at__gt=now(), counter__taken__gt=0).order_by("starts_at", "pk").first()
        return str(coming.host.public_id), str(coming.public_id)


def pages(url: str, host: str, session: str) -> dict[str, tuple[OpenerDirector, str]]:
    """Name, client and path of every page that is timed."""
    anybody = browser()
    father, keeper, officer = signed_in(url, "chen"), signed_in(url, "zhou"), signed_in(url, "gu")
    return {
        "near me": (anybody, f"/activities/?near={HOME}"),
        "a session": (anybody, f"/activities/{session}/"),
        "my bookings": (father, "/family/bookings/"),
        "host, calendar": (keeper, f"/host/{host}/"),
        "host, table": (keeper, f"/host/{host}/sessions/"),
        "host, table of all": (keeper, f"/host/{host}/sessions/?when=past&page=100"),
        "participants": (keeper, f"/host/sessions/{session}/people/"),
        "authority": (officer, "/authority/activities/"),
        "authority, one host": (officer, f"/authority/activities/hosts/{host}/"),
        "api, 20 sessions": (anybody, f"/api/v1/sessions?near={HOME}"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=13_000)
    parser.add_argument("--bookings", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=100)
    options = parser.parse_args()
    with served("district", NAME):
        pass
    host, session = filled(options.sessions, options.bookings)
    results: list[Timed] = []
    with served("district", NAME) as url:
        for name, (client, path) in pages(url, host, session).items():
            results.append(timed(url, "district", name, client, path, options.requests))
            print("{page:20} p50 {p50_ms:7.1f} ms   p95 {p95_ms:7.1f} ms   {kilobytes} KB".format(
                **asdict(results[-1])))  # fmt: skip
    out = Path(__file__).parent / "results" / "booking_pages.json"
    out.parent.mkdir(exist_ok=True)
    load = {"sessions": options.sessions, "bookings": options.bookings}
    pages_timed = [asdict(one) for one in results]
    out.write_text(json.dumps({"machine": machine(), **load, "pages": pages_timed}, indent=1))
    print(machine())


if __name__ == "__main__":
    main()

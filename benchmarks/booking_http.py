"""The rush through HTTP: signed-in families book one session on the served product, two web processes and a worker.

    python -m benchmarks.booking_http [--families 3000] [--places 500] [--clients 32]

The load generator is a small client of our own on raw sockets, in one process, on the same cores: a request is
bytes made beforehand, an answer is read to its end, connections are kept. Every family has its own session cookie
and sends the form's own fields. Prints a line and writes `results/booking_http.json`.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode
from uuid import UUID, uuid4

from benchmarks._served import ROOT, free_port, machine
from shanyu.runtime.home import running
from shanyu.runtime.serve import healthy

CSRF = "c" * 32
#: Seconds in which the processes finish what they do once after their start, and the first rush is told of.
SETTLES = 15
#: 40 times the 400 tickets a minute that the scaling guide of a well-known ticketing system gives for one event.
GOAL = 40 * 400 / 60


def request(session: UUID, child: UUID, cookie: str) -> bytes:
    """The whole request of one family as it goes over the wire."""
    body = urlencode({"children": child, "adults": 1, "key": uuid4(), "join": 1})
    lines = [
        f"POST /family/sessions/{session}/book/ HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookie}; csrftoken={CSRF}",
        f"X-CSRFToken: {CSRF}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


async def answered(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next((line for line in head.split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    await reader.readexactly(int(length.split(b":")[1]))
    return int(head[9:12])


async def rush(port: int, requests: list[bytes], clients: int) -> tuple[float, list[tuple[int, float]]]:
    """All requests over so many kept connections; the seconds it took, and status and milliseconds of each."""
    line, found = iter(requests), []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for one in line:
            started = time.perf_counter()
            writer.write(one)
            status = await answered(reader)
            found.append((status, (time.perf_counter() - started) * 1000))
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(client() for _client in range(clients)))
    return time.perf_counter() - started, found


def made_ready(count: int, places: int, rushes: int) -> tuple[list[list[bytes]], list[int]]:
    """Families that have signed in, and a session for each rush: the requests, and the sessions' keys."""
    from django.db import connection

    from benchmarks import _booking_data as data
    from shanyu.domain.booking.models import Session
    from shanyu.domain.people.models import Child

    data.clear(connection.cursor())  # what an earlier run has left
    families = data.families(count)
    cookies = data.cookies([account for account, _household, _child in families])
    children = dict(Child.objects.values_list("pk", "public_id"))
    every, keys = [], []
    for number in range(rushes):
        starts = datetime.now(UTC).replace(microsecond=0) + timedelta(days=7 + number)
        (key,) = data.sessions(1, places, starts)
        keys.append(key)
        session = Session.objects.get(pk=key).public_id
        asking = [
            request(session, children[child], cookie)
            for (_account, _household, child), cookie in zip(families, cookies, strict=True)
        ]
        every.append(asking)
    return every, keys


def served(home: Path, port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "shanyu.cli", "serve", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"SHANYU_HOME": str(home), "SHANYU_PLAIN_STATIC": "1"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    while not healthy("127.0.0.1", port):
        if server.poll() is not None:
            raise SystemExit(f"the server did not start (code {server.returncode})")
        time.sleep(0.3)
    return server


def measured(options: argparse.Namespace) -> dict:
    """The figures of the second of two rushes: the first warms the processes."""
    home, port = ROOT / ".cache" / "bench-booking-http", free_port()
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("SHANYU_PG_FAST", None)
    with running(home):
        from django.core.management import call_command

        from benchmarks import _booking_data as data

        call_command("migrate", verbosity=0)
        (warm, hot), keys = made_ready(options.families, options.places, 2)
        server = served(home, port)
        try:
            asyncio.run(rush(port, warm[:400], options.clients))
            time.sleep(SETTLES)
            seconds, found = asyncio.run(rush(port, hot, options.clients))
            wrong = data.wrong(keys[1], options.places)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)
    cuts = quantiles([milliseconds for _status, milliseconds in found], n=100)
    return {
        "claims_a_second": round(len(found) / seconds, 1),
        "goal": round(GOAL, 1),
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "answers": {
            str(status): sum(one == status for one, _ in found) for status in {one for one, _ in found}
        },
        "wrong": wrong,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--families", type=int, default=3000)
    parser.add_argument("--places", type=int, default=500)
    parser.add_argument("--clients", type=int, default=32)
    options = parser.parse_args()
    figures = measured(options)
    print(
        "{claims_a_second} claims/s (goal {goal})  p50 {p50_ms} ms  p99 {p99_ms} ms  answers {answers}"
        "  wrong {wrong}".format(**figures)
    )
    print(machine())
    out = Path(__file__).parent / "results" / "booking_http.json"
    out.write_text(json.dumps({"machine": machine(), **vars(options), **figures}, indent=1))


if __name__ == "__main__":
    main()

"""A district's morning in the daily record, served by two web processes and a worker on this machine.

    python -m benchmarks.care [--sites 166] [--children 8000] [--minutes 30] [--speed 1] [--entries 10000000]

Every child arrives and is checked: two requests over real HTTP, at moments spread evenly over the half hour (`--speed`
sends them so many times faster, and the result says so). A request's time counts from the moment at which it was due,
so that waiting for a busy server is in it. Then: two clients send the same batches at one time; a day is asked for
again and again while nothing changes; and the day's page and the class are read with few entries and with many.
Prints lines and writes `results/care.json`.
"""

import argparse
import asyncio
import json
import os
import signal
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from benchmarks._served import ROOT, free_port, machine
from benchmarks.booking_http import SETTLES, answered, served
from shanyu.runtime.home import running

#: What the half hour is held to, and the poll.
GOAL_P95_MS, GOAL_POLL_MS = 250, 3
POLLS = 300


def post(room, entries: list[dict]) -> bytes:
    """The request of a class's device, as it goes over the wire."""
    body = json.dumps({"entries": entries}).encode()
    lines = [
        f"POST /api/v1/sites/{room.site}/entries HTTP/1.1", "Host: 127.0.0.1",
        f"Authorization: Bearer {room.token}", "Content-Type: application/json", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def get(path: str, *headers: str) -> bytes:
    return ("\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers]) + "\r\n\r\n").encode()


async def sent(port: int, requests: list[bytes], seconds: float, clients: int) -> list[tuple[int, float]]:
    """Send each when it is due, spread evenly over so many seconds; status and milliseconds since it was due."""
    line, found = iter(enumerate(requests)), []
    started = time.perf_counter()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, one in line:
            due = started + seconds * number / len(requests)
            await asyncio.sleep(max(0, due - time.perf_counter()))
            writer.write(one)
            found.append((await answered(reader), (time.perf_counter() - due) * 1000))
        writer.close()

    await asyncio.gather(*(client() for _one in range(clients)))
    return found


def morning(port: int, rooms: list, seconds: float, clients: int) -> dict:
    """Arrival and check of every child: the figures of their requests."""
    from benchmarks._care_data import entries_today, entry

    before, _marks = entries_today()
    steps = [
        [post(room, [entry(child, kind, **facts)]) for room in rooms for child in room.children]
        for kind, facts in (
            ("arrival", {"way": "name"}),
            ("check", {"slot": "morning", "temperature": 366, "outcome": "in_class"}),
        )
    ]
    requests = [one for pair in zip(*_interleaved(steps), strict=True) for one in pair]
    started = time.perf_counter()
    found = asyncio.run(sent(port, requests, seconds, clients))
    took = time.perf_counter() - started
    cuts = quantiles([milliseconds for _status, milliseconds in found], n=100)
    after, marks = entries_today()
    return {
        "requests": len(found),
        "seconds": round(took, 1),
        "requests_a_second": round(len(found) / took, 1),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1),
        "goal_p95_ms": GOAL_P95_MS,
        "answers": {
            str(status): sum(one == status for one, _ in found) for status in {one for one, _ in found}
        },
        "entries_written": after - before,
        "each_once": after == marks,
    }


def _interleaved(steps: list[list[bytes]]) -> list[list[bytes]]:
    """All classes at one time: one child of each after the other."""
    stride = 997
    order = sorted(range(len(steps[0])), key=lambda number: number * stride % len(steps[0]))
    return [[step[number] for number in order] for step in steps]


def exactly_once(port: int, rooms: list) -> dict:
    """Two clients send the same batches of a whole class at the same time, each twice."""
    from benchmarks._care_data import entries_today, entry

    batches = [
        post(room, [entry(child, "water", ml=80) for child in room.children])
        for room in rooms[:40]
        if room.children
    ]
    wanted = sum(len(room.children) for room in rooms[:40])
    before, _marks = entries_today()

    async def both() -> None:
        await asyncio.gather(*(sent(port, batches * 2, 0, 1) for _client in range(2)))

    asyncio.run(both())
    after, marks = entries_today()
    return {"sent": 4 * wanted, "wanted": wanted, "written": after - before, "each_once": after == marks}


def processor_seconds(first: int) -> float:
    """What a process and all that it has started have used of the processor so far."""
    used, started_by = {}, {}
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split() if folder.name.isdigit() else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields:
            used[int(folder.name)] = int(fields[11]) + int(fields[12])
            started_by[int(folder.name)] = int(fields[1])
    ours = {first}
    while more := {pid for pid, parent in started_by.items() if parent in ours} - ours:
        ours |= more
    return sum(used.get(pid, 0) for pid in ours) / os.sysconf("SC_CLK_TCK")


def poll(port: int, server: int, cookie: str, path: str) -> dict:
    """What the server spends on a family's page that has not changed: processor time of all its processes."""
    etag = asyncio.run(_etag(port, get(path, f"Cookie: {cookie}")))
    request = get(path, f"Cookie: {cookie}", f"If-None-Match: {etag}")
    asyncio.run(sent(port, [request] * 40, 0, 2))
    idle_from, idle_since = processor_seconds(server), time.perf_counter()
    time.sleep(5)
    idle = (processor_seconds(server) - idle_from) / (time.perf_counter() - idle_since)
    before, started = processor_seconds(server), time.perf_counter()
    found = asyncio.run(sent(port, [request] * POLLS, 0, 2))
    spent = processor_seconds(server) - before - idle * (time.perf_counter() - started)
    return {
        "path": path,
        "polls": POLLS,
        "not_changed": sum(status == 304 for status, _ in found),
        "server_ms_each": round(1000 * spent / POLLS, 2),
        "goal_ms": GOAL_POLL_MS,
    }


async def _etag(port: int, request: bytes) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    writer.close()
    found = next((line for line in head.split("\r\n") if line.lower().startswith("etag:")), "")
    return found.partition(":")[2].strip()


def reading(room, day: date) -> dict:
    """What a day's page and a class cost to read, of a full month, and which tables the plan touches."""
    from django.db import connection

    from shanyu.domain.care.models import Entry
    from shanyu.domain.care.queries import day_of_child, floor
    from shanyu.domain.people.actors import actor_for

    actor = actor_for(room.carer)
    asked = Entry.objects.filter(child=room.keys[0], day=day).select_related("worker")
    plan = asked.explain()
    return {
        "entries": _count(connection),
        "day_ms": _milliseconds(lambda: day_of_child(actor, room.keys[0], day=day)),
        "day_query_ms": _milliseconds(lambda: list(asked.all())),
        "floor_ms": _milliseconds(lambda: floor(actor, room.pk, day=day)),
        "tables_in_the_plan": sorted({word for word in plan.split() if word.startswith("care_entry_2")}),
    }


def _count(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM care_entry")
        return cursor.fetchone()[0]


def _milliseconds(ask: Callable[[], object], times: int = 40) -> float:
    ask()
    taken = []
    for _one in range(times):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return round(median(taken), 2)


def measured(options: argparse.Namespace) -> dict:
    home, port = ROOT / ".cache" / f"bench-care-{os.getpid()}", free_port()
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("SHANYU_PG_FAST", None)
    with running(home):
        from django.core.management import call_command

        from benchmarks import _care_data as data
        from benchmarks._booking_data import cookies
        from shanyu.kernel.clock import today

        call_command("migrate", verbosity=0)
        rooms = [room for room in data.district(options.sites, options.children) if room.children]
        month = today().replace(day=1)
        day = data.fill(rooms, 10_000, month)
        few = reading(rooms[0], day)
        guardian = data.guardian_of(rooms[0].keys[0])
        [cookie] = cookies([guardian.pk])
        server = served(home, port)
        try:
            seconds = options.minutes * 60 / options.speed
            warm = [
                get(f"/api/v1/classes/{room.pk}/floor", f"Authorization: Bearer {room.token}")
                for room in rooms
            ]
            asyncio.run(sent(port, (warm * 60)[:60], 0, 4))
            time.sleep(SETTLES)
            found = {"morning": morning(port, rooms, seconds, options.clients)}
            found["twice"] = exactly_once(port, rooms)
            path = options.poll.format(child=rooms[0].children[0])
            found["poll"] = poll(port, server.pid, cookie, path)
            found["few"] = few
            if options.entries:
                day = data.fill(rooms, options.entries, day.replace(day=1))
                found["many"] = reading(rooms[0], day)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=166)
    parser.add_argument("--children", type=int, default=8000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--speed", type=float, default=1)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--poll", default="/family/today/{child}/part/")
    parser.add_argument("--out", default=str(Path(__file__).parent / "results" / "care.json"))
    options = parser.parse_args()
    figures = measured(options)
    for name, one in figures.items():
        print(name, json.dumps(one, ensure_ascii=False))
    print(machine())
    kept = {key: value for key, value in vars(options).items() if key != "out"}
    Path(options.out).write_text(json.dumps({"machine": machine(), **kept, **figures}, indent=1))


if __name__ == "__main__":
    main()

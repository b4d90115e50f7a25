"""Entries arrive: from a tablet that was offline for a morning, from a form, from another system.

Nothing is looked up and then written: the mark of an entry is put into `Arrived`, and only those entries go on whose
mark was not there. Two devices, or two tries of one, that send the same entry at the same moment make one of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from shanyu.domain.care import reading
from shanyu.domain.care.here import placements, posts
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Device, Entry, Unlock
from shanyu.domain.care.moves import moved_on
from shanyu.domain.care.reading import NewEntry
from shanyu.domain.care.refusals import NotAtWork, NotInClass, TooMany
from shanyu.domain.care.watching import rooms_changed, watched
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass, Post, Site
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Refusal
from shanyu.kernel.door.audit import touched_keys
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish

MOST = 500


@dataclass(frozen=True)
class RecordResult:
    """What became of each entry: new, known already, or refused with the reason (by the mark as it was sent)."""

    accepted: tuple[UUID, ...] = ()
    known: tuple[UUID, ...] = ()
    refused: Mapping[str, Refusal] = field(default_factory=dict)


@dataclass(frozen=True)
class _Place:
    child: int
    care_class: int


@action("care.record", on=Site, alone=True, reads=("region", "name"))
def record(
    actor: Actor,
    site: Site,
    *,
    entries: Sequence[Mapping[str, Any]],
    device: Device | None = None,
    sent_at: datetime | None = None,
    left: int = 0,
) -> RecordResult:
    """Put entries into the daily record of a site, each exactly once. A bad one does not stop a good one.

    `sent_at` is what the device's clock says as it sends: all times are put right by the difference. Each entry is by
    a worker who had a post at the site on its day: the actor's own, or one who unlocked this device. `left` is how
    many more the device keeps for the next time. Raises TooMany; whatever is wrong with an entry is told in the
    result: NotAnEntry, TooLate, NotInClass, NotAtWork.
    """
    if len(entries) > MOST:
        raise TooMany(most=MOST)
    received_at = now()
    off = reading.clock_off(sent_at, received_at)
    refused: dict[str, Refusal] = {}
    read: dict[UUID, NewEntry] = {}
    for raw in entries:
        try:
            one = reading.read(raw, off=off, received_at=received_at)
            read.setdefault(one.mark, one)
        except Refusal as refusal:
            refused[_named(raw)] = refusal
    with transaction.atomic():
        rows = _rows(actor, site, device, read.values(), refused)
        with watched(rooms_changed(rows)):
            accepted = put(rows, received_at)
        new = [row for row in rows if row.mark in accepted]
        touched_keys(Child, {row.child_id for row in new})
        if new:
            publish("care.recorded", site=site, entries=new)
        if device is not None:
            Device.objects.filter(pk=device.pk).update(seen_at=received_at, waiting=max(0, left))
    known = tuple(row.mark for row in rows if row.mark not in accepted)
    return RecordResult(tuple(row.mark for row in new), known, refused)


def _named(raw: Mapping[str, Any]) -> str:
    return str(raw.get("mark", "")) if isinstance(raw, Mapping) else ""


def _rows(
    actor: Actor, site: Site, device: Device | None, read: Sequence[NewEntry], refused: dict[str, Refusal]
) -> list[Entry]:
    """The entries as rows, in the order of their marks, so that two senders never wait for each other in a ring."""
    days = {one.day for one in read}
    places = _places(site, {one.child for one in read}, days)
    workers = _workers(actor, site, device, days)
    moved = moved_on({place.child for place in places.values()}, days)
    rooms = _rooms(site, read)
    rows = []
    for one in sorted(read, key=lambda entry: entry.mark):
        place = places.get((one.child, one.day))
        worker = workers.get((one.by, one.day)) or workers.get((None, one.day) if one.by is None else None)
        if place is None or not rooms.issuperset(_room_of(one)):
            refused[str(one.mark)] = NotInClass()
        elif worker is None or not _covers(
            worker, {place.care_class, *moved.get((place.child, one.day), ())}
        ):
            refused[str(one.mark)] = NotAtWork()
        else:
            rows.append(_row(actor, site, device, one, place, worker))
    return rows


def _places(site: Site, children: set[UUID], days: set[date]) -> dict[tuple[UUID, date], _Place]:
    found = {}
    for day in days:
        held = placements(day).filter(site=site, child__public_id__in=children)
        for public_id, child, care_class in held.values_list("child__public_id", "child", "care_class"):
            found[public_id, day] = _Place(child, care_class)
    return found


def _workers(actor: Actor, site: Site, device: Device | None, days: set[date]) -> dict:
    """By public id and day, whoever may have made an entry: a worker's id with the classes of their posts."""
    accounts = {actor.account_id}
    if device is not None and device.site_id == site.pk and device.revoked_at is None:
        accounts |= set(Unlock.objects.filter(device=device).values_list("account", flat=True))
    found: dict = {}
    for day in days:
        held = posts(day).filter(site=site, worker__account__in=accounts).select_related("worker")
        for post in held:
            _note(found, (post.worker.public_id, day), post)
            if post.worker.account_id == actor.account_id:
                _note(found, (None, day), post)
    return found


def _note(found: dict, key: tuple, post: Post) -> None:
    worker, classes = found.get(key, (post.worker_id, set()))
    found[key] = (worker, classes | {post.care_class_id})


def _covers(worker: tuple[int, set[int | None]], rooms: set[int]) -> bool:
    """Whether one of the posts is for the whole site, the child's class, or one into which it was moved that day."""
    return bool(worker[1] & {None, *rooms})


def _room_of(one: NewEntry) -> set[int]:
    return {one.facts["to_class"]} if one.kind == Kind.MOVED and not one.withdrawn else set()


def _rooms(site: Site, read: Sequence[NewEntry]) -> set[int]:
    """Those of the site's classes into which entries move children."""
    asked = set().union(*map(_room_of, read))
    return (
        set(CareClass.objects.filter(site=site, pk__in=asked).values_list("pk", flat=True))
        if asked
        else set()
    )


def _row(
    actor: Actor, site: Site, device: Device | None, one: NewEntry, place: _Place, worker: tuple
) -> Entry:
    return Entry(
        mark=one.mark, day=one.day, at=one.at, received_at=now(), clock_off_s=one.clock_off_s, site=site,
        care_class_id=place.care_class, child_id=place.child, kind=one.kind, facts=dict(one.facts), note=one.note,
        worker_id=worker[0], account_id=actor.account_id, device=device, batch=one.batch,
        replaces=list(one.replaces), withdrawn=one.withdrawn,
    )  # fmt: skip


def put(rows: Sequence[Entry], received_at: datetime) -> set[UUID]:
    """Write those whose mark is new; which they were."""
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO care_arrived (mark, created_at) SELECT unnest(%s::uuid[]), %s"
            " ON CONFLICT DO NOTHING RETURNING mark",
            [[row.mark for row in rows], received_at],
        )
        new = {mark for (mark,) in cursor.fetchall()}
        for day in sorted({row.day.replace(day=1) for row in rows if row.mark in new}):
            cursor.execute("SELECT care_month(%s)", [day])
    Entry.objects.bulk_create(row for row in rows if row.mark in new)
    return new

"""What of a child's days goes along with an export of one's data, what is deleted with the child, and for how long
pictures are kept.

Entries are append-only and stay as figures of the site without a name; the words in them are taken out, which is the
one change of theirs that there is, and the trigger is told so for that one statement.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app

from shanyu.domain.care.kinds import RequestState
from shanyu.domain.care.models import (
    Entry,
    Leave,
    MedicationRequest,
    Photo,
    PhotoChild,
    PickUpPass,
    Portrait,
    Tracing,
)
from shanyu.domain.people.models import Account, Child
from shanyu.domain.people.queries.own_data import export_part
from shanyu.kernel.clock import local, now, today
from shanyu.kernel.events import subscribe
from shanyu.kernel.models import Upload

#: As the purpose `photos` says: a year.
PHOTO_DAYS = 365
_BATCH = 500


@export_part("days")
def export(account: Account, children: list[Child]) -> list[dict]:
    """Every child's days: entries, leaves, passes, medicines, months, and when which picture was taken."""
    return [
        {
            "child": child.name.reveal(),
            "entries": [_entry(row) for row in Entry.objects.filter(child=child).order_by("at", "mark")],
            "leaves": [_leave(row) for row in Leave.objects.filter(child=child).order_by("pk")],
            "pick_ups": [_pass(row) for row in PickUpPass.objects.filter(child=child).order_by("pk")],
            "medicines": [
                _medicine(row) for row in MedicationRequest.objects.filter(child=child).order_by("pk")
            ],
            "months": [
                _month(row) for row in Portrait.objects.filter(child=child, state="shared").order_by("month")
            ],
            "pictures": [
                row.isoformat()
                for row in Photo.objects.filter(children__child=child, removed_at=None)
                .order_by("pk")
                .values_list("day", flat=True)
            ],
        }
        for child in children
    ]


def forget(child: Child) -> None:
    """Delete the days of a child whose data a guardian has deleted. Stored pictures go in the sweep of the store."""
    asked = MedicationRequest.objects.filter(child=child)
    labels = list(asked.exclude(label=None).values_list("label", flat=True))
    for rows in (asked, Leave.objects.filter(child=child), PickUpPass.objects.filter(child=child)):
        rows.delete()
    Portrait.objects.filter(child=child).delete()
    Tracing.objects.filter(child=child).update(note=None)
    Upload.objects.filter(pk__in=labels).delete()
    _drop(Photo.objects.filter(pk__in=PhotoChild.objects.filter(child=child).values("photo")))
    Entry.objects.filter(child=child).exclude(note=None).update(note=None)


@app.periodic(cron="10 3 * * *")
@app.task(name="care.forget_photos")
def forget_photos(timestamp: int = 0) -> int:
    """Delete pictures that are a year old or were removed yesterday or before; how many."""
    before = Q(day__lte=today() - timedelta(days=PHOTO_DAYS)) | Q(removed_at__lt=now() - timedelta(days=1))
    gone = 0
    while keys := list(Photo.objects.filter(before).order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            gone += _drop(Photo.objects.filter(pk__in=keys))
    return gone


def _drop(photos) -> int:
    rows = list(photos)
    uploads = [key for row in rows for key in (row.upload_id, row.small_id) if key]
    Photo.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Upload.objects.filter(pk__in=uploads).delete()
    return len(rows)


def _entry(row: Entry) -> dict:
    return {
        "at": local(row.at).isoformat(),
        "what": row.kind,
        "facts": row.facts,
        "words": _open(row.note),
        "corrects": [str(mark) for mark in row.replaces],
        "taken_back": row.withdrawn,
        "id": str(row.mark),
    }


def _leave(row: Leave) -> dict:
    return {
        "first_day": row.during.lower.isoformat(),
        "last_day": (row.during.upper - timedelta(days=1)).isoformat(),
        "reason": row.reason,
        "symptoms": row.symptoms,
        "words": _open(row.note),
        "taken_back": row.withdrawn_at is not None,
    }


def _pass(row: PickUpPass) -> dict:
    return {
        "day": row.day.isoformat(),
        "name": _open(row.name),
        "phone": _open(row.phone),
        "used": row.used_by is not None,
        "taken_back": row.withdrawn_at is not None,
    }


def _medicine(row: MedicationRequest) -> dict:
    return {
        "drug": _open(row.drug),
        "dose": _open(row.dose),
        "why": _open(row.why),
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "minutes_after_midnight": row.times,
        "state": RequestState(row.state).value,
        "answer": _open(row.answer),
    }


def _month(row: Portrait) -> dict:
    return {"month": row.month.strftime("%Y-%m"), "words": _open(row.words)}


def _open(sealed) -> str:
    return sealed.reveal() if sealed else ""


subscribe("people.child_erased", forget)

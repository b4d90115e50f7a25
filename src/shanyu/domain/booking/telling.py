"""Telling families what became of their bookings: entries of the ledger that nobody has told yet.

A later domain or face subscribes to `booking.noted` and is given the entry; what it plans stands or falls with
the entry's being marked as told, in one transaction for each batch.
"""

from datetime import timedelta

from django.db import transaction

from shanyu.domain.booking.models import Entry, Untold
from shanyu.kernel.clock import now
from shanyu.kernel.events import publish

_BATCH = 50

#: So many entries within so many seconds are a rush; it makes others wait so many seconds at the most.
_RUSH, _WITHIN, _MOST = 30, 2, 60


def tell_all() -> int:
    """Publish every untold entry once, oldest first, for as long as no rush is on. Returns how many."""
    told = 0
    while not in_a_rush() and (batch := _tell_batch()):
        told += batch
    return told


def in_a_rush() -> bool:
    """Whether entries come in so fast that telling of them would take the processor from those who still claim."""
    untold = Entry.objects.filter(untold__isnull=False)
    oldest = untold.order_by("pk").values_list("at", flat=True).first()
    if oldest is None or oldest <= now() - timedelta(seconds=_MOST):
        return False
    latest = untold.order_by("-pk").values_list("at", flat=True)[_RUSH - 1 : _RUSH]
    return any(at > now() - timedelta(seconds=_WITHIN) for at in latest)


def _tell_batch() -> int:
    with transaction.atomic():
        # Two workers share the work: each takes rows that the other has not locked.
        rows = Untold.objects.select_for_update(skip_locked=True).order_by("pk")[:_BATCH]
        keys = [row.pk for row in rows]
        entries = Entry.objects.filter(pk__in=keys).select_related("booking__session", "booking__account")
        for entry in entries.order_by("pk"):
            publish("booking.noted", entry=entry)
        Untold.objects.filter(pk__in=keys).delete()
    return len(keys)

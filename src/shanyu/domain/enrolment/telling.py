"""Telling of enrolment: entries of the ledger that nobody has been told of yet.

A later domain or face subscribes to `enrolment.noted` and is given the entry; what it plans stands or falls with the
entry's being marked as told, in one transaction for each batch.
"""

from django.db import transaction

from shanyu.domain.enrolment.models import Entry, Untold
from shanyu.kernel.events import publish

_BATCH = 50


def tell_all() -> int:
    """Publish every untold entry once, oldest first. Returns how many."""
    told = 0
    while batch := _tell_batch():
        told += batch
    return told


def _tell_batch() -> int:
    with transaction.atomic():
        # Two workers share the work: each takes rows that the other has not locked.
        keys = list(
            Untold.objects.select_for_update(skip_locked=True)
            .order_by("pk")
            .values_list("pk", flat=True)[:_BATCH]
        )
        entries = Entry.objects.filter(pk__in=keys).select_related(
            "case__child", "application__site", "placement__care_class", "account"
        )
        for entry in entries.order_by("pk"):
            publish("enrolment.noted", entry=entry)
        Untold.objects.filter(pk__in=keys).delete()
    return len(keys)

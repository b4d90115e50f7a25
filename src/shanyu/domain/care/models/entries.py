"""The daily record: entries that are never changed, in a table that is parted by month."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models.devices import Device
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import CareClass, Site, Worker
from shanyu.kernel.fields import SealedField


class Arrived(models.Model):
    """The marks of entries that have come: whatever is sent again is known by its mark, on whichever day it falls."""

    mark = models.UUIDField(primary_key=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="arrived_when")]

    def __str__(self) -> str:
        return str(self.mark)


#: Everything of an entry but its words.
_WRITTEN = [
    *("day", "mark", "at", "received_at", "clock_off_s", "site", "care_class", "child", "kind", "facts"),
    *("worker", "account", "device", "batch", "replaces", "withdrawn"),
]


class Entry(models.Model):
    """One fact of one child's day, recorded once. Never changed: the day is what its entries together say.

    `mark` is the id that the device gave it. `at` is when it happened by the platform's clock, and `clock_off_s`
    how many seconds the device's clock was behind it. An entry that `replaces` others stands for them; a
    `withdrawn` one only takes them back. So the same entries give the same day in whatever order they come.
    `worker` says whose entry it is; a guardian's has none. `note` is in somebody's own words, and sealed.
    """

    pk = models.CompositePrimaryKey("day", "mark")
    day = models.DateField()
    mark = models.UUIDField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    clock_off_s = models.IntegerField(default=0)
    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_index=False)
    care_class = models.ForeignKey(CareClass, models.PROTECT, related_name="+", db_index=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    facts = models.JSONField(default=dict)
    note = SealedField(null=True, blank=True)
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(Device, models.PROTECT, null=True, related_name="+", db_index=False)
    batch = models.UUIDField(null=True)
    replaces = ArrayField(models.UUIDField(), default=list)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["child", "day"], name="entry_of_child"),
            models.Index(fields=["care_class", "day"], name="entry_of_class"),
            models.Index(fields=["site", "day", "kind"], name="entry_of_site"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(replaces=[]), name="entry_withdrawn_names_what"
            ),
            models.CheckConstraint(condition=Q(at__lte=F("received_at")), name="entry_happened_before"),
        ]
        triggers = [
            # Its words alone are sealed anew with a new key, and emptied when a family has its data deleted.
            pgtrigger.ReadOnly(name="written_once", fields=_WRITTEN),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

"""Devices on the floor, who unlocks them, and who is at work in which room."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import CareClass, Site, Worker
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked("seen_at", "waiting")
class Device(Stamped):
    """A tablet or a phone that keeps entries while the network is off. Only the hash of its secret is kept.

    `waiting` is how many entries it said had not arrived when it was last seen.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64, unique=True)
    registered_by = models.ForeignKey(Account, models.PROTECT, related_name="devices_registered")
    seen_at = models.DateTimeField()
    waiting = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="devices_revoked"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False),
                name="device_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unlock(Stamped):
    """A carer's PIN on one device, as a slow hash. After too many wrong ones the carer signs in anew."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="unlocks")
    account = models.ForeignKey(Account, models.CASCADE, related_name="unlocks")
    pin_hash = models.CharField(max_length=200)
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("device", "account", name="unlock_one_pin")]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.device_id}"


class Shift(Stamped):
    """A worker is at work in a class from one moment to another; while they are there, the end is open.

    Nobody is in two rooms at once: signing in elsewhere ends the shift before.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="shifts")
    site = models.ForeignKey(Site, models.PROTECT, related_name="shifts")
    care_class = models.ForeignKey(CareClass, models.PROTECT, related_name="shifts")
    during = DateTimeRangeField()

    class Meta:
        indexes = [
            models.Index(fields=["site"], name="shift_now", condition=Q(during__endswith__isnull=True)),
        ]
        constraints = [
            ExclusionConstraint(
                name="shift_in_one_room",
                expressions=[("worker", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__startswith__isnull=False), name="shift_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} in {self.care_class_id}"

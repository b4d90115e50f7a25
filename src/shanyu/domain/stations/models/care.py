"""Drop-in care as it happens: named adults, hand-overs that are never changed, and who minds which child when."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from shanyu.domain.booking.models import BookedChild
from shanyu.domain.people.models import Account, Household
from shanyu.domain.providers.models import Site, Worker
from shanyu.domain.stations.kinds import PickUpRelation, Step, Way
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, append_only


class StationDay(Stamped):
    """One day of one station: the row that everything locks which depends on how many children are there."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="station_days")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("site", "day", name="station_day_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"


class PickUpPerson(Stamped):
    """An adult whom a guardian names, who may bring and fetch the household's children. Guardians need no row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="pick_up_persons")
    name = SealedField()
    phone = SealedField()
    relation = models.CharField(max_length=12, choices=PickUpRelation)
    named_by = models.ForeignKey(Account, models.PROTECT, related_name="pick_up_persons_named")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.public_id)


class HandOver(models.Model):
    """A child was given to the station by an adult, or to an adult by the station. Never changed.

    A mistake is corrected by a row of step `undo` that names the row it takes back. `mark` is the id that the
    device gave it: what is sent twice because the answer was lost is one. `at` is when it happened, which may
    be before it arrived. The adult is a guardian or a named person, and `way` says how they were known.
    `beyond` notes a child taken in, while the network was off, beyond what the carers on duty may mind.
    """

    mark = models.UUIDField(unique=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="hand_overs")
    booked = models.ForeignKey(BookedChild, models.PROTECT, related_name="hand_overs")
    step = models.CharField(max_length=4, choices=Step)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="hand_overs")
    guardian = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="hand_overs_as_guardian"
    )
    person = models.ForeignKey(PickUpPerson, models.PROTECT, null=True, blank=True, related_name="hand_overs")
    way = models.CharField(max_length=8, choices=Way, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    note = models.CharField(max_length=200, blank=True)
    beyond = models.BooleanField(default=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="hand_overs_entered")
    at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["site", "at"], name="hand_over_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(step="undo", corrects__isnull=False, guardian__isnull=True, person__isnull=True)
                | (
                    Q(step__in=["in", "out"], corrects__isnull=True)
                    & (
                        Q(guardian__isnull=False, person__isnull=True)
                        | Q(guardian__isnull=True, person__isnull=False)
                    )
                    & ~Q(way="")
                ),
                name="hand_over_to_one_adult",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(way="code") | Q(step="in"),
                name="hand_over_named_person_has_code",
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.booked_id} {self.step} {self.at:%H:%M}"


@tracked()
class Minding(Stamped):
    """A worker minds a child from one moment to another; while the child is there, the end is open.

    A child has one minder at a time. `void` is a minding that a correction took back.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="mindings")
    booked = models.ForeignKey(BookedChild, models.PROTECT, related_name="mindings")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="mindings")
    during = DateTimeRangeField()
    void = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["site"], name="minding_now", condition=Q(void=False, during__endswith__isnull=True)
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="minding_one_minder_at_a_time",
                expressions=[
                    ("booked", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(void=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} minds {self.booked_id}"

"""The duty roster: who is at the station from when to when, staff and neighbours alike."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site, Worker
from shanyu.domain.stations.kinds import STANDING, DutyState
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked()
class Duty(Stamped):
    """One worker at one station for some hours: offered by a neighbour or set by the keeper.

    A worker is in one place at a time. Whether the papers hold is asked on the day itself, not kept here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="duties")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="duties")
    during = DateTimeRangeField()
    state = models.CharField(max_length=10, choices=DutyState)
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="duties_entered")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="duties_decided"
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["during", "pk"]
        indexes = [GistIndex(fields=["site", "during"], name="duty_of_site")]
        constraints = [
            ExclusionConstraint(
                name="duty_one_place_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=sorted(STANDING)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} at {self.site_id} {self.state}"

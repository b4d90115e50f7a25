"""Families who just come to play: signed in by the poster's code, or as guests without an account."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped


class PlayVisit(Stamped):
    """A family at play: from its coming until it leaves, at the latest until the station closes.

    Of a guest we keep a name and a telephone, both sealed, and the months of the children, no more.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="play_visits")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="play_visits")
    guest_name = SealedField(null=True, blank=True)
    guest_phone = SealedField(null=True, blank=True)
    months = ArrayField(models.PositiveSmallIntegerField())
    adults = models.PositiveSmallIntegerField(default=1)
    during = DateTimeRangeField()

    class Meta:
        indexes = [GistIndex(fields=["site", "during"], name="play_visit_of_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, guest_name__isnull=True, guest_phone__isnull=True)
                | Q(account__isnull=True, guest_name__isnull=False),
                name="play_visit_family_or_guest",
            ),
            models.CheckConstraint(condition=Q(months__len__gt=0), name="play_visit_has_children"),
            ExclusionConstraint(
                name="play_visit_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PlayChild(Stamped):
    """A child of a family at play."""

    visit = models.ForeignKey(PlayVisit, models.CASCADE, related_name="children")
    child = models.ForeignKey(Child, models.PROTECT, related_name="play_visits")

    class Meta:
        constraints = [models.UniqueConstraint("visit", "child", name="play_child_once")]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.visit_id}"

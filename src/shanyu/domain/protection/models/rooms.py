"""What of a room was disinfected, by which means, when and by whom."""

from django.db import models

from shanyu.domain.people.models import Account
from shanyu.domain.protection.kinds import Agent, Thing
from shanyu.domain.providers.models import Room
from shanyu.kernel.models import append_only


class Disinfection(models.Model):
    """One entry of the log, never changed. `mark` is made by the device: sent twice it is one row.

    `strength` is the concentration in mg/L of effective chlorine, `minutes` how long it acted; both where they apply.
    """

    mark = models.UUIDField(unique=True)
    room = models.ForeignKey(Room, models.CASCADE, related_name="disinfections")
    thing = models.CharField(max_length=10, choices=Thing)
    agent = models.CharField(max_length=12, choices=Agent)
    strength = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="disinfections")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["room", "at"], name="disinfection_of_a_month")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.room_id} {self.thing} {self.at:%Y-%m-%d}"

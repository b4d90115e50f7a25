"""Of what people want to hear outside the product, and when they want to be left in peace."""

from datetime import time

from django.db import models

from shanyu.domain.messaging.kinds import Group
from shanyu.domain.people.models import Account
from shanyu.kernel.models import Stamped


class GroupChoice(Stamped):
    """Somebody's yes or no to messages outside the product about one group of things. Without one it is yes."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="group_choices")
    group = models.CharField(max_length=16, choices=Group)
    on = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint("account", "group", name="group_choice_one")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.group} {self.on}"


class QuietHours(Stamped):
    """When somebody wants to be left in peace but for what is urgent; without a row the house's own hours hold.

    `starts` after `ends` goes over midnight; the same moment twice is no quiet at all. `digest`: the day's news of
    the evening in one message.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="quiet_hours")
    starts = models.TimeField(default=time(21, 30))
    ends = models.TimeField(default=time(7))
    digest = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts:%H:%M}–{self.ends:%H:%M}"

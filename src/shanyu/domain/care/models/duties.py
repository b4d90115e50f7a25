"""How a site traces absence, and what a day of a class came to."""

from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked()
class TracingChoice(Stamped):
    """From which minute of the day a site asks after children who are absent without a word, and who asks.

    Where nothing is chosen the rule's hour counts, and the head asks.
    """

    site = models.OneToOneField(Site, models.CASCADE, related_name="tracing_choice")
    begins = models.PositiveSmallIntegerField(null=True, blank=True)
    named = models.ForeignKey(Account, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins=None) | Q(begins__range=(420, 690)), name="tracing_morning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.begins}"


class DaySummary(Stamped):
    """What the record of one class and day came to, counted at night from the entries, and again where late ones came.

    `unexplained`: expected, no arrival, no leave. `no_morning`, `no_noon`: children who were there without the check.
    `short_outdoors`: children who were there all day and outdoors for less than the rule wants. `above_minutes`: how
    long there were too few carers. `entries`: how much was recorded at all.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="+", db_index=False)
    care_class = models.ForeignKey(CareClass, models.CASCADE, related_name="day_summaries")
    day = models.DateField()
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    on_leave = models.PositiveSmallIntegerField(default=0)
    unexplained = models.PositiveSmallIntegerField(default=0)
    no_morning = models.PositiveSmallIntegerField(default=0)
    no_noon = models.PositiveSmallIntegerField(default=0)
    apart = models.PositiveSmallIntegerField(default=0)
    short_outdoors = models.PositiveSmallIntegerField(default=0)
    above_minutes = models.PositiveSmallIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["day", "site"], name="summary_of_day")]
        constraints = [
            models.UniqueConstraint("care_class", "day", name="summary_once_a_day"),
            models.CheckConstraint(
                condition=Q(expected__gte=F("present") + F("on_leave") + F("unexplained")),
                name="summary_children_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.care_class_id} {self.day}"

"""What a site says of its own answering: its working hours, its words while away, and words it often uses."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.providers.models import Site
from shanyu.kernel.models import Stamped


class SiteHours(Stamped):
    """When a site answers messages, and from when to when it is away, with its words for that time.

    `weekdays` are ISO numbers (1 Monday), times are Shanghai's. Without a row a site promises nothing.
    """

    site = models.OneToOneField(Site, models.CASCADE, related_name="message_hours")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    away_words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="site_hours_forward"),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]), name="site_hours_weekdays"
            ),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_until__isnull=True)
                | Q(away_from__isnull=False, away_until__gte=F("away_from")),
                name="site_hours_away_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.opens:%H:%M}"


class Template(Stamped):
    """Words that a site often uses, under a name. They hold nothing of any child."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.CASCADE, related_name="message_templates")
    title = models.CharField(max_length=40)
    words = models.TextField(max_length=1000)

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint("site", "title", name="message_template_once")]

    def __str__(self) -> str:
        return self.title

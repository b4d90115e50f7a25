"""The case of one child, from the wish to the last day, and its applications at sites."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.enrolment.kinds import (
    ENDED,
    ENTERING,
    OPEN,
    SEEKING,
    THERE,
    ApplicationState,
    CaseState,
    Group,
    Reason,
)
from shanyu.domain.people.models import Account, Child, Household
from shanyu.domain.providers.kinds import ServiceForm
from shanyu.domain.providers.models import Site
from shanyu.kernel.models import Stamped


class Case(Stamped):
    """One child's way into care. Changed only by the functions in `sql`; every change is an entry of the ledger.

    `site` is where the family has accepted a place. `needs_both`: accepting and signing wait for a second guardian.
    `due_at` is when the state's owner should have taken the next step; a state without a clock has none.
    `signed_at`: the family has signed, the site not yet. `checked_on` is the day of the last check-up that the
    site confirmed, `away_since` the first day of a suspension, `last_day` the last day once it is fixed.
    `imported`: the child was there before its site used the platform, and the agreement is on paper with the two
    sides. Every other case has an agreement in force before the child may come (`agreements/sql/hold.sql`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="cases_opened")
    form = models.CharField(max_length=16, choices=ServiceForm)
    wanted_from = models.DateField()
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    ranked = models.BooleanField(default=False)
    needs_both = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.APPLIED)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="cases")
    due_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    away_since = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Reason, blank=True)
    imported = models.BooleanField(default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["site", "state", "due_at"], name="case_of_site"),
            models.Index(fields=["last_day"], name="case_last_day", condition=Q(last_day__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                "child", condition=Q(state__in=sorted([*SEEKING, *ENTERING])), name="case_one_wish_of_a_child"
            ),
            models.UniqueConstraint(
                "child", condition=Q(state__in=sorted(THERE)), name="case_one_care_of_a_child"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                name="case_ended_when",
            ),
            models.CheckConstraint(
                condition=Q(site__isnull=False) | ~Q(state__in=sorted([*ENTERING, *THERE])),
                name="case_has_its_site",
            ),
            models.CheckConstraint(
                condition=Q(closes__isnull=True) | Q(opens__isnull=True) | Q(closes__gt=F("opens")),
                name="case_hours_forward",
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="imported_or_not", fields=["imported"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class SiteLine(Stamped):
    """How far the numbers of a site's waiting list have been given out."""

    site = models.OneToOneField(Site, models.CASCADE, primary_key=True, related_name="enrolment_line")
    next_line = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.site_id} {self.next_line}"


class Application(Stamped):
    """A case's wish at one site. Waiting ones, in the order of `priority` and `line`, are the site's list.

    `rank` is the family's own order, 1 the most wanted; none where the family does not rank. `group` and
    `priority` are as the rule `line.groups` gave them on the day of applying; `line` is given out once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="applications")
    site = models.ForeignKey(Site, models.PROTECT, related_name="applications")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    group = models.CharField(max_length=12, choices=Group, default=Group.EVERYBODY)
    priority = models.PositiveSmallIntegerField()
    line = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.WAITING)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["site", "priority", "line"], name="application_line", condition=Q(state="waiting")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "case", "site", condition=Q(state__in=sorted(OPEN)), name="application_once_at_a_site"
            ),
            models.UniqueConstraint("case", condition=Q(state="accepted"), name="application_one_accepted"),
            models.UniqueConstraint("site", "line", name="application_line_once"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="application_refused_because"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} at {self.site_id} {self.state}"

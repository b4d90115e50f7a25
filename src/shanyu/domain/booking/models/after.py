"""What a session leaves behind: trust marks and appeals, feedback, the next term's plan, calendar links."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.kinds import SessionKind, Unit
from shanyu.domain.booking.models.bookings import Booking
from shanyu.domain.booking.models.hosts import Host
from shanyu.domain.booking.models.sessions import Session
from shanyu.domain.people.models import Account, Household
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked()
class TrustMark(Stamped):
    """A family did not come, or cancelled late. It counts gently against the next popular session (`rules.trust`)."""

    class Kind(models.TextChoices):
        NO_SHOW = "no_show", _("未到场")
        LATE = "late", _("临近取消")

    booking = models.OneToOneField(Booking, models.PROTECT, related_name="trust_mark")
    account = models.ForeignKey(Account, models.PROTECT, related_name="trust_marks")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="trust_marks"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    appeal = models.CharField(max_length=300, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="appeals_decided"
    )
    forgiven = models.BooleanField(default=False)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(appeal="", appealed_at__isnull=True)
                | (~Q(appeal="") & Q(appealed_at__isnull=False)),
                name="trust_mark_appeal_when",
            ),
            models.CheckConstraint(
                condition=Q(forgiven=False) | Q(decided_at__isnull=False), name="trust_mark_forgiven_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.kind}"


class Feedback(Stamped):
    """What a family says afterwards: two taps (1–5, and whether they would come again), and words."""

    booking = models.OneToOneField(Booking, models.CASCADE, related_name="feedback")
    session = models.ForeignKey(Session, models.CASCADE, related_name="feedback")
    stars = models.PositiveSmallIntegerField()
    again = models.BooleanField()
    words = models.CharField(max_length=600, blank=True)
    wishes = ArrayField(models.CharField(max_length=24), default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="feedback_stars")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.stars}"


@tracked()
class PlanItem(Stamped):
    """One line of a host's plan for a coming term: drafted from the last one's figures, edited by a person."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        AGREED = "agreed", _("已定")
        PUBLISHED = "published", _("已发布")
        DROPPED = "dropped", _("不做")

    host = models.ForeignKey(Host, models.CASCADE, related_name="plan_items")
    term_from = models.DateField()
    term_to = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=SessionKind)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.CHILD)
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=71)
    sessions = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    model = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="plan_items")
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["term_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sessions__gt=0, capacity__gt=0), name="plan_item_is_something"
            ),
            models.UniqueConstraint("host", "term_from", "title", name="plan_item_once"),
        ]

    def __str__(self) -> str:
        return self.title


class CalendarLink(Stamped):
    """The secret address of a calendar feed: of an account's own bookings, or of a host's sessions."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="calendar_links")
    host = models.ForeignKey(Host, models.CASCADE, null=True, blank=True, related_name="calendar_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "account",
                "host",
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="calendar_link_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.host_id}"

"""Sessions: a host, a kind, a time, a place, rules, and the counters that never oversell."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value

from shanyu.domain.booking.kinds import Group, SessionKind, SessionState, Unit
from shanyu.domain.booking.models.hosts import Host
from shanyu.domain.providers.models import Room, Worker
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import MercatorPoint, PointField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


class Span(Func):
    """The half-open range of two moments, for constraints and look-ups over time."""

    function = "tstzrange"
    output_field = DateTimeRangeField()

    def __init__(self, starts: str, ends: str) -> None:
        super().__init__(F(starts), F(ends), Value("[)"))


class Series(Stamped):
    """Sessions that belong together: the weeks of a course, the visiting hours of a term."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="series")
    title = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.title


class Agreement(Stamped):
    """A text to be signed before a booking, in one version. A text that has changed is a new version."""

    key = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    text = models.TextField()
    text_en = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint("key", "version", name="agreement_version_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


@tracked("spot")
class Session(Stamped):
    """One meeting that can be booked: what, for whom, when, where, and by which rules.

    Ages are completed months on the day of the session, `age_to` included. `opens_at` is when booking opens,
    `closes_at` when it ends; cancelling after `cancel_until` counts as late. Sessions with the same
    `limit_key` share `limit_a_week` per family and ISO week; `limit_in_series` counts within the series.
    With `hold_minutes` a claim is a hold that the family confirms by a form. `popular` makes trust count
    (`rules.trust`). `line_limit` is how many families may stand in line; empty is no limit, 0 no line.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.PROTECT, related_name="sessions")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="sessions")
    kind = models.CharField(max_length=10, choices=SessionKind)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.DRAFT)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    summary = models.TextField(max_length=1500, blank=True)
    summary_en = models.TextField(max_length=3000, blank=True)
    bring = models.CharField(max_length=200, blank=True)
    bring_en = models.CharField(max_length=300, blank=True)
    spoken = models.CharField(max_length=8, default="zh")
    poster = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="posters")
    drawing = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    exclusive = models.BooleanField(default=True)
    place = models.CharField(max_length=160)
    place_en = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="sessions")
    lon = models.FloatField()
    lat = models.FloatField()
    spot = models.GeneratedField(
        expression=MercatorPoint(F("lon"), F("lat")), output_field=PointField(), db_persist=True
    )
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.CHILD)
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=71)
    most_adults = models.PositiveSmallIntegerField(default=2)
    price_fen = models.PositiveBigIntegerField(default=0)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    cancel_until = models.DateTimeField()
    hold_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    line_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_key = models.CharField(max_length=40, blank=True)
    limit_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_in_series = models.PositiveSmallIntegerField(null=True, blank=True)
    popular = models.BooleanField(default=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="sessions")
    cancelled_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["host", "starts_at"], name="session_of_host"),
            models.Index(
                fields=["kind", "starts_at"], name="session_of_kind", condition=Q(state="published")
            ),
            models.Index(fields=["region", "starts_at"], name="session_in_region"),
            GistIndex("spot", name="session_spot", condition=Q(state="published")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(condition=Q(age_to__gte=F("age_from")), name="session_age_band"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at"), closes_at__lte=F("ends_at")),
                name="session_opens_before_closing",
            ),
            models.CheckConstraint(
                condition=Q(lon__range=(-180, 180), lat__range=(-85, 85)), name="session_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(limit_a_week__isnull=True) | ~Q(limit_key=""), name="session_limit_has_key"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="session_cancelled_why"
            ),
            ExclusionConstraint(
                name="session_room_taken",
                expressions=[
                    ("room", RangeOperators.EQUAL),
                    (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(room__isnull=False, exclusive=True) & ~Q(state="cancelled"),
            ),
            ExclusionConstraint(
                name="session_host_taken",
                expressions=[
                    ("host", RangeOperators.EQUAL),
                    (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(room__isnull=True, exclusive=True) & ~Q(state="cancelled"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_at:%Y-%m-%d %H:%M}"


class Counter(models.Model):
    """How full a session is: one row per session, the lock that every claim and release takes.

    `due_at` is the next moment at which something falls due by itself: a hold or an offer ends, a wave opens.
    """

    session = models.OneToOneField(Session, models.CASCADE, primary_key=True, related_name="counter")
    capacity = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    next_line = models.PositiveBigIntegerField(default=1)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="counter_never_oversold"),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity}"


class Pool(models.Model):
    """A batch of a session's places: a wave by `opens_at`, a quota by `group` until `open_to_all_at`."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="pools")
    group = models.CharField(max_length=12, choices=Group, blank=True)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField()
    open_to_all_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["session", "opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="pool_never_oversold"),
            models.CheckConstraint(
                condition=Q(group="", open_to_all_at__isnull=True)
                | (~Q(group="") & Q(open_to_all_at__isnull=False)),
                name="pool_quota_opens_to_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.group} {self.taken}/{self.capacity}"


class SessionStaff(Stamped):
    """Who leads a session. A worker cannot be at two sessions at once; the span is the session's."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="staff")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="sessions_led")
    during = DateTimeRangeField()
    standing = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("session", "worker", name="session_staff_once"),
            ExclusionConstraint(
                name="session_staff_taken",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(standing=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} leads {self.session_id}"

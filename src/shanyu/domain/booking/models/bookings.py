"""Bookings: a family's claim on a session, the children it is for, and the ledger of every place."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from shanyu.domain.booking.kinds import STANDING, BookingState, EntryKind, Standing
from shanyu.domain.booking.models.sessions import Agreement, Pool, Session
from shanyu.domain.people.models import Account, Child, Household
from shanyu.kernel.fields import SealedField
from shanyu.kernel.models import Stamped, append_only


class Booking(Stamped):
    """One family's claim on one session, whole or not at all. Changed only by the functions in `sql`.

    `key` is the request's own key: the same key of the same account has the same answer. A family is a
    household, or an account that has none. `line` is the place in line as it was given out; positions are
    counted. `groups` are the quotas the family may use. `note` is the family's own and sealed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="bookings", db_index=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="bookings", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="bookings")
    key = models.UUIDField()
    state = models.CharField(max_length=16, choices=BookingState)
    places = models.PositiveSmallIntegerField()
    adults = models.PositiveSmallIntegerField(default=1)
    groups = ArrayField(models.CharField(max_length=12), default=list)
    pool = models.ForeignKey(Pool, models.PROTECT, null=True, blank=True, related_name="bookings")
    line = models.PositiveBigIntegerField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    note = SealedField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["session", "state"], name="booking_in_session"),
            models.Index(fields=["session", "line"], name="booking_line", condition=Q(state="waiting")),
            models.Index(fields=["until"], name="booking_until", condition=Q(state__in=["held", "offered"])),
        ]
        constraints = [
            models.UniqueConstraint("account", "key", name="booking_key_once"),
            models.UniqueConstraint(
                "session",
                Coalesce(F("household"), -F("account")),
                condition=Q(state__in=sorted(STANDING)),
                name="booking_one_of_a_family",
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="booking_has_places"),
            models.CheckConstraint(
                condition=Q(state__in=["held", "offered"], until__isnull=False)
                | (~Q(state__in=["held", "offered"]) & Q(until__isnull=True)),
                name="booking_until_is_for_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class BookedChild(models.Model):
    """One child of a booking. A child has one place in a session, and never two places at one time."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="children")
    session = models.ForeignKey(Session, models.CASCADE, related_name="children")
    child = models.ForeignKey(Child, models.PROTECT, related_name="bookings")
    during = DateTimeRangeField()
    standing = models.CharField(max_length=4, choices=Standing)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "session", "child", condition=~Q(standing="out"), name="booked_child_once"
            ),
            ExclusionConstraint(
                name="booked_child_in_one_place",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(standing="in"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.standing}"


class Entry(models.Model):
    """The ledger: every place that was taken or given back, and every step in line. Never changed."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="entries", db_index=False)
    pool = models.ForeignKey(Pool, models.PROTECT, null=True, blank=True, related_name="entries")
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    delta = models.SmallIntegerField()
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="booking_entries"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["session", "at"], name="entry_of_session")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.session_id} {self.kind} {self.delta:+}"


class Untold(models.Model):
    """An entry of which the family has not been told yet. The row goes when it has been."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="untold")

    def __str__(self) -> str:
        return str(self.entry_id)


class LineMove(models.Model):
    """A change of the order in line, by whom and why. Never changed."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="line_moves")
    before = models.PositiveBigIntegerField()
    after = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=200)
    account = models.ForeignKey(Account, models.PROTECT, related_name="line_moves_made")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="line_move_has_reason")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.booking_id} {self.before}->{self.after}"


class Signature(models.Model):
    """A guardian signed an agreement for the family, once for each version. Never changed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    account = models.ForeignKey(Account, models.PROTECT, related_name="signatures")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("agreement", "account", name="signature_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.account_id} {self.agreement_id}"

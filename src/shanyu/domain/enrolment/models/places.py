"""Places: an offer of one, and who is in which class from when to when."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from shanyu.domain.enrolment.kinds import OfferState, PlacementState
from shanyu.domain.enrolment.models.cases import Application, Case
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.kinds import ServiceForm
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.models import Stamped


class Placement(Stamped):
    """A child's place in a class, from the first day until before the end of `during` (open: until further notice).

    Everything but a released place takes room in its class on each of its days. A trigger (`sql/look.sql`) refuses
    one for which a day of it has no room, a child outside the class's ages on the first day, and a closed class.
    A held place is an offer's: several sites may hold one for the same child until the family has chosen.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="placements")
    child = models.ForeignKey(Child, models.PROTECT, related_name="placements")
    site = models.ForeignKey(Site, models.PROTECT, related_name="placements")
    care_class = models.ForeignKey(CareClass, models.PROTECT, related_name="placements")
    form = models.CharField(max_length=16, choices=ServiceForm)
    during = DateRangeField()
    state = models.CharField(max_length=10, choices=PlacementState)

    class Meta:
        indexes = [
            GistIndex(
                fields=["care_class", "during"], name="placement_in_class", condition=~Q(state="released")
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="placement_one_place_of_a_child",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["planned", "current", "ended"]),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__startswith__isnull=False) | Q(state="released"),
                name="placement_has_a_first_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(during__endswith__isnull=False),
                name="placement_ended_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.care_class_id} {self.state}"


class Offer(Stamped):
    """A site offers a place until a moment; the place is held from the moment the offer is made."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    placement = models.OneToOneField(Placement, models.PROTECT, related_name="offer")
    starts_on = models.DateField()
    until = models.DateTimeField()
    state = models.CharField(max_length=12, choices=OfferState, default=OfferState.STANDING)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="enrolment_offers_made")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["until"], name="offer_until", condition=Q(state="standing"))]
        constraints = [
            models.UniqueConstraint("application", condition=Q(state="standing"), name="offer_one_standing"),
            models.CheckConstraint(
                condition=Q(until__gt=F("created_at")), name="offer_ends_after_it_was_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

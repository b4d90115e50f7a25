"""Who offers sessions: a site of the platform, or a partner such as a museum, a hospital or a farm."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from shanyu.domain.booking.kinds import PartnerKind
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped


@tracked()
class Partner(Stamped):
    """An organisation that lends places, teachers or materials: vocational school, hospital, farm, museum (S027)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=PartnerKind)
    name = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=160, blank=True)
    introduction = models.TextField(max_length=1000, blank=True)
    introduction_en = models.TextField(max_length=2000, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="partners")
    address = models.CharField(max_length=200)
    address_en = models.CharField(max_length=240, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    phone = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lon__range=(-180, 180), lat__range=(-85, 85)), name="partner_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerPost(Stamped):
    """An account that acts for a partner."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="partner_posts")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="posts")
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="partner_post_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("partner", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.partner_id}"


class Host(Stamped):
    """Whoever offers sessions: exactly one of a site and a partner. Made when the first session is."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.OneToOneField(Site, models.CASCADE, null=True, blank=True, related_name="host")
    partner = models.OneToOneField(Partner, models.CASCADE, null=True, blank=True, related_name="host")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(site__isnull=False, partner__isnull=True)
                | Q(site__isnull=True, partner__isnull=False),
                name="host_is_one_thing",
            ),
        ]

    @property
    def who(self) -> Site | Partner:
        """The site or the partner itself: both have name, address, region, lon, lat and phone."""
        return self.site or self.partner

    def __str__(self) -> str:
        return self.who.name

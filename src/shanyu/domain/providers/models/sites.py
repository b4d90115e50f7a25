"""A site: one place where children are cared for, and the page that tells of it."""

import uuid

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import RunningModel, SiteKind, SiteState, StationGrade
from shanyu.domain.providers.models.operators import Operator, Owner
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import MercatorPoint, PointField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


@tracked("spot", "walk_node", "walk_metres")
class Site(Stamped):
    """One place with an address. Coordinates are WGS-84; `spot` is derived for nearest-first search.

    `walk_node` and `walk_metres` snap the site to the newest walking network of its district (a job keeps
    them). `reference` is the bureau's own number, by which an import finds the site again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(max_length=60, unique=True, null=True, blank=True)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="sites")
    owner = models.ForeignKey(Owner, models.PROTECT, null=True, blank=True, related_name="sites")
    kind = models.CharField(max_length=20, choices=SiteKind)
    station_grade = models.CharField(max_length=16, choices=StationGrade, blank=True)
    running_model = models.CharField(max_length=16, choices=RunningModel)
    state = models.CharField(max_length=12, choices=SiteState, default=SiteState.DRAFT)
    inclusive = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    sort_key = models.CharField(max_length=200, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="sites")
    address = models.CharField(max_length=200)
    address_en = models.CharField(max_length=240, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    spot = models.GeneratedField(
        expression=MercatorPoint(F("lon"), F("lat")), output_field=PointField(), db_persist=True
    )
    walk_node = models.PositiveIntegerField(null=True, blank=True)
    walk_metres = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    floor_area_m2 = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            GistIndex("spot", name="site_spot"),
            models.Index(fields=["sort_key"], name="site_sort_key"),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="site_name_trigrams"),
            models.Index(fields=["kind", "state"], name="site_kind_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lon__range=(-180, 180), lat__range=(-85, 85)), name="site_on_earth"
            ),
            models.CheckConstraint(
                condition=Q(kind="station", station_grade__in=["basic", "demonstration"])
                | (~Q(kind="station") & Q(station_grade="")),
                name="site_grade_only_for_stations",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(opened_on__isnull=True)
                | Q(closed_on__gte=F("opened_on")),
                name="site_closes_after_opening",
            ),
            models.UniqueConstraint("operator", "name", "address", name="site_once_per_operator"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class SitePage(Stamped):
    """What a site says of itself. The head edits the draft; publishing makes it what families read."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        REPLACED = "replaced"

    site = models.ForeignKey(Site, models.CASCADE, related_name="pages")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    introduction = models.TextField(max_length=2000, blank=True)
    introduction_en = models.TextField(max_length=4000, blank=True)
    meals = models.TextField(max_length=600, blank=True)
    meals_en = models.TextField(max_length=1200, blank=True)
    camera_policy = models.TextField(max_length=600, blank=True)
    camera_policy_en = models.TextField(max_length=1200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="pages_edited")

    class Meta:
        constraints = [
            models.UniqueConstraint("site", condition=Q(state="draft"), name="site_page_one_draft"),
            models.UniqueConstraint("site", condition=Q(state="published"), name="site_page_one_published"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="site_page_published_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.state}"


class SitePicture(Stamped):
    """A picture on a site's page: an upload, or one of the drawings that come with the platform."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="pictures")
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="pictures")
    drawing = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=120)
    words_en = models.CharField(max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upload__isnull=False, drawing="") | (Q(upload__isnull=True) & ~Q(drawing="")),
                name="site_picture_one_source",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class Favourite(Stamped):
    """A family keeps a site in mind."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="favourites")
    site = models.ForeignKey(Site, models.CASCADE, related_name="favourites")

    class Meta:
        constraints = [models.UniqueConstraint("account", "site", name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.site_id}"

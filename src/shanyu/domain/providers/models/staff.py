"""Workers, known once across all sites by their identity number; their posts and credentials."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from shanyu.domain.people.models import Account
from shanyu.domain.providers.kinds import CredentialKind, PostRole
from shanyu.domain.providers.models.care import CareClass
from shanyu.domain.providers.models.operators import Operator
from shanyu.domain.providers.models.sites import Site
from shanyu.kernel.fields import BlindIndexField, SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


class Worker(Stamped):
    """A person who works with children. The blind index makes them one row wherever they are registered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="worker")
    name = models.CharField(max_length=60)
    identity = SealedField(null=True, blank=True)
    identity_index = BlindIndexField(of="identity", purpose="identity", unique=True)
    phone = SealedField(null=True, blank=True)
    phone_index = BlindIndexField(of="phone", purpose="mobile")

    def __str__(self) -> str:
        return str(self.public_id)


@tracked()
class Post(Stamped):
    """What a worker does where, from when to when. The same worker at two sites is seen by the authority."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="posts")
    site = models.ForeignKey(Site, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=16, choices=PostRole)
    care_class = models.ForeignKey(CareClass, models.SET_NULL, null=True, blank=True, related_name="posts")
    full_time = models.BooleanField(default=True)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="post_once_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("site", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce(F("care_class"), Value(0)), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.role} at {self.site_id}"


class WorkerInvitation(Stamped):
    """A one-time link by which a worker ties their own account to their papers.

    Only the hash of the link's secret is kept. A worker has one open link at most: a new one withdraws it.
    """

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="worker_invitations_made")
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="worker_invitation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="worker_invitation_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} until {self.expires_at:%Y-%m-%d}"


class OperatorPost(Stamped):
    """An account that acts for an operator, over all its sites."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="operator_posts")
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="posts")
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="operator_post_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("operator", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} for {self.operator_id}"


@tracked()
class Credential(Stamped):
    """A worker's paper: typed, dated, revocable. A renewal is a new row; the newest that is not revoked counts."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=16, choices=CredentialKind)
    number = models.CharField(max_length=60, blank=True)
    issued_by = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    revoked_on = models.DateField(null=True, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="credentials")

    class Meta:
        indexes = [models.Index(fields=["worker", "kind", "-issued_on"], name="credential_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("issued_on")),
                name="credential_expires_after_issue",
            ),
            models.UniqueConstraint("worker", "kind", "issued_on", name="credential_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_on}"

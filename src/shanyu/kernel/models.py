"""What every domain's tables stand on, and the tables of the kernel itself."""

import pgtrigger
from django.db import models

from shanyu.kernel.clock import now


class Stamped(models.Model):
    """When a row was made and last changed, by the platform's clock."""

    created_at = models.DateTimeField(editable=False, default=now)
    modified_at = models.DateTimeField(editable=False, default=now)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        self.modified_at = now()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "modified_at"}
        super().save(*args, **kwargs)


def append_only() -> pgtrigger.Protect:
    """A trigger that refuses UPDATE and DELETE: corrections are new rows."""
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class AuditEvent(models.Model):
    """One use of one verb. Written after commit, never changed, never free text."""

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80)
    outcome = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    roles = models.JSONField(default=list)
    via = models.CharField(max_length=8)
    address = models.GenericIPAddressField(null=True)
    request_id = models.CharField(max_length=40, blank=True)
    ids = models.JSONField(default=dict)
    id_count = models.PositiveIntegerField(default=0)
    lookback_days = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "at"], name="audit_by_account"),
            models.Index(fields=["verb", "at"], name="audit_by_verb"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.outcome}"


class RateCount(models.Model):
    """How many requests a key made in one window; the row is the counter (see `throttle`)."""

    key = models.CharField(max_length=120)
    window = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("key", "window", name="rate_one_count_per_window")]

    def __str__(self) -> str:
        return f"{self.key} {self.window:%H:%M} {self.count}"


class Upload(Stamped):
    """A file in the store: its name there, what it is by content, and whose door leads to it.

    `owner_label` and `owner_id` name the row whose reach decides who may read it.
    """

    public_id = models.UUIDField(unique=True)
    stored_as = models.CharField(max_length=120, unique=True)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=200)
    owner_label = models.CharField(max_length=60)
    owner_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["owner_label", "owner_id"], name="upload_by_owner")]

    def __str__(self) -> str:
        return self.original_name


class Document(Stamped):
    """A document of the platform's making that anybody can check by the code printed on it (see `verifying`).

    It stays when the file itself is removed: of whom it is about nothing is told here.
    """

    code = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    upload = models.OneToOneField(Upload, models.SET_NULL, null=True, related_name="document")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at__gte=models.F("made_at")),
                name="document_revoked_after_it_was_made",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="made_once", fields=["code", "kind", "language", "sha256", "made_at", "valid_until"]
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

"""By what right a site operates: filing today, a permit tomorrow; and its other papers."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from shanyu.domain.providers.kinds import AuthorisationKind, AuthorisationState, CertificateKind
from shanyu.domain.providers.models.sites import Site
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, Upload


@tracked()
class Authorisation(Stamped):
    """A site's filing (国卫办人口发〔2019〕25号) or permit: number, authority, dates and state."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="authorisations")
    kind = models.CharField(max_length=10, choices=AuthorisationKind)
    number = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=120)
    authority_en = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=AuthorisationState, default=AuthorisationState.PENDING)
    issued_on = models.DateField(null=True, blank=True)
    valid = DateRangeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending")
                | (Q(issued_on__isnull=False, valid__isnull=False) & ~Q(number="")),
                name="authorisation_issued_is_whole",
            ),
            ExclusionConstraint(
                name="authorisation_one_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=["valid", "suspended"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


@tracked()
class Certificate(Stamped):
    """A paper of a site. A renewal is a new row; the newest that is not revoked counts."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="certificates")
    kind = models.CharField(max_length=12, choices=CertificateKind)
    number = models.CharField(max_length=60, blank=True)
    issued_by = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True, db_index=True)
    revoked_on = models.DateField(null=True, blank=True)
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, blank=True, related_name="certificates")

    class Meta:
        indexes = [models.Index(fields=["site", "kind", "-issued_on"], name="certificate_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gt=F("issued_on")),
                name="certificate_expires_after_issue",
            ),
            models.UniqueConstraint("site", "kind", "issued_on", name="certificate_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_on}"

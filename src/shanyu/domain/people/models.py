"""Accounts, children, households, guardians, consent and roles."""

import uuid

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people.scopes import OVER_MANY
from shanyu.domain.regions.models import Region
from shanyu.kernel.door import NEVER_GRANTED, Role
from shanyu.kernel.fields import BlindIndexField, SealedField
from shanyu.kernel.models import Stamped, append_only


class Accounts(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **facts: object) -> "Account":
        account = self.model(username=self.model.normalize_username(username), **facts)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser, Stamped):
    """One person's way in, whatever their roles. Phone, identity number and e-mail address are sealed.

    `identity_level` is what single sign-on vouches for: 0 nothing, 1 phone, 2 real name, 3 in person.
    An e-mail address may serve several people of a family; nothing is sent to one that nobody has confirmed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    phone = SealedField(null=True, blank=True)
    phone_index = BlindIndexField(of="phone", purpose="mobile", unique=True)
    identity = SealedField(null=True, blank=True)
    identity_index = BlindIndexField(of="identity", purpose="identity", unique=True)
    identity_level = models.PositiveSmallIntegerField(default=0)
    email = SealedField(null=True, blank=True)
    email_index = BlindIndexField(of="email", purpose="email", db_index=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=8, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = Accounts()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(identity_level__lte=3), name="account_identity_level"),
            models.CheckConstraint(
                condition=Q(email_confirmed_at__isnull=True) | Q(email__isnull=False),
                name="account_email_confirmed_is_there",
            ),
        ]

    def __str__(self) -> str:
        return self.username


#: About 100 m: fine enough for a walk's minutes, too coarse to be an address.
def rounded_degrees() -> models.DecimalField:
    return models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)


class Household(Stamped):
    """Children and adults who live together. The address is sealed; only a coarse point is in clear."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="households")
    address = SealedField(null=True, blank=True)
    lon = rounded_degrees()
    lat = rounded_degrees()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="household_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Child(Stamped):
    """A child. Name and identity numbers are sealed; age is computed from the date of birth."""

    class Sex(models.TextChoices):
        GIRL = "f", _("女")
        BOY = "m", _("男")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="children")
    name = SealedField()
    sex = models.CharField(max_length=1, choices=Sex)
    born = models.DateField(db_index=True)
    identity = SealedField(null=True, blank=True)
    identity_index = BlindIndexField(of="identity", purpose="identity", unique=True)
    birth_certificate = SealedField(null=True, blank=True)
    birth_certificate_index = BlindIndexField(
        of="birth_certificate", purpose="birth certificate", unique=True
    )

    def __str__(self) -> str:
        return str(self.public_id)


class Guardianship(Stamped):
    """Who may act for a child, as what, and for how long."""

    class Relation(models.TextChoices):
        FATHER = "father", _("父亲")
        MOTHER = "mother", _("母亲")
        GRANDPARENT = "grandparent", _("祖辈")
        OTHER = "other", _("其他监护人")

    account = models.ForeignKey(Account, models.PROTECT, related_name="guardianships")
    child = models.ForeignKey(Child, models.PROTECT, related_name="guardianships")
    relation = models.CharField(max_length=12, choices=Relation)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="guardianship_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("child", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.relation} of {self.child_id}"


class Invitation(Stamped):
    """A guardian asks another adult to be a guardian of the household's children, by a secret link.

    Only the hash of the link's secret is kept.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="invitations_made")
    relation = models.CharField(max_length=12, choices=Guardianship.Relation)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_one_end",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} until {self.expires_at:%Y-%m-%d}"


class Consent(models.Model):
    """A guardian's yes or no to one purpose, for one child or for the account. The latest row counts."""

    class Decision(models.TextChoices):
        GRANTED = "granted", _("同意")
        REFUSED = "refused", _("不同意")
        WITHDRAWN = "withdrawn", _("已撤回")

    account = models.ForeignKey(Account, models.PROTECT, related_name="consents")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="consents")
    purpose = models.CharField(max_length=40)
    decision = models.CharField(max_length=10, choices=Decision)
    text_version = models.CharField(max_length=20)
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "child", "purpose", "-created_at"], name="consent_latest")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.account_id} {self.purpose} {self.decision}"


class RoleGrant(Stamped):
    """A role of an account over a region or over the platform, for as long as it holds.

    Roles over children come from `Guardianship`, roles over sites and operators from `providers.Post`.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=24, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="role_grants")
    valid = DateRangeField()
    granted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="role_grants_made"
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(role__in=sorted(NEVER_GRANTED)), name="role_grant_grantable"),
            models.CheckConstraint(
                condition=~Q(role__in=["district_officer", "city_officer", "inspector"])
                | Q(region__isnull=False),
                name="role_grant_officer_has_region",
            ),
            ExclusionConstraint(
                name="role_grant_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Coalesce(F("region"), Value(0)), RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class AdminSession(models.Model):
    """One time-boxed, logged session of administration: there is no standing superuser."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="admin_sessions")
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("created_at")), name="admin_session_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="admin_session_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} until {self.ends_at:%H:%M}"


class FamilyPlace(Stamped):
    """A place a family starts from: home, work. The address is sealed, the point coarse."""

    class Kind(models.TextChoices):
        HOME = "home", _("家")
        WORK = "work", _("工作地点")

    account = models.ForeignKey(Account, models.CASCADE, related_name="places")
    kind = models.CharField(max_length=8, choices=Kind)
    address = SealedField(null=True, blank=True)
    lon = models.DecimalField(max_digits=6, decimal_places=3)
    lat = models.DecimalField(max_digits=6, decimal_places=3)

    class Meta:
        constraints = [models.UniqueConstraint("account", "kind", name="family_place_one_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class ApiKey(Stamped):
    """A machine's key to the API: only its hash is kept; `prefix` lets a person recognise it.

    `assurance` is how surely its maker had signed in (Actor). What a key may do never changes after it is made: a
    key that should do more is a new one.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="api_keys")
    label = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    assurance = models.PositiveSmallIntegerField(default=1, editable=False)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(assurance__in=(1, 2)), name="apikey_assurance"),
            models.CheckConstraint(
                condition=Q(assurance=2) | ~Q(scopes__overlap=list(OVER_MANY)),
                name="apikey_over_many_is_strong",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="made_once", fields=["account", "prefix", "secret_hash", "scopes", "assurance"]
            )
        ]

    def __str__(self) -> str:
        return self.prefix

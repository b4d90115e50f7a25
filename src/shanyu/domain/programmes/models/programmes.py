"""Programmes, their rules and classes. What is announced stays; the database sees to it."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shanyu.domain.people.models import Account
from shanyu.domain.programmes.kinds import Closing, Group, ProgrammeKind, ProgrammeState
from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Region
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, append_only


class RuleSet(models.Model):
    """A dated set of rules of a region. Never changed: other rules are another row.

    `criteria` order each line, one after the other; `group_ranks`: 0 goes first, groups not named come last.
    Equals stand in the order of the lottery. `open_first`: open seats are filled before the reserved ones.
    `document` is the number of the public paper; `sample` says that there is none.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="programme_rules")
    name = models.CharField(max_length=80)
    since = models.DateField()
    criteria = ArrayField(models.CharField(max_length=12), default=list)
    group_ranks = models.JSONField(default=dict)
    open_first = models.BooleanField(default=False)
    ticket_by_family = models.BooleanField(default=True)
    closing = models.CharField(max_length=20, choices=Closing, default=Closing.LARGEST_SHORTFALL)
    document = models.CharField(max_length=80, blank=True)
    sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="programme_rules_made")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("region", "name", "since", name="programme_rules_once"),
            models.CheckConstraint(
                condition=~Q(document="") | Q(sample=True), name="programme_rules_with_a_paper_or_sample"
            ),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.name} {self.since}"


@tracked("seed")
class Programme(Stamped):
    """A programme: who may apply and when (until before `closes_at`), what it costs for one period, by which rules.

    `last_rules`: last year's, by which a shadow run stands beside the result. `commitment` is published of the
    sealed `seed`; `public_value` names the value that nobody knows before `public_value_at`; `drawn_value` is it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="programmes")
    kind = models.CharField(max_length=8, choices=ProgrammeKind)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    about_en = models.TextField(max_length=3000, blank=True)
    from_month = models.PositiveSmallIntegerField()
    to_month = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    fee_fen = models.PositiveIntegerField(default=0)
    rules = models.ForeignKey(RuleSet, models.PROTECT, related_name="programmes")
    last_rules = models.ForeignKey(
        RuleSet, models.PROTECT, null=True, blank=True, related_name="programmes_after"
    )
    state = models.CharField(max_length=10, choices=ProgrammeState, default=ProgrammeState.DRAFT)
    public_value = models.CharField(max_length=300, blank=True)
    public_value_at = models.DateTimeField(null=True, blank=True)
    seed = SealedField(null=True, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    announcement_digest = models.CharField(max_length=64, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    drawn_value = models.CharField(max_length=300, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    amended = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="programmes_made")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_month__gt=F("from_month")), name="programme_ages_forward"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="programme_window_forward"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_period_forward"),
            models.CheckConstraint(
                condition=Q(public_value_at__gt=F("closes_at")) | Q(public_value_at__isnull=True),
                name="programme_value_after_window",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    ~Q(commitment="")
                    & ~Q(public_value="")
                    & ~Q(announcement_digest="")
                    & Q(public_value_at__isnull=False, announced_at__isnull=False, seed__isnull=False)
                ),
                name="programme_announced_with_its_promise",
            ),
            models.CheckConstraint(
                condition=Q(announced_at__isnull=True) | Q(announced_at__lt=F("opens_at")),
                name="programme_announced_before_window",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="announced_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="draft"),
                func="""
                    IF NEW.state = 'draft' THEN
                        RAISE EXCEPTION 'an announced programme is no draft again';
                    END IF;
                    IF OLD.drawn_at IS NOT NULL AND (OLD.drawn_value, OLD.drawn_at)
                            IS DISTINCT FROM (NEW.drawn_value, NEW.drawn_at) THEN
                        RAISE EXCEPTION 'the public value was drawn';
                    END IF;
                    IF (OLD.region_id, OLD.kind, OLD.from_month, OLD.to_month, OLD.opens_at, OLD.closes_at,
                        OLD.starts_on, OLD.ends_on, OLD.fee_fen, OLD.rules_id, OLD.last_rules_id,
                        OLD.public_value, OLD.public_value_at, OLD.commitment, OLD.announced_at)
                            IS DISTINCT FROM (
                        NEW.region_id, NEW.kind, NEW.from_month, NEW.to_month, NEW.opens_at, NEW.closes_at,
                        NEW.starts_on, NEW.ends_on, NEW.fee_fen, NEW.rules_id, NEW.last_rules_id,
                        NEW.public_value, NEW.public_value_at, NEW.commitment, NEW.announced_at)
                        AND NOT (OLD.state = 'announced' AND NEW.amended = OLD.amended + 1 AND EXISTS (
                            SELECT 1 FROM programmes_amendment
                            WHERE programme_id = NEW.id AND number = NEW.amended AND at < OLD.opens_at
                        )) THEN
                        RAISE EXCEPTION 'what was announced changes only by an amendment before the window opens';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="kept", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="draft")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Amendment(models.Model):
    """A change of what was announced, made before the window opened, with what was and what is."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="programme_amendments")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("programme", "number", name="amendment_number_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_reason"),
        ]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"


def _only_in_draft(func: str) -> pgtrigger.Trigger:
    """Classes and their reserves stand in the announcement: they are made and changed only before it."""
    return pgtrigger.Trigger(
        name="announced_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=func,
    )


class ProgrammeClass(Stamped):
    """A class or session: a place at its hours. `cap` is at most what the rule of its `band` allows.

    `code` names it in the protocol. `legal_cap` and `cap_source` are the rule's on the day of making.
    `minimum`: with fewer children it is not held. `staff`: adults planned there. With `parts` it holds children of
    several age bands, each with its own seats; `apart`: every band has adults of its own.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="classes")
    site = models.ForeignKey(Site, models.PROTECT, related_name="programme_classes")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    band = models.CharField(max_length=24, choices=AgeBand)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    opens = models.TimeField()
    closes = models.TimeField()
    from_month = models.PositiveSmallIntegerField()
    to_month = models.PositiveSmallIntegerField()
    cap = models.PositiveSmallIntegerField()
    legal_cap = models.PositiveSmallIntegerField()
    cap_source = models.CharField(max_length=200)
    minimum = models.PositiveSmallIntegerField(default=0)
    staff = models.PositiveSmallIntegerField(default=1)
    apart = models.BooleanField(default=True)

    class Meta:
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint("programme", "code", name="programme_class_code_once"),
            models.CheckConstraint(condition=Q(cap__lte=F("legal_cap")), name="programme_class_legal"),
            models.CheckConstraint(condition=Q(minimum__lte=F("cap")), name="programme_class_minimum"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="programme_class_hours_forward"),
            models.CheckConstraint(condition=Q(to_month__gt=F("from_month")), name="programme_class_ages"),
        ]
        triggers = [
            _only_in_draft(
                """
                IF EXISTS (SELECT 1 FROM programmes_programme
                           WHERE id IN (OLD.programme_id, NEW.programme_id) AND state <> 'draft') THEN
                    RAISE EXCEPTION 'the classes were announced';
                END IF;
                RETURN COALESCE(NEW, OLD);
                """
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def _classes_in_draft() -> pgtrigger.Trigger:
    return _only_in_draft(
        """
        IF EXISTS (SELECT 1 FROM programmes_programme p
                   JOIN programmes_programmeclass c ON c.programme_id = p.id
                   WHERE c.id IN (OLD.programme_class_id, NEW.programme_class_id) AND p.state <> 'draft')
        THEN
            RAISE EXCEPTION 'the classes were announced';
        END IF;
        RETURN COALESCE(NEW, OLD);
        """
    )


class ClassPart(Stamped):
    """Seats of a class for children of one age band; `per_carer`: of whom one adult may look after so many.

    Ages and ratio are the rule's on the day of making; without a rule for the ratio `per_carer` is none.
    """

    programme_class = models.ForeignKey(ProgrammeClass, models.CASCADE, related_name="parts")
    band = models.CharField(max_length=24, choices=AgeBand)
    from_month = models.PositiveSmallIntegerField()
    to_month = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField()
    per_carer = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["programme_class", "from_month"]
        constraints = [
            models.UniqueConstraint("programme_class", "band", name="class_part_once_for_a_band"),
            models.CheckConstraint(condition=Q(to_month__gt=F("from_month")), name="class_part_ages"),
            models.CheckConstraint(
                condition=Q(per_carer__isnull=True) | Q(per_carer__gt=0), name="class_part_ratio"
            ),
        ]
        triggers = [_classes_in_draft()]

    def __str__(self) -> str:
        return f"{self.programme_class_id} {self.band} {self.seats}"


class Reserve(Stamped):
    """Seats of a class for one group, filled in the order of `position`."""

    programme_class = models.ForeignKey(ProgrammeClass, models.CASCADE, related_name="reserves")
    group = models.CharField(max_length=12, choices=Group)
    seats = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["programme_class", "position"]
        constraints = [
            models.UniqueConstraint("programme_class", "group", name="reserve_once_for_a_group"),
            models.UniqueConstraint("programme_class", "position", name="reserve_position_once"),
        ]
        triggers = [_classes_in_draft()]

    def __str__(self) -> str:
        return f"{self.programme_class_id} {self.group} {self.seats}"


class Verifier(Stamped):
    """Who checks evidence for one programme, until `ended_at`."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="verifiers")
    account = models.ForeignKey(Account, models.PROTECT, related_name="verifies_programmes")
    named_by = models.ForeignKey(Account, models.PROTECT, related_name="verifiers_named")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "programme", "account", condition=Q(ended_at__isnull=True), name="verifier_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.account_id}"


class ClosedList(models.Model):
    """The applications as they were frozen, without names, and what was published of them. Never changed."""

    programme = models.OneToOneField(Programme, models.PROTECT, related_name="closed_list")
    applications = models.JSONField()
    digest = models.CharField(max_length=64)
    closed_by = models.ForeignKey(Account, models.PROTECT, related_name="programme_lists_closed")
    at = models.DateTimeField()

    class Meta:
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.digest[:8]}"

"""A child's entry in a programme, its wishes, and the evidence for a priority."""

import uuid

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account, Child, Household
from shanyu.domain.programmes.kinds import EntryState, EvidenceState, Group, Siblings
from shanyu.domain.programmes.models.programmes import Programme, ProgrammeClass
from shanyu.domain.providers.models import Site
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, append_only


@tracked()
class Entry(Stamped):
    """One child in one programme. Its wishes are those of its `version`; earlier ones stay.

    `alias` and `family` are pseudonyms made for this programme; nothing else of the child is in the protocol.
    `asked_at` is the moment of the family's last change, which the database holds against the window.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="entries")
    child = models.ForeignKey(Child, models.PROTECT, related_name="programme_entries")
    household = models.ForeignKey(Household, models.PROTECT, related_name="programme_entries")
    alias = models.CharField(max_length=16)
    family = models.CharField(max_length=16)
    together = models.CharField(max_length=16, choices=Siblings, blank=True)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.ENTERED)
    version = models.PositiveSmallIntegerField(default=1)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="programme_entries_asked")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("programme", "child", name="entry_once_for_a_child"),
            models.UniqueConstraint("programme", "alias", name="entry_alias_once"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | Q(state="entered", withdrawn_at__isnull=True),
                name="entry_withdrawn_when",
            ),
            ExclusionConstraint(
                name="entry_one_family_for_a_household",
                expressions=[("programme", "="), ("household", "="), ("family", "<>")],
            ),
            ExclusionConstraint(
                name="entry_one_rule_for_a_family",
                expressions=[("programme", "="), ("household", "="), ("together", "<>")],
                condition=Q(state="entered"),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_the_window",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("version", "together", "asked_at", "state"),
                func="""
                    IF TG_OP = 'UPDATE' AND NEW.state = 'withdrawn' AND NEW.version = OLD.version
                            AND NEW.together = OLD.together AND NEW.asked_at = OLD.asked_at THEN
                        RETURN NEW;
                    END IF;
                    -- Shared with other entries; whoever freezes the list waits for all that are being made.
                    PERFORM 1 FROM programmes_programme p
                    WHERE p.id = NEW.programme_id AND p.state IN ('announced', 'open')
                      AND NEW.asked_at >= p.opens_at AND NEW.asked_at < p.closes_at
                    FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the window is not open at %', NEW.asked_at;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.alias} {self.state}"


class Wish(models.Model):
    """One wish of one version of an entry; `rank` 1 is the most wanted. Never changed."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="wishes")
    version = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    programme_class = models.ForeignKey(ProgrammeClass, models.PROTECT, related_name="wishes")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["entry", "rank"]
        constraints = [
            models.UniqueConstraint("entry", "version", "rank", name="wish_rank_once"),
            models.UniqueConstraint("entry", "version", "programme_class", name="wish_class_once"),
        ]
        triggers = [
            append_only(),
            pgtrigger.Trigger(
                name="of_its_entry",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM programmes_entry e
                        JOIN programmes_programmeclass c
                          ON c.id = NEW.programme_class_id AND c.programme_id = e.programme_id
                        WHERE e.id = NEW.entry_id AND e.version = NEW.version AND e.asked_at = NEW.created_at
                    ) THEN
                        RAISE EXCEPTION 'a wish belongs to the version of its entry, and to its programme';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.rank}"


@tracked("details", "reason")
class Evidence(Stamped):
    """A family's claim that its child belongs to a group, and what a verifier found. Both are sealed.

    The papers that show it are its uploads.
    `site` only where the group holds at one site. `expires_on`: the last day it counts.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="evidence")
    group = models.CharField(max_length=12, choices=Group)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="programme_evidence")
    state = models.CharField(max_length=10, choices=EvidenceState, default=EvidenceState.CLAIMED)
    details = SealedField(null=True, blank=True)
    reason = SealedField(null=True, blank=True)
    claimed_by = models.ForeignKey(Account, models.PROTECT, related_name="evidence_claimed")
    verifier = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="evidence_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "entry",
                "group",
                "site",
                nulls_distinct=False,
                condition=Q(state__in=["claimed", "verified"]),
                name="evidence_once_for_a_group",
            ),
            models.CheckConstraint(
                condition=Q(group__in=["sibling", "neighbour"], site__isnull=False)
                | (~Q(group__in=["sibling", "neighbour"]) & Q(site__isnull=True)),
                name="evidence_site_where_it_holds_there",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", verifier__isnull=True, decided_at__isnull=True)
                | (~Q(state="claimed") & Q(verifier__isnull=False, decided_at__isnull=False)),
                name="evidence_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(reason__isnull=False), name="evidence_refused_because"
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True) | ~Q(verifier=models.F("claimed_by")),
                name="evidence_not_by_oneself",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="before_the_list",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                func="""
                    PERFORM 1 FROM programmes_programme p JOIN programmes_entry e ON e.programme_id = p.id
                    WHERE e.id = NEW.entry_id AND p.state IN ('announced', 'open') FOR SHARE OF p;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the list is frozen';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.group} {self.state}"

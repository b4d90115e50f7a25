"""Runs of the allocation, what came of them, who signed, and who contests."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.domain.programmes.kinds import UNDER_WAY, ContestState, RunKind, RunProblem, RunState, Step
from shanyu.domain.programmes.models.entries import Entry
from shanyu.domain.programmes.models.programmes import Programme, ProgrammeClass, RuleSet
from shanyu.kernel.fields import SealedField
from shanyu.kernel.history import tracked
from shanyu.kernel.models import Stamped, append_only


class Run(Stamped):
    """One computation, from planned to done. `rehearsal`: its order is no lottery.

    `progress` in hundredths, with the `step` it is at; `modified_at` is its last sign of life. What it found is
    written when it is done: `objections` are blocking pairs and coalitions left. From then on only `published_at`
    and `told_at` are set; the database lets a run be published only if it is final, its invariants hold, two
    people have signed it, who are not both its maker, and a shadow run stands beside it where there are last
    year's rules.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=6, choices=RunKind)
    rules = models.ForeignKey(RuleSet, models.PROTECT, related_name="runs")
    rehearsal = models.BooleanField()
    state = models.CharField(max_length=9, choices=RunState, default=RunState.WAITING)
    step = models.CharField(max_length=10, choices=Step, default=Step.READING)
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=10, choices=RunProblem, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    objections = models.PositiveIntegerField(default=0)
    closed = models.JSONField(default=list)
    protocol = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="programme_runs")
    published_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "programme", condition=Q(published_at__isnull=False), name="run_one_published"
            ),
            models.CheckConstraint(condition=Q(kind="dry") | Q(rehearsal=False), name="run_rehearsal_is_dry"),
            models.UniqueConstraint(
                "programme", "kind", "rules", condition=Q(state__in=UNDER_WAY), name="run_one_under_way"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at__isnull=True)
                | (~Q(state__in=UNDER_WAY) & Q(ended_at__isnull=False)),
                name="run_ended_when",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(problem="")) | (~Q(state="failed") & Q(problem="")),
                name="run_failed_because",
            ),
            models.CheckConstraint(
                condition=Q(state="done", progress=100) | (~Q(state="done") & Q(progress__lt=100)),
                name="run_whole_when_done",
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(inputs_digest=""), name="run_of_a_list"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state="done"), name="run_published_when_done"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="asked_once", fields=["programme", "kind", "rules", "rehearsal", "made_by", "public_id"]
            ),
            pgtrigger.Trigger(
                name="made_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
                func="""
                    IF (OLD.state, OLD.step, OLD.progress, OLD.problem, OLD.ended_at, OLD.inputs_digest,
                        OLD.findings, OLD.objections, OLD.closed, OLD.protocol)
                            IS DISTINCT FROM
                       (NEW.state, NEW.step, NEW.progress, NEW.problem, NEW.ended_at, NEW.inputs_digest,
                        NEW.findings, NEW.objections, NEW.closed, NEW.protocol) THEN
                        RAISE EXCEPTION 'the run has ended';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="published_by_two",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("published_at"),
                func="""
                    IF TG_OP = 'INSERT' THEN
                        IF NEW.published_at IS NOT NULL THEN
                            RAISE EXCEPTION 'a run is signed before it is published';
                        END IF;
                        RETURN NEW;
                    END IF;
                    IF OLD.published_at IS NOT NULL THEN
                        RAISE EXCEPTION 'the run is published';
                    END IF;
                    IF NEW.kind <> 'final' OR jsonb_array_length(NEW.findings) > 0 OR NEW.protocol IS NULL THEN
                        RAISE EXCEPTION 'only a final run whose invariants hold is published';
                    END IF;
                    IF (SELECT count(DISTINCT account_id) FROM programmes_signoff WHERE run_id = NEW.id) < 2 THEN
                        RAISE EXCEPTION 'two people sign before a run is published';
                    END IF;
                    IF EXISTS (SELECT 1 FROM programmes_programme p
                               WHERE p.id = NEW.programme_id AND p.last_rules_id IS NOT NULL AND NOT EXISTS (
                                   SELECT 1 FROM programmes_run s
                                   WHERE s.programme_id = p.id AND s.kind = 'shadow' AND s.state = 'done'
                                     AND s.inputs_digest = NEW.inputs_digest))
                    THEN
                        RAISE EXCEPTION 'last year''s rules stand beside the result first';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind} {self.created_at:%Y-%m-%d %H:%M}"


class SignOff(models.Model):
    """Somebody has looked at a run and stands for it. `words`: why it may be published with objections left."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="sign_offs")
    account = models.ForeignKey(Account, models.PROTECT, related_name="programme_sign_offs")
    words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("run", "account", name="sign_off_once")]
        triggers = [append_only()]

    def __str__(self) -> str:
        return f"{self.run_id} {self.account_id}"


@tracked("words", "reason")
class Contest(Stamped):
    """A guardian asks that a person looks at the result (PIPL art. 24). Words and reason are sealed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="contests")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="contests")
    words = SealedField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="contests_opened")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ContestState, default=ContestState.OPEN)
    reviewer = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="contests_reviewed"
    )
    reason = SealedField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("entry", condition=Q(state="open"), name="contest_one_open"),
            models.CheckConstraint(
                condition=Q(state="open", reviewer__isnull=True, decided_at__isnull=True)
                | (
                    ~Q(state="open")
                    & Q(reviewer__isnull=False, decided_at__isnull=False, reason__isnull=False)
                ),
                name="contest_decided_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=models.F("opened_by")),
                name="contest_not_reviewed_by_oneself",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="by_another",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("reviewer_id", "state"),
                func="""
                    IF NEW.reviewer_id = (SELECT made_by_id FROM programmes_run WHERE id = NEW.run_id) THEN
                        RAISE EXCEPTION 'the maker of a run does not review it';
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.state <> 'open' THEN
                        RAISE EXCEPTION 'the contest is decided';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.state}"


class Placing(models.Model):
    """What a run gave one entry, and why; or, with a `contest`, what a person gave it afterwards. Never changed.

    The latest placing of an entry counts. `position`: which of its wishes, from 1, 0 for none. `seat`: `open`,
    `released` or `group …`. `reasons`: one row for each wish, as the engine tells it. One that a contest gives takes
    a seat that is free: a trigger counts.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="placings")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="placings")
    programme_class = models.ForeignKey(
        ProgrammeClass, models.PROTECT, null=True, blank=True, related_name="placings"
    )
    position = models.PositiveSmallIntegerField(default=0)
    seat = models.CharField(max_length=30, blank=True)
    reasons = models.JSONField(default=list)
    contest = models.OneToOneField(Contest, models.PROTECT, null=True, blank=True, related_name="placing")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "run", "entry", condition=Q(contest__isnull=True), name="placing_once_in_a_run"
            ),
            models.CheckConstraint(
                condition=Q(programme_class__isnull=True, position=0)
                | Q(programme_class__isnull=False, position__gt=0),
                name="placing_position_of_a_place",
            ),
        ]
        triggers = [
            append_only(),
            pgtrigger.Trigger(
                name="takes_from_nobody",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__contest_id__isnull=False, new__programme_class_id__isnull=False),
                func="""
                    PERFORM 1 FROM programmes_programmeclass
                    WHERE id = NEW.programme_class_id FOR NO KEY UPDATE;
                    IF (SELECT count(*) FROM (
                            SELECT DISTINCT ON (p.entry_id) p.entry_id, p.programme_class_id
                            FROM programmes_placing p JOIN programmes_entry e ON e.id = p.entry_id
                            WHERE p.run_id = NEW.run_id AND e.state = 'entered' AND p.entry_id <> NEW.entry_id
                            ORDER BY p.entry_id, p.id DESC
                        ) latest WHERE latest.programme_class_id = NEW.programme_class_id)
                       >= (SELECT cap FROM programmes_programmeclass WHERE id = NEW.programme_class_id) THEN
                        RAISE EXCEPTION 'no seat is free: a review takes nobody''s place';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="none_after_its_end",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__contest_id__isnull=True),
                func="""
                    IF (SELECT ended_at FROM programmes_run WHERE id = NEW.run_id) IS NOT NULL THEN
                        RAISE EXCEPTION 'the run has ended';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.programme_class_id}"

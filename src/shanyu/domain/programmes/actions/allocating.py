"""From the closed window to the published result: list, public value, runs, signatures."""

from django.utils.translation import gettext as _

from shanyu.domain.programmes.jobs import compute, get_ready, tell_result
from shanyu.domain.programmes.kinds import (
    UNDER_WAY,
    ContestState,
    EntryState,
    EvidenceState,
    ProgrammeState,
    RunKind,
    RunState,
)
from shanyu.domain.programmes.market import current_list
from shanyu.domain.programmes.models import (
    ClosedList,
    Contest,
    Evidence,
    Programme,
    RuleSet,
    Run,
    SignOff,
)
from shanyu.domain.programmes.refusals import (
    EvidenceWaiting,
    NotAtThisStep,
    NotPublishable,
    RunEnded,
    SayWhyObjections,
    StillContestable,
    TwoPeopleNeeded,
    ValueNotKnown,
    WindowOpen,
)
from shanyu.domain.programmes.rules import contest_until, said
from shanyu.engines.allocation import lottery
from shanyu.engines.allocation.compiling import SMALL
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action
from shanyu.kernel.planning import plan, planned


@action("programmes.close_list", on=Programme)
def close_list(actor: Actor, programme: Programme) -> ClosedList:
    """Freeze the applications when the window is over and all evidence is checked; its digest is published.

    Raises WindowOpen, EvidenceWaiting, NotAtThisStep.
    """
    if programme.state not in (ProgrammeState.ANNOUNCED, ProgrammeState.OPEN):
        raise NotAtThisStep
    if now() < programme.closes_at:
        raise WindowOpen(when=said(programme.closes_at))
    waiting = Evidence.objects.filter(
        entry__programme=programme, entry__state=EntryState.ENTERED, state=EvidenceState.CLAIMED
    ).count()
    if waiting:
        raise EvidenceWaiting(count=waiting)
    listed = current_list(programme)
    programme.state = ProgrammeState.CLOSED
    programme.save(update_fields=["state"])
    if len(listed) > SMALL and not planned(get_ready):
        plan(get_ready)
    return ClosedList.objects.create(
        programme=programme,
        applications=listed,
        digest=lottery.digest(listed),
        closed_by_id=actor.account_id,
        at=now(),
    )


@action("programmes.draw", on=Programme)
def draw(actor: Actor, programme: Programme, *, value: str) -> Programme:
    """Enter the public value, once, when it is known. Raises NotAtThisStep, ValueNotKnown, Invalid."""
    if programme.state != ProgrammeState.CLOSED:
        raise NotAtThisStep
    if now() < programme.public_value_at:
        raise ValueNotKnown(when=said(programme.public_value_at))
    if not 0 < len(value.strip()) <= 300:
        raise Invalid({"value": _("请填写公布的数字。")})
    programme.drawn_value, programme.drawn_at = value.strip(), now()
    programme.state = ProgrammeState.DRAWN
    programme.save(update_fields=["drawn_value", "drawn_at", "state"])
    return programme


@action("programmes.dry_run", on=Programme)
def dry_run(actor: Actor, programme: Programme, *, rules: RuleSet | None = None) -> Run:
    """Plan a computation with these rules (none: the programme's), kept for comparison. It decides nothing.

    The order is a rehearsal, the same for every set of rules, never the lottery. Returns the run that waits, or the
    one under way; `queries.run` tells how far it is. Raises OutOfReach, NotAtThisStep.
    """
    rules = rules or programme.rules
    if rules.region_id not in programme.region.lineage:
        raise OutOfReach
    if programme.state == ProgrammeState.OVER:
        raise NotAtThisStep
    return _planned(actor, programme, RunKind.DRY, rules)


@action("programmes.final_run", on=Programme)
def final_run(actor: Actor, programme: Programme) -> Run:
    """Plan the computation of the result from the frozen list and the lottery; beside it last year's rules.

    It may be made again while it is not published: the same comes of it. Returns the run that waits, or the one
    under way. Raises NotAtThisStep.
    """
    if programme.state != ProgrammeState.DRAWN:
        raise NotAtThisStep
    return _planned(actor, programme, RunKind.FINAL, programme.rules)


@action("programmes.cancel_run", on=Run)
def cancel_run(actor: Actor, run: Run) -> Run:
    """Stop a run that waits or is under way; nothing of it is kept. Twice changes nothing. Raises RunEnded."""
    if run.state == RunState.CANCELLED:
        return run
    if run.state not in UNDER_WAY:
        raise RunEnded
    run.state, run.ended_at = RunState.CANCELLED, now()
    run.save(update_fields=["state", "ended_at"])
    return run


@action("programmes.sign_off", on=Run)
def sign_off(actor: Actor, run: Run, *, words: str = "") -> SignOff:
    """Stand for a final run. Where objections are left the words say why it may be published all the same.

    Raises NotPublishable, SayWhyObjections, Invalid.
    """
    if not _publishable(run):
        raise NotPublishable
    if run.objections and not words.strip():
        raise SayWhyObjections(count=run.objections)
    if len(words.strip()) > 300:
        raise Invalid({"words": _("最多 %(most)s 个字。") % {"most": 300}})
    made, _new = SignOff.objects.get_or_create(
        run=run,
        account_id=actor.account_id,
        defaults={"words": words.strip(), "created_at": now()},
    )
    return made


@action("programmes.publish", on=Run)
def publish(actor: Actor, run: Run) -> Run:
    """Publish a final run that two people have signed. Raises NotPublishable, TwoPeopleNeeded."""
    if not _publishable(run):
        raise NotPublishable
    signed = run.sign_offs.values("account").distinct().count()
    if signed < 2:
        raise TwoPeopleNeeded(count=signed)
    programme = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=run.programme_id)
    if programme.state != ProgrammeState.DRAWN:
        raise NotPublishable
    run.published_at = programme.published_at = now()
    run.save(update_fields=["published_at"])
    programme.state = ProgrammeState.PUBLISHED
    programme.save(update_fields=["state", "published_at"])
    plan(tell_result, run=run.pk)
    return run


@action("programmes.finish", on=Programme)
def finish(actor: Actor, programme: Programme) -> Programme:
    """The programme is over: nothing is contested any more, nor can it be.

    Raises StillContestable before the days for contests are over; NotAtThisStep.
    """
    waiting = Contest.objects.filter(run__programme=programme, state=ContestState.OPEN).exists()
    if programme.state != ProgrammeState.PUBLISHED or waiting:
        raise NotAtThisStep
    until = contest_until(programme.published_at)
    if now() < until:
        raise StillContestable(when=said(until))
    programme.state = ProgrammeState.OVER
    programme.save(update_fields=["state"])
    return programme


def _publishable(run: Run) -> bool:
    done = run.state == RunState.DONE and run.published_at is None
    return done and run.kind == RunKind.FINAL and not run.findings


def _planned(actor: Actor, programme: Programme, kind: str, rules: RuleSet) -> Run:
    """One computation of a kind and set of rules at a time; the programme is locked by the door."""
    going = Run.objects.filter(programme=programme, kind=kind, rules=rules, state__in=UNDER_WAY).first()
    if going:
        return going
    made = Run.objects.create(
        programme=programme,
        kind=kind,
        rules=rules,
        rehearsal=kind == RunKind.DRY,
        made_by_id=actor.account_id,
    )
    plan(compute, run=made.pk)
    return made

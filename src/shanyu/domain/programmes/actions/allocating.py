"""From the closed window to the published result: list, public value, runs, signatures."""

from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from shanyu.domain.programmes.kinds import (
    ContestState,
    EntryState,
    EvidenceState,
    ProgrammeState,
    RunKind,
)
from shanyu.domain.programmes.market import announcement_of, current_list, market, rehearsal
from shanyu.domain.programmes.models import (
    ClosedList,
    Contest,
    Entry,
    Evidence,
    Placing,
    Programme,
    RuleSet,
    Run,
    SignOff,
)
from shanyu.domain.programmes.refusals import (
    EvidenceWaiting,
    NotAtThisStep,
    NotPublishable,
    SayWhyObjections,
    TwoPeopleNeeded,
    ValueNotKnown,
    WindowOpen,
)
from shanyu.domain.programmes.rules import said
from shanyu.engines.allocation import invariants, lottery, protocol, reasons, running
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action


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
    """Compute with these rules (none: the programme's) and keep it for comparison. It decides nothing.

    The order is a rehearsal, the same for every set of rules, never the lottery. Raises OutOfReach.
    """
    rules = rules or programme.rules
    if rules.region_id not in programme.region.lineage:
        raise OutOfReach
    closed = ClosedList.objects.filter(programme=programme).first()
    listed = closed.applications if closed else current_list(programme)
    found = running.run(market(programme, listed, rules), rehearsal(listed))
    return _keep(actor, programme, RunKind.DRY, rules, found, listed)


@action("programmes.final_run", on=Programme)
def final_run(actor: Actor, programme: Programme) -> Run:
    """Compute the result from the frozen list and the lottery, with its protocol; and beside it last year's rules.

    It may be made again while it is not published: the same comes of it. Raises NotAtThisStep.
    """
    if programme.state != ProgrammeState.DRAWN:
        raise NotAtThisStep
    listed = programme.closed_list.applications
    seed = bytes.fromhex(programme.seed.reveal())
    if programme.last_rules is not None:
        shadow = market(programme, listed, programme.last_rules)
        drawn = protocol.draw(shadow, seed, programme.drawn_value)
        _keep(actor, programme, RunKind.SHADOW, programme.last_rules, running.run(shadow, drawn), listed)
    whole = market(programme, listed, programme.rules)
    found = running.run(whole, protocol.draw(whole, seed, programme.drawn_value))
    document = protocol.write(found, announcement_of(programme), seed, programme.drawn_value)
    return _keep(actor, programme, RunKind.FINAL, programme.rules, found, listed, document)


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
    return run


@action("programmes.finish", on=Programme)
def finish(actor: Actor, programme: Programme) -> Programme:
    """The programme is over: nothing is contested any more. Raises NotAtThisStep."""
    waiting = Contest.objects.filter(run__programme=programme, state=ContestState.OPEN).exists()
    if programme.state != ProgrammeState.PUBLISHED or waiting:
        raise NotAtThisStep
    programme.state = ProgrammeState.OVER
    programme.save(update_fields=["state"])
    return programme


def _publishable(run: Run) -> bool:
    return run.kind == RunKind.FINAL and not run.findings and run.published_at is None


def _keep(
    actor: Actor,
    programme: Programme,
    kind: str,
    rules: RuleSet,
    found: running.Run,
    listed: Sequence[dict],
    document: dict | None = None,
) -> Run:
    """A run and its placings, checked by the second program; in a fixed number of statements."""
    placed = [(name, site) for name, site in found.assigned().items() if site is not None]
    wrong = invariants.check(found.programme, found.lines, placed, [closure.site for closure in found.closed])
    made = Run.objects.create(
        programme=programme,
        kind=kind,
        rules=rules,
        rehearsal=kind == RunKind.DRY,
        inputs_digest=lottery.digest(list(listed)),
        findings=[asdict(one) for one in wrong],
        objections=len(found.objections()),
        closed=[asdict(one) for one in found.closed],
        protocol=document,
        made_by_id=actor.account_id,
    )
    Placing.objects.bulk_create(_placings(made, programme, found), batch_size=1000)
    return made


def _placings(made: Run, programme: Programme, found: running.Run) -> list[Placing]:
    """Only a final run is told to families, so only it keeps its reasons."""
    entries = dict(Entry.objects.filter(programme=programme).values_list("alias", "pk"))
    classes = dict(programme.classes.values_list("code", "pk"))
    wishes = {one.id: one.wishes for one in found.programme.applications}
    seats, moment = found.seats(), now()
    return [
        Placing(
            run=made,
            entry_id=entries[name],
            programme_class_id=None if code is None else classes[code],
            position=0 if code is None else wishes[name].index(code) + 1,
            seat=seats.get(name, ""),
            reasons=[asdict(one) for one in reasons.reasons(found, name)]
            if made.kind == RunKind.FINAL
            else [],
            created_at=moment,
        )
        for name, code in found.assigned().items()
    ]

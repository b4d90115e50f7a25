"""Asking after children who are absent without a word: tried, reached with the reason, or not reached."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.care.here import ON_THE_FLOOR
from shanyu.domain.care.kinds import LeaveReason, TracingState
from shanyu.domain.care.models import Leave, Tracing, TracingChoice
from shanyu.domain.care.tracing import TracingEnded
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish

MOST_NOTE = 300


@action("care.tried_to_reach", on=Tracing)
def tried_to_reach(actor: Actor, tracing: Tracing, *, note: str = "") -> Tracing:
    """Nobody answered yet: count the try. Raises TracingEnded."""
    _open(tracing)
    tracing.tried += 1
    return _written(tracing, note)


@action("care.family_reached", on=Tracing)
def family_reached(
    actor: Actor, tracing: Tracing, *, reason: str, symptoms: Sequence[str] = (), note: str = ""
) -> Tracing:
    """The family was reached: the reason becomes a leave of that day, so that a wave of illness is seen.

    Raises TracingEnded, and Invalid for symptoms without an illness.
    """
    _open(tracing, also=TracingState.UNREACHED)
    if symptoms and reason != LeaveReason.ILL:
        raise Invalid({"symptoms": _("生病才填写症状。")})
    told = Leave.objects.filter(child=tracing.child_id, during__contains=tracing.day, withdrawn_at=None)
    if not told.exists():
        leave = Leave.objects.create(
            child_id=tracing.child_id, site_id=tracing.site_id, reason=reason, symptoms=list(symptoms),
            during=DateRange(tracing.day, tracing.day + timedelta(days=1)), told_by_id=actor.account_id,
        )  # fmt: skip
        publish("care.leave_told", leave=leave)
    tracing.tried += 1
    return _ended(tracing, TracingState.REACHED, note)


@action("care.family_not_reached", on=Tracing)
def family_not_reached(actor: Actor, tracing: Tracing, *, note: str) -> Tracing:
    """Nobody could be reached; it stays an exception that the authority sees. Raises TracingEnded, Invalid."""
    _open(tracing)
    if not note.strip():
        raise Invalid({"note": _("请写下怎么联系过、接下来怎么办。")})
    tracing.tried += 1
    return _ended(tracing, TracingState.UNREACHED, note)


@action("care.choose_tracing", on=Site)
def choose_tracing(actor: Actor, site: Site, *, begins: int | None, named: Account | None) -> TracingChoice:
    """From which minute of the day a site asks, and who does; None for the rule's hour, and for the head.

    Raises Invalid for somebody who has no post there, and for an hour that is no morning's.
    """
    if begins is not None and not 420 <= begins <= 690:
        raise Invalid({"begins": _("请选 7:00 到 11:30 之间的时间。")})
    posts = site.posts.filter(role__in=ON_THE_FLOOR, valid__contains=today())
    if named is not None and not posts.filter(worker__account=named).exists():
        raise Invalid({"named": _("请选在本机构任职的人员。")})
    choice, _made = TracingChoice.objects.update_or_create(
        site=site, defaults={"begins": begins, "named": named}
    )
    return choice


def _open(tracing: Tracing, *, also: str = "") -> None:
    if tracing.state not in {TracingState.OPEN, also}:
        raise TracingEnded


def _ended(tracing: Tracing, state: TracingState, note: str) -> Tracing:
    tracing.state, tracing.ended_at = state, now()
    return _written(tracing, note)


def _written(tracing: Tracing, note: str) -> Tracing:
    if note.strip():
        tracing.note = note.strip()[:MOST_NOTE]
    tracing.save()
    return tracing

"""Many sessions at once: a series made, edited from one session on, and chosen rows changed together.

A row that cannot be made or changed does not stop the others: it is named with its reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shanyu.domain.booking.actions.places import resized
from shanyu.domain.booking.actions.sessions import called_off, checked, published
from shanyu.domain.booking.drafting import Facts, facts_of
from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Host, PlanItem, Series, Session
from shanyu.domain.booking.planning import change, make, shifted
from shanyu.domain.booking.refusals import AlreadyOver, CalledOff, NotYetOut, SeveralWaves
from shanyu.domain.booking.weekly import MOST, Weekly
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Invalid, Refusal
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action, query

SCOPES = ("one", "onward", "all")
#: What a session of a series has of its own: it is not carried over to its sisters.
_OWN = {"starts_at", "ends_at", "opens_at", "closes_at", "cancel_until"}


@dataclass(frozen=True)
class Row:
    """What became of one session: its start, and why not, where it did not work."""

    starts_at: datetime
    title: str
    session: Session | None = None
    problem: str = ""


@dataclass
class Outcome:
    """What was done and what was not, in the order of time."""

    rows: list[Row] = field(default_factory=list)
    series: Series | None = None

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.problem]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if row.problem]


@query("booking.preview_series", on=Host)
def preview_series(actor: Actor, host: Host, facts: Facts, weekly: Weekly, batch: Batch) -> Outcome:
    """What `make_series` would make, and what stands in the way of each other day; nothing is kept.

    It is the real thing, taken back: so that what is shown is what the database will say.
    """
    with transaction.atomic():
        outcome = _made(host, facts, weekly, batch, None)
        transaction.set_rollback(True)
    return outcome


@action("booking.make_series", on=Host)
def make_series(
    actor: Actor,
    host: Host,
    facts: Facts,
    weekly: Weekly,
    batch: Batch,
    *,
    publish: bool = False,
    item: int | None = None,
) -> Outcome:
    """Make the sessions of a series, as drafts or published at once. Days that clash are left out and named.

    `item` is the line of the host's plan that is done by this; a line of another host is left alone.
    """
    series = Series.objects.create(host=host, title=facts.title.strip())
    outcome = _made(host, facts, weekly, batch, series)
    if not outcome.good:
        raise Invalid({"first": _("每一天都有冲突，没有可以生成的场次。")})
    if publish:
        keys = [row.session.pk for row in outcome.good]
        Session.objects.filter(pk__in=keys).update(state=SessionState.PUBLISHED, modified_at=now())
    outcome.series = series
    lines = PlanItem.objects.filter(pk=item or 0, host=host).exclude(state=PlanItem.State.DROPPED)
    for line in lines.select_for_update(no_key=True):
        line.state = PlanItem.State.PUBLISHED
        line.save(update_fields=["state"])
        touched(line)
    touched(series, *(row.session for row in outcome.good))
    return outcome


def _made(host: Host, facts: Facts, weekly: Weekly, batch: Batch, series: Series | None) -> Outcome:
    days = weekly.days()
    if not days or len(days) > MOST:
        words = _("这段时间里没有这样的日子。") if not days else _("一次最多 %(most)s 场。") % {"most": MOST}
        raise Invalid({"last": words})
    checked([batch])
    outcome = Outcome()
    first = local(facts.starts_at).date()
    for day in days:
        by = timedelta(days=(day - first).days)
        outcome.rows.append(_one(host, facts.moved(by), _moved(batch, by), series))
    return outcome


def _one(host: Host, facts: Facts, batch: Batch, series: Series | None) -> Row:
    def put() -> Session:
        if facts.starts_at <= now():
            raise AlreadyOver
        return make(host, facts, [batch], series)

    return tried(put, facts.starts_at, facts.title)


def _moved(batch: Batch, by: timedelta) -> Batch:
    until = batch.open_to_all_at
    return replace(batch, open_to_all_at=until + by if until else None)


def tried(act: Callable[[], Session], starts_at: datetime, title: str) -> Row:
    """Run one row in a savepoint; a refusal is its problem, and the others go on."""
    try:
        with transaction.atomic():
            return Row(starts_at, title, act())
    except Invalid as refusal:
        return Row(starts_at, title, problem=refusal.step())
    except Refusal as refusal:
        return Row(starts_at, title, problem=refusal.sentence())


@action("booking.edit_series", on=Session)
def edit_series(actor: Actor, session: Session, facts: Facts, *, scope: str) -> Outcome:
    """Change a session, and what was changed also in its series: from here `onward`, or in `all` to come.

    Texts and numbers are set as here; times move by as much as they moved here. The first row is the session
    itself, whose refusal is raised; the others are named.
    """
    if scope not in SCOPES:
        raise Invalid({"scope": _("请选择改哪些场次。")})
    before = facts_of(session)
    start = session.starts_at
    change(session, facts)
    outcome = Outcome([Row(session.starts_at, session.title, session)])
    if scope == "one" or session.series_id is None:
        return outcome
    since = start if scope == "onward" else now()
    sisters = Session.objects.filter(series=session.series_id, starts_at__gt=since).exclude(pk=session.pk)
    changed = _changed(before, facts)
    rows = (
        sisters.exclude(state=SessionState.CANCELLED)
        .select_for_update(of=("self",), no_key=True)
        .order_by("starts_at")
    )
    # Moved later, the last goes first, so that each finds its new place free.
    by = facts.starts_at - before.starts_at
    for sister in sorted(rows, key=lambda one: one.starts_at, reverse=by > timedelta(0)):
        outcome.rows.append(tried(lambda s=sister: _follow(s, before, facts, changed), *_named(sister)))
    outcome.rows.sort(key=lambda row: row.starts_at)
    touched(*(row.session for row in outcome.good))
    return outcome


def _changed(before: Facts, after: Facts) -> dict:
    names = [one.name for one in fields(Facts) if one.name not in _OWN]
    return {name: getattr(after, name) for name in names if getattr(after, name) != getattr(before, name)}


def _follow(sister: Session, before: Facts, after: Facts, changed: dict) -> Session:
    own = facts_of(sister)
    moves = {}
    for name in _OWN:
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and old != new:
            # A moment that is the same for all, such as one opening for a whole term, stays the same for all.
            moves[name] = new if getattr(own, name) == old else getattr(own, name) + (new - old)
    change(sister, replace(own, **changed, **moves))
    return sister


def _named(session: Session) -> tuple[datetime, str]:
    return session.starts_at, session.title


@dataclass(frozen=True)
class Together:
    """What is done to chosen sessions: exactly what is not empty."""

    minutes: int = 0
    capacity: int | None = None
    staff: tuple[int, ...] | None = None
    because: str = ""
    publish: bool = False


@action("booking.change_together", on=Host)
def change_together(actor: Actor, host: Host, chosen: Iterable[UUID], what: Together) -> Outcome:
    """Do the same to chosen sessions of a host: move them, set places or staff, publish, or call off."""
    rows = Session.objects.filter(host=host, public_id__in=list(chosen)).select_related("host")
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("starts_at"))
    if not found:
        raise Invalid({"chosen": _("请先选择场次。")})
    if what == Together():
        raise Invalid({"chosen": _("请选择要做什么。")})
    outcome = Outcome()
    for one in sorted(found, key=lambda row: row.starts_at, reverse=what.minutes > 0):
        outcome.rows.append(tried(lambda s=one: _done(actor, s, what), *_named(one)))
    outcome.rows.sort(key=lambda row: row.starts_at)
    touched(*found)
    return outcome


def _done(actor: Actor, session: Session, what: Together) -> Session:
    if what.because:
        if session.state == SessionState.DRAFT:
            raise NotYetOut
        called_off(actor, session, what.because)
        return session
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    facts = shifted(session, timedelta(minutes=what.minutes))
    if what.staff is not None:
        facts = replace(facts, staff=what.staff)
    if what.minutes or what.staff is not None:
        change(session, facts)
    if what.capacity is not None:
        resized(session, _only_pool(session), what.capacity)
    if what.publish:
        published(session)
    return session


def _only_pool(session: Session) -> int:
    pools = list(session.pools.exclude(capacity=0).values_list("pk", flat=True))
    if len(pools) != 1:
        raise SeveralWaves
    return pools[0]

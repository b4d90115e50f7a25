"""Places of a session: more, fewer, another wave, a quota."""

from datetime import datetime

from django.utils.translation import gettext as _

from shanyu.domain.booking import claims, jobs
from shanyu.domain.booking.actions.sessions import checked
from shanyu.domain.booking.kinds import TAKING, Group, SessionState
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Booking, Pool, Session
from shanyu.domain.booking.names import guardian_name
from shanyu.domain.booking.refusals import AlreadyOver, BelowTaken, CalledOff
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action


@action("booking.set_places", on=Session)
def set_places(actor: Actor, session: Session, *, pool: int, capacity: int) -> Session:
    """Change how many places a batch has; more go down the line at once.

    Raises BelowTaken where more are taken already: its fact `families` are the names of those who booked last,
    whom it would touch. Raises OutOfReach for another session's batch, Invalid, CalledOff.
    """
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    if not Pool.objects.filter(session=session, pk=pool).exists():
        raise OutOfReach
    resized(session, pool, capacity)
    return session


def resized(session: Session, pool: int, capacity: int) -> None:
    if not 0 <= capacity <= 5000:
        raise Invalid({"capacity": _("名额应在 0 到 5000 之间。")})
    if not claims.resize(pool, capacity):
        taken = Pool.objects.get(pk=pool).taken
        raise BelowTaken(taken=taken, asked=capacity, families=_whom_it_touches(pool, taken - capacity))
    jobs.tell_soon()


def _whom_it_touches(pool: int, too_many: int) -> list[str]:
    """The families of a batch who booked last, until their places make up what would be taken away."""
    names = []
    rows = Booking.objects.filter(pool=pool, state__in=TAKING).order_by("-created_at", "-pk")
    for booking in rows.select_related("account"):
        if too_many <= 0:
            break
        names.append(guardian_name(booking.account))
        too_many -= booking.places
    return names


@action("booking.add_wave", on=Session)
def add_wave(
    actor: Actor,
    session: Session,
    *,
    capacity: int,
    opens_at: datetime | None = None,
    group: str = Group.ALL,
    open_to_all_at: datetime | None = None,
) -> Session:
    """Another batch of places: a wave that opens later, or a quota kept for a group until it opens to all.

    Raises Invalid, CalledOff, AlreadyOver.
    """
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    if session.starts_at <= now():
        raise AlreadyOver
    if group not in Group.values:
        raise Invalid({"group": _("请选择给谁的名额。")})
    opens = opens_at or max(session.opens_at, now())
    if opens >= session.closes_at:
        raise Invalid({"opens_at": _("这一批应早于预约截止开放。")})
    checked([Batch(capacity, opens, group, open_to_all_at)])
    claims.add_pool(session.pk, capacity, opens, group, open_to_all_at)
    jobs.tell_soon()
    return session

"""A host's sessions: draft, edit, publish, copy, call off; who leads them and how they look."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from shanyu.domain.booking import claims, jobs
from shanyu.domain.booking.drafting import DRAWINGS, Facts, staff_of, taken_refusals
from shanyu.domain.booking.kinds import SessionState
from shanyu.domain.booking.making import Batch
from shanyu.domain.booking.models import Booking, Host, Partner, Session
from shanyu.domain.booking.planning import change, copied, make, put_staff
from shanyu.domain.booking.refusals import AlreadyOver, CalledOff, HasBookings, NotADraft
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.policy import operators_sites, own_sites, own_station
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, Role
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import PICTURES, keep

REASON = range(2, 201)


@action("booking.my_hosts")
def my_hosts(actor: Actor) -> list[Host]:
    """The hosts that the actor acts for, by name. A host's row is made when its keeper first comes."""
    sites = Site.objects.filter(own_sites(actor) | operators_sites(actor) | own_station(actor))
    partners = Partner.objects.filter(pk__in=actor.targets(Role.PARTNER, "partner"))
    Host.objects.bulk_create(
        [
            *(Host(site=site) for site in sites.filter(host=None)),
            *(Host(partner=partner) for partner in partners.filter(host=None)),
        ],
        ignore_conflicts=True,
    )
    found = Host.objects.filter(site__in=sites) | Host.objects.filter(partner__in=partners)
    rows = found.select_related("site__region", "partner__region")
    return sorted(rows, key=lambda host: (getattr(host.who, "sort_key", ""), host.who.name))


@action("booking.draft_session", on=Host)
def draft_session(actor: Actor, host: Host, facts: Facts, *, batches: Sequence[Batch]) -> Session:
    """Draft a session with its places. Raises Invalid, PlaceTaken, StaffTaken."""
    return make(host, facts, checked(batches))


@action("booking.edit_session", on=Session)
def edit_session(actor: Actor, session: Session, facts: Facts) -> Session:
    """Change a session. With its time the time of everybody who is booked moves, in the same transaction.

    Raises what `planning.change` raises.
    """
    change(session, facts)
    return session


@action("booking.set_staff", on=Session)
def set_staff(actor: Actor, session: Session, workers: Sequence[int]) -> Session:
    """Let exactly these workers lead the session. Raises Invalid for others' workers, StaffTaken."""
    if len(staff_of(session.host, tuple(workers))) != len(set(workers)):
        raise Invalid({"staff": _("请选择本机构的在岗人员。")})
    with guarded(**taken_refusals(session)):
        put_staff(session, workers)
    return session


@action("booking.publish_session", on=Session)
def publish_session(actor: Actor, session: Session) -> Session:
    """Let families find and book a draft. Raises NotADraft, AlreadyOver."""
    return published(session)


def published(session: Session) -> Session:
    if session.state != SessionState.DRAFT:
        raise NotADraft
    if session.closes_at <= now():
        raise AlreadyOver
    session.state = SessionState.PUBLISHED
    session.save(update_fields=["state"])
    return session


@action("booking.copy_session", on=Session)
def copy_session(actor: Actor, session: Session, *, starts_at: datetime) -> Session:
    """A draft like this session at another time. Raises AlreadyOver, PlaceTaken, StaffTaken."""
    if starts_at <= now():
        raise AlreadyOver
    return make(session.host, *copied(session, starts_at))


@action("booking.delete_draft", on=Session)
def delete_draft(actor: Actor, session: Session) -> None:
    """Take a draft away. Raises HasBookings for one that families know of: that is called off instead."""
    if session.state != SessionState.DRAFT or Booking.objects.filter(session=session).exists():
        raise HasBookings
    session.delete()


@action("booking.call_off_session", on=Session)
def call_off_session(actor: Actor, session: Session, *, because: str) -> int:
    """Call a published session off; every family is told why. How many there were.

    Raises Invalid without a reason, CalledOff, NotADraft, AlreadyOver.
    """
    return called_off(actor, session, because)


def called_off(actor: Actor, session: Session, because: str) -> int:
    if len(because.strip()) not in REASON:
        raise Invalid({"because": _("请写明原因，每个家庭都会看到，2 到 200 个字。")})
    if session.state == SessionState.CANCELLED:
        raise CalledOff
    if session.ends_at <= now():
        raise AlreadyOver
    told = claims.call_off(session.pk, because.strip(), actor.account_id)
    jobs.tell_soon()
    return told


@action("booking.set_poster", on=Session)
def set_poster(
    actor: Actor, session: Session, *, file: IO[bytes] | None = None, file_name: str = "", drawing: str = ""
) -> Session:
    """Give a session a poster: a picture of its own, or a drawing of the platform's. Raises Invalid."""
    if file is None and drawing not in DRAWINGS:
        raise Invalid({"file": _("请上传一张海报，或选一幅配图。")})
    if file is not None:
        session.poster = keep(file, name=file_name, owner=session, allowed=PICTURES)
        session.drawing = ""
    else:
        session.poster, session.drawing = None, drawing
    session.save(update_fields=["poster", "drawing"])
    return session


def checked(batches: Sequence[Batch]) -> Sequence[Batch]:
    """The batches, if they make sense. Raises Invalid for the fields of a batch."""
    for batch in batches:
        if not 1 <= batch.capacity <= 5000:
            raise Invalid({"capacity": _("名额应在 1 到 5000 之间。")})
        if bool(batch.group) != (batch.open_to_all_at is not None):
            raise Invalid({"open_to_all_at": _("保留给一部分家庭的名额，要写明何时对所有家庭开放。")})
        if batch.opens_at and batch.open_to_all_at and batch.open_to_all_at <= batch.opens_at:
            raise Invalid({"open_to_all_at": _("应晚于这一批的开放时间。")})
    if not batches:
        raise Invalid({"capacity": _("请填名额。")})
    return batches

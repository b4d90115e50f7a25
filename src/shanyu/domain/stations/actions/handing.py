"""Children handed over at a station: in, out, corrected; and from one carer to another.

Every step locks the station's day first, so that the ratio is counted by one at a time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from shanyu.domain.booking import codes
from shanyu.domain.booking.kinds import BookingState, SessionKind, Standing
from shanyu.domain.booking.models import BookedChild, Booking
from shanyu.domain.people.models import Account, Guardianship
from shanyu.domain.providers.models import Worker
from shanyu.domain.stations import rules
from shanyu.domain.stations.kinds import RECOGNISED, Step, Way
from shanyu.domain.stations.models import HandOver, Minding, PickUpPerson
from shanyu.domain.stations.presence import here, lock_day, minders_at, months_of, ratio_at
from shanyu.domain.stations.refusals import (
    AlreadyHere,
    CannotUndo,
    CodeNeeded,
    MinderFull,
    MoreCarersNeeded,
    NotBooked,
    NotHere,
    NotOnDuty,
    NotTheirAdult,
    NotYet,
    WrongCode,
)
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import because, touched
from shanyu.kernel.door.verbs import action

#: What arrives later than this was entered while the network was off: it has happened, and is noted as it was.
LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Adult:
    """Who stands at the door: a guardian by account, or a named person; the code they show, or how one knows them."""

    guardian: UUID | None = None
    person: UUID | None = None
    code: str = ""
    way: str = ""


@action("stations.hand_in", on=BookedChild)
def hand_in(
    actor: Actor, booked: BookedChild, *, adult: Adult, minder: int, mark: UUID, at: datetime | None = None
) -> HandOver:
    """Take a child in from an adult; `minder` minds it from now. The same `mark` is the same hand-over again.

    Raises NotBooked, NotYet, AlreadyHere, NotTheirAdult, WrongCode, NotOnDuty, MinderFull, and
    MoreCarersNeeded where the carers on duty may mind no further child. What was entered with the network off
    has happened: it is kept, and `beyond` says that the ratio was passed.
    """
    moment, late = _moment(at)
    lock_day(booked.session.host.site_id, local(moment).date())
    if (known := _known(mark, booked)) is not None:
        return known
    _check_booking(booked, moment)
    who = _adult(booked, adult, Step.IN)
    beyond = _check_ratio(booked, minder, moment, late)
    made = _noted(actor, booked, Step.IN, who, mark, minder, moment, beyond=beyond)
    site = booked.session.host.site_id
    Minding.objects.create(site_id=site, booked=booked, worker_id=minder, during=_from(moment))
    Booking.objects.filter(pk=booked.booking_id, state=BookingState.BOOKED).update(
        state=BookingState.ATTENDED, arrived_at=moment, modified_at=now()
    )
    return made


@action("stations.hand_out", on=BookedChild)
def hand_out(
    actor: Actor, booked: BookedChild, *, adult: Adult, mark: UUID, at: datetime | None = None
) -> HandOver:
    """Give a child to a named adult with the code, or to a guardian whom the worker knows, and how.

    Raises NotHere, NotTheirAdult, WrongCode, CodeNeeded.
    """
    moment, _late = _moment(at)
    lock_day(booked.session.host.site_id, local(moment).date())
    if (known := _known(mark, booked)) is not None:
        return known
    minding = _minding(booked)
    if moment < minding.during.lower:
        raise NotHere
    who = _adult(booked, adult, Step.OUT)
    made = _noted(actor, booked, Step.OUT, who, mark, minding.worker_id, moment)
    _ended(minding, moment)
    return made


@action("stations.take_over", on=BookedChild)
def take_over(actor: Actor, booked: BookedChild, *, minder: int) -> Minding:
    """Another carer minds the child from now. Raises NotHere, NotOnDuty, MinderFull."""
    moment = now()
    lock_day(booked.session.host.site_id, local(moment).date())
    minding = _minding(booked)
    if minding.worker_id == minder:
        return minding
    _check_minder(booked, minder, moment)
    if minding.during.lower >= moment:
        minding.worker_id = minder
        minding.save(update_fields=["worker"])
        return minding
    _ended(minding, moment)
    return Minding.objects.create(
        site_id=minding.site_id, booked=booked, worker_id=minder, during=_from(moment)
    )


@action("stations.undo_hand_over", on=HandOver)
def undo_hand_over(actor: Actor, wrong: HandOver, *, note: str, mark: UUID) -> HandOver:
    """Take the last hand-over of a child back by a new row that says why. Raises Invalid, CannotUndo."""
    booked = wrong.booked
    lock_day(wrong.site_id, local(wrong.at).date())
    if (known := HandOver.objects.filter(mark=mark).first()) is not None:
        return known
    if not note.strip():
        raise Invalid({"note": _("请写明为什么更正。")})
    if last_of(booked) != wrong or local(wrong.at).date() != local(now()).date():
        raise CannotUndo
    made = HandOver.objects.create(
        mark=mark, site_id=wrong.site_id, booked=booked, step=Step.UNDO, worker_id=wrong.worker_id,
        corrects=wrong, note=note.strip()[:200], account_id=actor.account_id, at=now(), created_at=now(),
    )  # fmt: skip
    if wrong.step == Step.IN:
        Minding.objects.filter(booked=booked, void=False).update(void=True, modified_at=now())
        Booking.objects.filter(pk=booked.booking_id, state=BookingState.ATTENDED).exclude(
            children__mindings__void=False
        ).update(state=BookingState.BOOKED, arrived_at=None, modified_at=now())
    else:
        last = Minding.objects.filter(booked=booked, void=False).order_by("-during", "-pk").first()
        last.during = _from(last.during.lower)
        last.save(update_fields=["during"])
    return made


def last_of(booked: BookedChild) -> HandOver | None:
    """The last hand-over of a child that stands."""
    standing = HandOver.objects.filter(booked=booked, corrected_by=None).exclude(step=Step.UNDO)
    return standing.order_by("-pk").first()


def _moment(at: datetime | None) -> tuple[datetime, bool]:
    """When it happened, and whether it comes late. Raises Invalid for what lies ahead or too far back."""
    present = now()
    if at is None or present - LATE <= at <= present + LATE:
        return min(at or present, present), False
    oldest = rules.book.rule("drop_in.times", local(present).date()).value["late_entry_hours"]
    if at > present or at < present - timedelta(hours=oldest):
        raise Invalid({"at": _("交接的时间不对，请核对设备的时钟。")})
    return at, True


def _known(mark: UUID, booked: BookedChild) -> HandOver | None:
    return HandOver.objects.filter(mark=mark, booked=booked).first()


def _check_booking(booked: BookedChild, moment: datetime) -> None:
    session = booked.session
    if session.kind != SessionKind.DROP_IN or booked.standing != Standing.IN or moment >= session.ends_at:
        raise NotBooked
    if booked.booking.state not in {BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW}:
        raise NotBooked
    early = rules.book.rule("drop_in.times", local(moment).date()).value["arrive_minutes"]
    if moment < session.starts_at - timedelta(minutes=early):
        raise NotYet(minutes=early)
    if Minding.objects.filter(booked=booked, void=False, during__endswith__isnull=True).exists():
        raise AlreadyHere


def _adult(booked: BookedChild, adult: Adult, step: Step) -> tuple[Account | None, PickUpPerson | None, str]:
    """The adult as a guardian or a named person of this child, and the way they were known."""
    guardian, person, day = None, None, local(now()).date()
    if adult.guardian is not None:
        ship = Guardianship.objects.filter(
            child=booked.child, account__public_id=adult.guardian, valid__contains=day
        ).select_related("account")
        guardian = ship[0].account if ship else None
    elif adult.person is not None:
        person = PickUpPerson.objects.filter(
            household=booked.child.household_id, public_id=adult.person, ended_at=None
        ).first()
    if guardian is None and person is None:
        raise NotTheirAdult
    touched(guardian, person)
    if adult.code.strip():
        if codes.find([booked.booking], adult.code) is None:
            raise WrongCode
        return guardian, person, Way.CODE
    if step == Step.OUT and (person is not None or adult.way not in RECOGNISED):
        raise CodeNeeded
    way = adult.way if adult.way in RECOGNISED else Way.KNOWN
    because(way)
    return guardian, person, way


def _check_ratio(booked: BookedChild, minder: int, moment: datetime, late: bool) -> bool:
    """Whether this child is beyond what the carers there may mind. Raises for what has not happened yet."""
    day = local(moment).date()
    minders = minders_at(booked.session.host.site_id, moment)
    share = ratio_at(here(booked.session.host.site_id), len(minders), day).share
    needed = -(-(share + rules.share_of(completed_months(booked.child.born, day), day)) // 1)
    if needed > len(minders):
        if late:
            return _worker_there(booked, minder)
        raise MoreCarersNeeded(there=len(minders), more=int(needed) - len(minders))
    if not late:
        _check_minder(booked, minder, moment)
        return False
    return not _may_mind(booked, minder, minders, moment)


def _worker_there(booked: BookedChild, minder: int) -> bool:
    """True; raises NotOnDuty for somebody who does not work at the station at all."""
    site = booked.session.host.site_id
    if not Worker.objects.filter(pk=minder, posts__site=site).exists():
        raise NotOnDuty(name=_("这位"))
    return True


def _check_minder(booked: BookedChild, minder: int, moment: datetime) -> None:
    minders = {worker.pk: worker for worker in minders_at(booked.session.host.site_id, moment)}
    if minder not in minders:
        stranger = Worker.objects.filter(pk=minder, posts__site=booked.session.host.site_id).first()
        raise NotOnDuty(name=stranger.name if stranger else _("这位"))
    if not _may_mind(booked, minder, minders.values(), moment):
        raise MinderFull(name=minders[minder].name)


def _may_mind(booked: BookedChild, minder: int, minders, moment: datetime) -> bool:
    """Whether this carer's own children and this one are at most one carer's share."""
    if minder not in {worker.pk for worker in minders}:
        return not _worker_there(booked, minder)
    day = local(moment).date()
    own = [
        months_of(one, day)
        for one in here(booked.session.host.site_id)
        if one.worker_id == minder and one.booked_id != booked.pk
    ]
    return rules.load([*own, completed_months(booked.child.born, day)], day) <= 1


def _minding(booked: BookedChild) -> Minding:
    found = Minding.objects.filter(booked=booked, void=False, during__endswith__isnull=True).first()
    if found is None:
        raise NotHere
    return found


def _noted(
    actor: Actor, booked: BookedChild, step: Step, who: tuple, mark: UUID, worker: int, at: datetime,
    *, beyond: bool = False,
) -> HandOver:  # fmt: skip
    guardian, person, way = who
    return HandOver.objects.create(
        mark=mark, site_id=booked.session.host.site_id, booked=booked, step=step, worker_id=worker,
        guardian=guardian, person=person, way=way, beyond=beyond, account_id=actor.account_id, at=at,
        created_at=now(),
    )  # fmt: skip


def _from(moment: datetime) -> TimestamptzRange:
    return TimestamptzRange(moment, None, "[)")


def _ended(minding: Minding, moment: datetime) -> None:
    """End a minding; one that began at this very moment was a microsecond long, so that its record stays."""
    ends = max(moment, minding.during.lower + timedelta(microseconds=1))
    minding.during = TimestamptzRange(minding.during.lower, ends, "[)")
    minding.save(update_fields=["during"])

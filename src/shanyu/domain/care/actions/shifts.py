"""Carers sign in to a room and out of it; a room with too few of them is told to whoever listens."""

from datetime import datetime

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from shanyu.domain.care.here import posts
from shanyu.domain.care.models import Shift
from shanyu.domain.care.refusals import NotAtWork
from shanyu.domain.care.watching import watched
from shanyu.domain.providers.models import CareClass, Post
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action


@action("care.begin_shift", on=CareClass)
def begin_shift(actor: Actor, care_class: CareClass) -> Shift:
    """Be at work in this room from now on; being in another one ends. Raises NotAtWork."""
    worker = _worker(actor, care_class)
    open_shift = _open(actor).first()
    if open_shift is not None and open_shift.care_class_id == care_class.pk:
        return open_shift
    rooms = {care_class.pk, *([open_shift.care_class_id] if open_shift else [])}
    with watched(rooms):
        _end(open_shift, now())
        made = Shift.objects.create(
            worker_id=worker,
            site_id=care_class.site_id,
            care_class=care_class,
            during=DateTimeTZRange(now(), None),
        )
    return made


@action("care.end_shift")
def end_shift(actor: Actor) -> Shift | None:
    """Be at work in no room any more; None where one was in none."""
    shift = _open(actor).first()
    if shift is not None:
        touched(shift)
        with watched({shift.care_class_id}):
            _end(shift, now())
    return shift


def _open(actor: Actor):
    return Shift.objects.select_for_update(of=("self",)).filter(
        worker__account=actor.account_id, during__endswith__isnull=True
    )


def _end(shift: Shift | None, moment: datetime) -> None:
    """A shift that ends in the moment in which it began was none."""
    if shift is None:
        return
    if shift.during.lower >= moment:
        shift.delete()
    else:
        shift.during = DateTimeTZRange(shift.during.lower, moment)
        shift.save(update_fields=["during"])


def _worker(actor: Actor, care_class: CareClass) -> int:
    """Who the actor is at this site. Raises NotAtWork where no post of today covers the class."""
    held = posts(today()).filter(worker__account=actor.account_id, site=care_class.site_id)
    mine: list[Post] = [one for one in held if one.care_class_id in (None, care_class.pk)]
    if not mine:
        raise NotAtWork
    return mine[0].worker_id

"""The duty roster: set by the keeper, offered by neighbours, confirmed, given up. Papers are asked each time."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from psycopg.types.range import TimestamptzRange

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.models import Site, Worker
from shanyu.domain.stations.kinds import STANDING, DutyState
from shanyu.domain.stations.models import Duty
from shanyu.domain.stations.presence import here, lock_day
from shanyu.domain.stations.refusals import DutyOver, DutyTaken, NotVetted, StillMinding
from shanyu.domain.stations.vetting import vetting_of
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import action

LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=92)


@action("stations.plan_duty", on=Site)
def plan_duty(
    actor: Actor, site: Site, *, worker: int, begins: datetime, ends: datetime, note: str = ""
) -> Duty:
    """Put somebody with a post at the station on duty. Raises Invalid, NotVetted, DutyTaken."""
    return made_duty(actor, site, worker, begins, ends, DutyState.CONFIRMED, note)


@action("stations.offer_duty", on=Site)
def offer_duty(actor: Actor, site: Site, *, begins: datetime, ends: datetime, note: str = "") -> Duty:
    """Offer oneself for some hours; the keeper confirms. Raises Invalid, NotVetted, DutyTaken."""
    return made_duty(actor, site, own_worker(actor).pk, begins, ends, DutyState.OFFERED, note)


@action("stations.decide_duty", on=Duty)
def decide_duty(actor: Actor, duty: Duty, *, accept: bool) -> Duty:
    """Confirm or decline an offer. Raises DutyOver, NotVetted."""
    if duty.state != DutyState.OFFERED or duty.during.upper <= now():
        raise DutyOver
    if accept:
        check_papers(duty.site_id, duty.worker, local(duty.during.lower))
    duty.state = DutyState.CONFIRMED if accept else DutyState.DECLINED
    duty.decided_by_id = actor.account_id
    duty.save(update_fields=["state", "decided_by"])
    return duty


@action("stations.end_duty", on=Duty)
def end_duty(actor: Actor, duty: Duty) -> Duty:
    """Give up a duty to come, or go off duty now. Raises DutyOver, and StillMinding while children are minded."""
    moment = now()
    lock_day(duty.site_id, local(moment).date())
    if duty.state not in STANDING or duty.during.upper <= moment:
        raise DutyOver
    if duty.during.lower >= moment:
        duty.state, duty.decided_by_id = DutyState.CANCELLED, actor.account_id
        duty.save(update_fields=["state", "decided_by"])
        return duty
    minded = sum(one.worker_id == duty.worker_id for one in here(duty.site_id))
    if minded:
        raise StillMinding(count=minded)
    duty.during = TimestamptzRange(duty.during.lower, moment, "[)")
    duty.save(update_fields=["during"])
    return duty


def made_duty(
    actor: Actor, site: Site, worker: int, begins: datetime, ends: datetime, state: DutyState, note: str
) -> Duty:
    _check_times(begins, ends)
    who = Worker.objects.filter(pk=worker, posts__site=site).distinct().first()
    if who is None:
        raise Invalid({"worker": _("请选择本站的人员。")})
    check_papers(site.pk, who, local(begins))
    with guarded(duty_one_place_at_a_time=DutyTaken()):
        return Duty.objects.create(
            site=site, worker=who, during=TimestamptzRange(begins, ends, "[)"), state=state, note=note[:200],
            entered_by_id=actor.account_id,
            decided_by_id=actor.account_id if state == DutyState.CONFIRMED else None,
        )  # fmt: skip


def check_papers(site: int, worker: Worker, begins: datetime) -> None:
    """Raises NotVetted, with what is missing or has run out on the day of the duty."""
    vetting = vetting_of(site, [worker.pk], begins.date())[worker.pk]
    if not vetting.role:
        raise NotVetted(name=worker.name, missing=_("那天不在本站任职"))
    if vetting.missing:
        raise NotVetted(name=worker.name, missing="、".join(vetting.missing))


def own_worker(actor: Actor) -> Worker:
    """The worker that an account is tied to. Raises OutOfReach for an account that is none."""
    found = Worker.objects.filter(account=actor.account_id).first() if actor.account_id else None
    if found is None:
        raise OutOfReach
    return found


def _check_times(begins: datetime, ends: datetime) -> None:
    errors = {}
    if ends <= begins:
        errors["ends"] = _("结束应晚于开始。")
    elif ends - begins > LONGEST:
        errors["ends"] = _("一班最长 12 小时。")
    elif ends <= now():
        errors["ends"] = _("这个时间已经过去。")
    if begins > now() + FARTHEST:
        errors["begins"] = _("最多提前三个月排班。")
    if errors:
        raise Invalid(errors)

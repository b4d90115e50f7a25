"""While a child is there: away for a while, back, the last day, the next class."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shanyu.domain.enrolment import calls, jobs
from shanyu.domain.enrolment.actions.entering import take
from shanyu.domain.enrolment.answers import refuse
from shanyu.domain.enrolment.kinds import THERE
from shanyu.domain.enrolment.models import Case, Placement
from shanyu.domain.enrolment.refusals import TooLate
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish


@action("enrolment.suspend", on=Case, alone=True)
def suspend(actor: Actor, case: Case) -> Case:
    """The child stays away from today on and keeps its place. Raises TooLate where it is not there."""
    return take(actor, case, "suspend")


@action("enrolment.return_to_care", on=Case, alone=True)
def return_to_care(actor: Actor, case: Case) -> Case:
    """The child is back today. Raises CheckupNeeded after more than the rule's months away, and TooLate."""
    return take(actor, case, "return")


@action("enrolment.leave", on=Case, alone=True)
def leave(actor: Actor, case: Case, *, last_day: date) -> Case:
    """Fix the child's last day, or another one; the place is free from the day after it.

    Raises Invalid for a day that has passed, TooLate where the child is not there, and PlaceFull where it would stay
    longer than was fixed before and its place is promised to another child.
    """
    if last_day < today():
        raise Invalid({"last_day": _("请选今天或以后的日期。")})
    code = calls.leave(case.pk, last_day, actor.account_id)
    if code != "done":
        raise refuse(code, _class_of(case))
    jobs.tell_soon()
    case.refresh_from_db()
    return case


@action("enrolment.move_up", on=Case, alone=True)
def move_up(actor: Actor, case: Case, *, care_class: int, starts_on: date) -> Placement:
    """Plan that a child goes to another class of the site from a day on, its old place being free from then.

    Later domains hear of it as `enrolment.moved_up`.
    Raises Invalid, TooLate, PlaceFull, ClassCloses, ChildTooYoung and ChildTooOld.
    """
    where = CareClass.objects.filter(pk=care_class, site=case.site_id).first()
    if where is None:
        raise Invalid({"care_class": _("请选择本机构的班级。")})
    if case.state not in THERE:
        raise TooLate
    with transaction.atomic():
        code = calls.move_up(case.pk, where.pk, starts_on, actor.account_id)
        if code != "done":
            raise refuse(code, where)
        jobs.tell_soon()
        placement = Placement.objects.filter(case=case, care_class=where).latest("pk")
        publish("enrolment.moved_up", placement=placement, account_id=actor.account_id)
    return placement


def _class_of(case: Case) -> CareClass | None:
    return CareClass.objects.filter(placements__case=case).order_by("-placements__during").first()

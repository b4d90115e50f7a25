"""Telling families and carers of the day. No name, no illness and no medicine stands in a notice: it may be seen."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.care.here import posts
from shanyu.domain.care.kinds import Finding, Kind, Outcome
from shanyu.domain.care.models import Entry, MedicationRequest, PickUpPass, Portrait
from shanyu.domain.enrolment.notices import guardians_of, heads_of
from shanyu.domain.messaging import digest
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account, Guardianship
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import today
from shanyu.kernel.events import subscribe

#: From here a temperature is a fever: tenths of a degree Celsius (托育机构卫生保健: 腋温 37.3 ℃ and above).
FEVER = 373
_LOOKED_AT = ("mouth", "hands", "skin", "eyes", "spirits")


def abnormal(entry: Entry) -> bool:
    """Whether a check found something that a guardian must hear of at once."""
    if entry.kind != Kind.CHECK or entry.withdrawn:
        return False
    facts = entry.facts
    return bool(
        facts["outcome"] != Outcome.IN_CLASS
        or facts.get("symptoms")
        or facts.get("temperature", 0) >= FEVER
        or any(facts.get(place, Finding.OK) != Finding.OK for place in _LOOKED_AT)
    )


def hear(site: Site, entries: Iterable[Entry]) -> None:
    """What was recorded: a pass that was used, a check that found something, a word from home."""
    for entry in entries:
        if entry.kind == Kind.DEPARTURE and entry.facts.get("pass"):
            _used(entry)
        elif abnormal(entry) and entry.day == today():
            _tell_of_check(entry)
        elif entry.kind == Kind.NOTE and entry.worker_id is None:
            _tell_carers(entry)


def _used(entry: Entry) -> None:
    """A pass is good once: the first departure that names it has it."""
    mine = PickUpPass.objects.filter(public_id=entry.facts["pass"], child=entry.child_id)
    mine.filter(used_by=None, withdrawn_at=None).update(used_by=entry.mark)


def _tell_of_check(entry: Entry) -> None:
    for account in guardians_of(entry.child_id):
        notify(
            account,
            kind="health.check",
            title=_("有一条关于孩子健康的消息"),
            body=_("请打开查看，需要时给老师打电话。"),
            url=f"/family/today/{entry.child.public_id}/",
            dedupe=f"care.check:{entry.mark}",
            urgent=True,
        )


def _tell_carers(entry: Entry) -> None:
    for account in carers_of(entry.care_class):
        notify(
            account,
            kind="care.note",
            title=_("家长有一条留言"),
            body=_("请在班级页上打开孩子的一天查看。"),
            url="/carer/",
            dedupe=f"care.note:{entry.mark}",
        )


def tell_asked(asked: MedicationRequest) -> None:
    for account in heads_of(asked.site):
        notify(
            account,
            kind="care.request",
            title=_("有一份家长的委托等您确认"),
            body=_("请打开看，能不能办都请答复家长。"),
            url="/carer/medication/",
            dedupe=f"care.request:{asked.pk}",
        )


def tell_answered(asked: MedicationRequest) -> None:
    for account in guardians_of(asked.child_id):
        notify(
            account,
            kind="care.answer",
            title=_("园所答复了您的委托"),
            body=_("请打开看答复。"),
            url=f"/family/today/{asked.child.public_id}/medicine/",
            dedupe=f"care.answer:{asked.pk}:{asked.state}",
            urgent=True,
        )


def tell_shared(portrait: Portrait) -> None:
    for account in guardians_of(portrait.child_id):
        notify(
            account,
            kind="care.portrait",
            title=_("老师写好了本月的成长小结"),
            body=_("请打开看这一个月的点滴。"),
            url=f"/family/today/{portrait.child.public_id}/months/",
            dedupe=f"care.portrait:{portrait.pk}",
        )


def carers_of(care_class: CareClass) -> Iterable[Account]:
    """Who cares for a class today, by posts for it or for its whole site."""
    held = posts(today()).filter(Q(care_class=care_class) | Q(care_class=None), site=care_class.site_id)
    accounts = held.filter(role=PostRole.CARER, worker__account__isnull=False).values("worker__account")
    return Account.objects.filter(pk__in=accounts).order_by("pk")


@digest.feed
def days_told(day: date) -> Iterable[digest.Line]:
    """One line of the evening for each guardian and child with a day: how much there is to read, not what."""
    counts: dict[int, int] = {}
    rows = Entry.objects.filter(day=day, withdrawn=False).exclude(worker=None)
    for child in rows.values_list("child", flat=True):
        counts[child] = counts.get(child, 0) + 1
    ships = Guardianship.objects.filter(child__in=counts, valid__contains=day).select_related("child")
    for ship in ships.order_by("account", "pk"):
        url = f"/family/today/{ship.child.public_id}/?day={day.isoformat()}"
        yield ship.account_id, _words(counts[ship.child_id]), url


def _words(count: int):
    return lambda: (
        ngettext("孩子的一天记了 %(n)s 条。", "孩子的一天记了 %(n)s 条。", count) % {"n": count}
        + gettext("打开看看吃得怎么样、睡得好不好。")
    )


subscribe("care.recorded", hear)
subscribe("care.medication_asked", tell_asked)
subscribe("care.medication_answered", tell_answered)
subscribe("care.portrait_shared", tell_shared)

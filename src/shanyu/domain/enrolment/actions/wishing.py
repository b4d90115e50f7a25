"""A family's wish: the case of a child, and the sites it asks at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from shanyu.domain.enrolment import calls, jobs, rules
from shanyu.domain.enrolment.answers import refuse
from shanyu.domain.enrolment.kinds import ApplicationState, EntryKind, Group, PlacementState
from shanyu.domain.enrolment.models import Application, Case, Placement
from shanyu.domain.enrolment.refusals import AlreadySeeking, TooLate
from shanyu.domain.people.models import Child, Household
from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import CARE_KINDS, CUSTODY_KINDS, ServiceForm, SiteState
from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.rules import bands_for_age
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action


@dataclass(frozen=True)
class Wish:
    """What a family wants: which care, from when, on which days (ISO, 1 Monday) and between which hours.

    `ranked`: the order of the sites is the family's own. `needs_both`: two guardians must agree to a place.
    """

    form: str
    wanted_from: date
    weekdays: Sequence[int] = (1, 2, 3, 4, 5)
    opens: time | None = None
    closes: time | None = None
    ranked: bool = False
    needs_both: bool = False

    def checked(self) -> "Wish":
        """The same wish. Raises Invalid where it cannot be meant."""
        wrong = {}
        if self.form not in ServiceForm.values:
            wrong["form"] = _("请选择服务形式。")
        if not today() <= self.wanted_from <= today() + timedelta(days=rules.farthest_start(today())):
            wrong["wanted_from"] = _("请选今天以后、两年以内的日期。")
        if not self.weekdays or set(self.weekdays) - set(range(1, 8)):
            wrong["weekdays"] = _("请选择每周哪几天。")
        if self.opens and self.closes and self.opens >= self.closes:
            wrong["closes"] = _("结束时间要晚于开始时间。")
        if wrong:
            raise Invalid(wrong)
        return self


@action("enrolment.apply", on=Child)
def apply(actor: Actor, child: Child, *, wish: Wish, sites: Sequence[UUID]) -> Case:
    """Open a child's case and ask at these sites, the most wanted first. Either guardian may.

    Raises Invalid, also for a site whose classes are all for another age, AlreadySeeking where a case of the child is
    open, and TooManySites.
    """
    wish.checked()
    wanted = _sites(sites)
    if not wanted:
        raise Invalid({"sites": _("请至少选择一家机构。")})
    _check_ages(child, wanted, wish.wanted_from)
    with guarded(case_one_wish_of_a_child=AlreadySeeking()):
        case = Case.objects.create(
            child=child,
            household_id=child.household_id,
            opened_by_id=actor.account_id,
            form=wish.form,
            wanted_from=wish.wanted_from,
            weekdays=sorted(set(wish.weekdays)),
            opens=wish.opens,
            closes=wish.closes,
            ranked=wish.ranked,
            needs_both=wish.needs_both,
        )
    calls.note(case.pk, EntryKind.APPLY, actor.account_id)
    ranks = {site.pk: rank for rank, site in enumerate(wanted, 1)}
    # In the order of the sites' keys: two families who ask at the same sites do not wait for each other.
    for site in sorted(wanted, key=lambda one: one.pk):
        _join(actor, case, site, ranks[site.pk] if wish.ranked else None)
    jobs.tell_soon()
    case.refresh_from_db()
    return case


@action("enrolment.add_application", on=Case, alone=True)
def add_application(actor: Actor, case: Case, *, site: UUID) -> Application:
    """Ask at one more site, last in the family's order. Raises Invalid, AlreadyAsked, TooManySites, TooLate."""
    [wanted] = _sites([site])
    _check_ages(case.child, [wanted], max(case.wanted_from, today()))
    rank = case.applications.count() + 1 if case.ranked else None
    made = _join(actor, case, wanted, rank)
    jobs.tell_soon()
    return made


@action("enrolment.withdraw_application", on=Application, alone=True)
def withdraw_application(actor: Actor, application: Application) -> Application:
    """Ask no longer at this site; an offer of it is declined by this. Raises TooLate."""
    if not calls.release(application.pk, EntryKind.WITHDRAW_ONE, actor.account_id):
        raise TooLate
    jobs.tell_soon()
    application.refresh_from_db()
    return application


@action("enrolment.rank_applications", on=Case)
def rank_applications(actor: Actor, case: Case, *, order: Sequence[UUID]) -> Case:
    """Put the sites that the case asks at in the family's own order; sites are not told of it.

    Raises Invalid where the order does not name each of them once.
    """
    standing = {
        one.public_id: one
        for one in case.applications.filter(state__in=[ApplicationState.WAITING, ApplicationState.OFFERED])
    }
    if sorted(order, key=str) != sorted(standing, key=str):
        raise Invalid({"order": _("请把每一家都排上，不要重复。")})
    for rank, key in enumerate(order, 1):
        Application.objects.filter(pk=standing[key].pk).update(rank=rank)
    Case.objects.filter(pk=case.pk).update(ranked=True)
    calls.note(case.pk, EntryKind.RANK, actor.account_id)
    case.refresh_from_db()
    return case


def _sites(public_ids: Sequence[UUID]) -> list[Site]:
    """Open sites of care, in the order given. Raises Invalid where one is not."""
    found = Site.objects.filter(
        public_id__in=public_ids, state=SiteState.OPEN, kind__in=[*CARE_KINDS, *CUSTODY_KINDS]
    )
    known = {site.public_id: site for site in found.select_related("region")}
    if len(known) != len(public_ids):
        raise Invalid({"sites": _("请选择正在开放的机构，每家一次。")})
    return [known[key] for key in public_ids]


def _check_ages(child: Child, sites: Sequence[Site], on: date) -> None:
    """Whether each site has a class for the child's age on a day, or has not said yet which classes it has."""
    classes = defaultdict(set)
    for site, band in CareClass.objects.filter(site__in=sites, closed_on=None).values_list("site", "band"):
        classes[site].add(band)
    months = completed_months(child.born, on)
    fitting = set(bands_for_age(months, on))
    for site in sites:
        if classes[site.pk] and not classes[site.pk] & fitting:
            words = _("%(site)s没有收这个年龄的班：到那天孩子 %(months)s 个月。请换个日期，或另选一家。")
            raise Invalid({"sites": words % {"site": said(site, "name"), "months": months}})


def _join(actor: Actor, case: Case, site: Site, rank: int | None) -> Application:
    group, priority = _group(case, site)
    answer = calls.join(case.pk, site.pk, group, priority, actor.account_id, rank)
    if answer.made is None:
        raise TooLate if answer.code == "gone" else refuse(answer.code)
    return Application.objects.get(pk=answer.made)


def _group(case: Case, site: Site) -> tuple[Group, int]:
    sibling = (
        Placement.objects.filter(
            site=site, state=PlacementState.CURRENT, child__household_id=case.household_id
        )
        .exclude(child=case.child_id)
        .exists()
    )
    home = Household.objects.select_related("region").get(pk=case.household_id).region
    street = Region.objects.filter(pk__in=site.region.lineage, level=Level.TOWN).first()
    resident = home is not None and street is not None and street.pk in home.lineage
    return rules.priority_of(sibling=sibling, resident=resident, on=today())

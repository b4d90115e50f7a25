"""Which children are in which class on a day, and who works there: the record leans on both."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from shanyu.domain.care.moves import moved_into
from shanyu.domain.enrolment.kinds import THERE, CaseState, PlacementState
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.people.models import Child
from shanyu.domain.providers.kinds import PostRole
from shanyu.domain.providers.models import CareClass, Post, Site
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor

#: Whose posts let them write into the daily record.
ON_THE_FLOOR = (PostRole.CARER, PostRole.HEALTH_WORKER, PostRole.HEAD)
#: For how long after the last day at a site what was noted there may still arrive.
LATE_DAYS = 45
_TAKEN = (PlacementState.PLANNED, PlacementState.CURRENT, PlacementState.ENDED)


def placements(day: date) -> QuerySet[Placement]:
    """Places taken on a day by children whose papers are done."""
    settled = Q(case__state__in=(CaseState.PLACED, *THERE)) | Q(state=PlacementState.ENDED)
    return Placement.objects.filter(settled, state__in=_TAKEN, during__contains=day)


def placements_between(first: date, last: date) -> QuerySet[Placement]:
    """The same for any of these days, the last included."""
    settled = Q(case__state__in=(CaseState.PLACED, *THERE)) | Q(state=PlacementState.ENDED)
    days = (first, last + timedelta(days=1))
    return Placement.objects.filter(settled, state__in=_TAKEN, during__overlap=days)


def expected(classes: Iterable[CareClass], day: date) -> QuerySet[Child]:
    """The children who have their place in one of these classes on a day."""
    return Child.objects.filter(pk__in=placements(day).filter(care_class__in=classes).values("child"))


def posts(day: date) -> QuerySet[Post]:
    """Posts on the floor that are held on a day."""
    return Post.objects.filter(role__in=ON_THE_FLOOR, valid__contains=day)


def classes_of_today(actor: Actor) -> Q:
    """The classes in which somebody works today: the ones a post names, all of the site where it names none."""
    held = posts(today()).filter(worker__account=actor.account_id)
    named = held.exclude(care_class=None).values("care_class")
    return Q(pk__in=named) | Q(site__in=held.filter(care_class=None).values("site"))


def sites_of_today(actor: Actor) -> Q:
    """The sites in which somebody works today."""
    return Q(pk__in=posts(today()).filter(worker__account=actor.account_id).values("site"))


def sites_of_late(actor: Actor) -> Q:
    """The sites in which somebody works, or worked so lately that an entry of theirs may still be on its way."""
    since = today() - timedelta(days=LATE_DAYS)
    held = Post.objects.filter(
        role__in=ON_THE_FLOOR,
        worker__account=actor.account_id,
        valid__overlap=(since, today() + timedelta(days=1)),
    )
    return Q(pk__in=held.values("site"))


def children_of_today(actor: Actor) -> Q:
    """The children in the classes in which somebody works today, and those who were moved into them for a while."""
    classes = CareClass.objects.filter(classes_of_today(actor))
    here = Q(pk__in=placements(today()).filter(care_class__in=classes).values("child"))
    return here | Q(pk__in=moved_into(classes, today()))


def children_at(sites: QuerySet[Site]) -> Q:
    """The children who have a place at one of these sites today, or had it within the last month."""
    since = today() - timedelta(days=31)
    held = Placement.objects.filter(
        state__in=_TAKEN, site__in=sites, during__overlap=(since, today() + timedelta(days=1))
    )
    return Q(pk__in=held.values("child"))

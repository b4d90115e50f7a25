"""The order of a site's waiting list: the group that the rule puts first, then who asked first."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from shanyu.domain.enrolment.kinds import ApplicationState
from shanyu.domain.enrolment.models import Application


def with_position(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with `ahead`: how many wait before them at the same site."""
    before = Q(priority__lt=OuterRef("priority")) | Q(
        priority=OuterRef("priority"), line__lt=OuterRef("line")
    )
    ahead = (
        Application.objects.filter(before, site=OuterRef("site"), state=ApplicationState.WAITING)
        .order_by()
        .values("site")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return applications.annotate(ahead=Coalesce(Subquery(ahead), Value(0)))

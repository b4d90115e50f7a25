"""Whom messages mean by a class or a site: the children who have their place there on a day, their papers done."""

from datetime import date

from django.db.models import QuerySet

from shanyu.domain.enrolment.kinds import THERE, CaseState, PlacementState
from shanyu.domain.enrolment.models import Placement
from shanyu.domain.messaging.audiences import grant


@grant
def placed(day: date) -> QuerySet[Placement]:
    """Placements that hold on a day."""
    return Placement.objects.filter(
        state__in=(PlacementState.PLANNED, PlacementState.CURRENT),
        during__contains=day,
        case__state__in=(CaseState.PLACED, *THERE),
    )

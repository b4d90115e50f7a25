"""What enrolment does by itself: let offers lapse, begin a new day, tell. Each job may run twice without harm."""

from django.db.models import Q
from procrastinate.contrib.django import app

from shanyu.domain.enrolment import calls, expiring
from shanyu.domain.enrolment.kinds import THERE, OfferState, PlacementState
from shanyu.domain.enrolment.models import Case, Offer, Placement
from shanyu.domain.enrolment.telling import tell_all
from shanyu.domain.providers.models import CareClass
from shanyu.kernel.clock import now, today
from shanyu.kernel.planning import plan


@app.periodic(cron="* * * * *")
@app.task(name="enrolment.settle_due", queueing_lock="enrolment.settle_due")
def settle_due(timestamp: int = 0) -> int:
    """Let every offer lapse that has run out. Returns how many. Whoever offers or answers settles first as well."""
    due = Offer.objects.filter(state=OfferState.STANDING, until__lte=now())
    classes = sorted(set(due.values_list("placement__care_class", flat=True)))
    lapsed = sum(calls.settle(one) for one in classes)
    tell()
    return lapsed


@app.periodic(cron="5 0 * * *")
@app.task(name="enrolment.new_day", queueing_lock="enrolment.new_day")
def new_day(timestamp: int = 0) -> int:
    """End and begin places whose day has come, and count every class anew. Returns how many cases changed."""
    day = today()
    turning = Placement.objects.filter(
        Q(state=PlacementState.CURRENT, during__endswith__lte=day)
        | Q(state=PlacementState.PLANNED, during__startswith__lte=day)
    )
    cases = Case.objects.filter(Q(pk__in=turning.values("case")) | Q(last_day__lt=day), state__in=THERE)
    changed = sum(calls.new_day(one) for one in cases.order_by("pk").values_list("pk", flat=True))
    # Who has come or is to come: their numbers depend on the day.
    counted = CareClass.objects.filter(Q(placed_here__gt=0) | Q(held_here__gt=0))
    for care_class in counted.order_by("pk").values_list("pk", flat=True):
        calls.settle(care_class)
    tell()
    return changed


@app.periodic(cron="40 3 * * *")
@app.task(name="enrolment.expire", queueing_lock="enrolment.expire")
def expire(timestamp: int = 0) -> int:
    """Delete documents that no case has needed for as long as the rule says. Returns how many."""
    return expiring.expire()


@app.task(name="enrolment.tell")
def tell() -> int:
    """Tell families and sites what the ledger has noted. Returns how many entries."""
    return tell_all()


def tell_soon() -> None:
    """Plan `tell` with what is being committed. `settle_due` makes up for a lost one."""
    plan(tell)

"""Who is at a station now: children with their minders, and the carers who may mind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import ceil

from django.db.models import QuerySet

from shanyu.domain.providers.models import Worker
from shanyu.domain.stations import rules
from shanyu.domain.stations.kinds import DutyState
from shanyu.domain.stations.models import Duty, Minding, StationDay
from shanyu.domain.stations.vetting import vetting_of
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local


def lock_day(site_id: int, day: date) -> StationDay:
    """Take the station's day for this transaction: whoever counts children or carers there waits here."""
    StationDay.objects.bulk_create([StationDay(site_id=site_id, day=day)], ignore_conflicts=True)
    return StationDay.objects.select_for_update().get(site=site_id, day=day)


def here(site_id: int) -> QuerySet[Minding]:
    """The mindings that are open: one for each child that is at the station."""
    return (
        Minding.objects.filter(site=site_id, void=False, during__endswith__isnull=True)
        .select_related("booked__child", "booked__booking__account", "booked__session", "worker")
        .order_by("during", "pk")
    )


def minders_at(site_id: int, moment: datetime) -> list[Worker]:
    """The workers on duty at a moment who may mind children: posted there, and every paper valid that day."""
    duties = Duty.objects.filter(site=site_id, state=DutyState.CONFIRMED, during__contains=moment)
    workers = list(Worker.objects.filter(pk__in=duties.values("worker")).order_by("name", "pk"))
    vetted = vetting_of(site_id, [worker.pk for worker in workers], local(moment).date())
    return [worker for worker in workers if vetted[worker.pk].minds]


@dataclass(frozen=True)
class Ratio:
    """How the carers there stand to the children there. `needed` and `there` are whole carers."""

    there: int
    needed: int
    share: Fraction

    @property
    def short(self) -> int:
        """How many more carers are needed for the children there; 0 where they are enough."""
        return max(0, self.needed - self.there)


def ratio_at(mindings: Iterable[Minding], minders: int, on: date) -> Ratio:
    share = rules.load([months_of(one, on) for one in mindings], on)
    return Ratio(minders, ceil(share), share)


def months_of(minding: Minding, on: date) -> int:
    return completed_months(minding.booked.child.born, on)

"""How many children came into care without their family's having to go anywhere before the first day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef

from shanyu.domain.booking.small_numbers import tellable
from shanyu.domain.enrolment.kinds import EntryKind
from shanyu.domain.enrolment.models import Case, Entry
from shanyu.domain.health.models import ExamCheck
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.regions.models import Level
from shanyu.kernel.clock import SHANGHAI, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

BACK = timedelta(days=365)
#: Smaller places would tell of single families by comparison.
_TOLD_OF = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True)
class NoVisits:
    """Of `began` children whose first day was confirmed since a day, `without` needed no way to an office.

    Their documents were on the platform (they always are), the site read the report of the check-up there, and the
    family signed the agreement there. Ways that a family chose to go, to look at a site, do not count. Both are None
    where they would tell of too few, or for a place smaller than a district.
    """

    place: Place
    since: date
    began: int | None = None
    without: int | None = None


@query("enrolment.no_visits")
def no_visits(actor: Actor, *, place: str = "") -> NoVisits:
    """First days of the past year, and how many of them without a way. Raises OutOfReach for a place elsewhere."""
    where, since = place_of(actor, place), today() - BACK
    if where.region is not None and where.region.level not in _TOLD_OF:
        return NoVisits(where, since)
    morning = datetime.combine(since, time(0), SHANGHAI)
    entries = Entry.objects.filter(case=OuterRef("pk"))
    cases = Case.objects.filter(
        Exists(entries.filter(kind=EntryKind.FIRST_DAY, at__gte=morning)),
        site__in=where.cut(Site.objects.all()),
    )
    read_here = ExamCheck.objects.filter(exam__child=OuterRef("child"), site=OuterRef("site"))
    signed_here = entries.filter(kind=EntryKind.SIGN, account__isnull=False)
    began, without = cases.count(), cases.filter(Exists(read_here), Exists(signed_here)).count()
    if not tellable([began, without, began - without]):
        return NoVisits(where, since)
    return NoVisits(where, since, began, without)

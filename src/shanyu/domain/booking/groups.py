"""Which quotas of a session a family may use."""

from shanyu.domain.booking.kinds import TAKING, Group
from shanyu.domain.booking.models import Booking, Session
from shanyu.domain.people.models import Household


def groups_of(session: Session, household: Household | None) -> list[str]:
    """RESIDENTS: the household lives in the session's region. NEWCOMERS: it has had no place with this host yet."""
    found = []
    if household is None:
        return found
    if household.region_id and session.region_id in household.region.lineage:
        found.append(Group.RESIDENTS.value)
    known = Booking.objects.filter(
        household=household, session__host=session.host_id, state__in=TAKING
    ).exclude(session=session)
    if not known.exists():
        found.append(Group.NEWCOMERS.value)
    return found

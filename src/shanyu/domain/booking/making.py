"""Making a session bookable: its counter and its pools of places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shanyu.domain.booking.kinds import Group
from shanyu.domain.booking.models import Counter, Host, Partner, Pool, Session
from shanyu.domain.providers.models import Site


@dataclass(frozen=True)
class Batch:
    """A batch of places as a host sets it: how many, from when, and for whom until when. None: as the session."""

    capacity: int
    opens_at: datetime | None = None
    group: str = Group.ALL
    open_to_all_at: datetime | None = None


def add_places(session: Session, batches: Sequence[Batch]) -> Counter:
    """Give a new session its places. The counter's capacity is their sum."""
    Pool.objects.bulk_create(
        Pool(
            session=session,
            group=batch.group,
            capacity=batch.capacity,
            opens_at=batch.opens_at or session.opens_at,
            open_to_all_at=batch.open_to_all_at,
        )
        for batch in batches
    )
    return Counter.objects.create(
        session=session,
        capacity=sum(batch.capacity for batch in batches),
        due_at=min(batch.opens_at or session.opens_at for batch in batches),
    )


def host_of(who: Site | Partner) -> Host:
    """The host row of a site or a partner, made when it is first needed."""
    key = {"site": who} if isinstance(who, Site) else {"partner": who}
    return Host.objects.get_or_create(**key)[0]

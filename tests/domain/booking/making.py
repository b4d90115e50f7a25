"""Sessions for tests: one call makes a session of the growth station that can be booked now."""

from datetime import datetime, timedelta

from shanyu.domain.booking.kinds import SessionKind, SessionState
from shanyu.domain.booking.making import Batch, add_places, host_of
from shanyu.domain.booking.models import Session
from shanyu.domain.providers.models import Site
from tests.cast import NOW


def session(
    site: Site,
    capacity: int | list[Batch] = 8,
    *,
    starts: datetime = NOW + timedelta(days=7),
    **facts: object,
) -> Session:
    """A published activity of `site`, one hour from `starts`, opened an hour ago, with `capacity` places."""
    defaults = {
        "kind": SessionKind.ACTIVITY,
        "state": SessionState.PUBLISHED,
        "title": "亲子音乐",
        "title_en": "Music together",
        "place": site.address,
        "region": site.region,
        "lon": site.lon,
        "lat": site.lat,
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "opens_at": NOW - timedelta(hours=1),
        "closes_at": starts,
        "cancel_until": starts - timedelta(hours=24),
        "exclusive": False,
    }
    made = Session.objects.create(host=host_of(site), **{**defaults, **facts})
    add_places(made, [Batch(capacity)] if isinstance(capacity, int) else capacity)
    return made

"""A district's sessions and bookings: from the plan of its hosts to what its families made of it."""

from datetime import date

from shanyu.demo import model as plan
from shanyu.demo.called_off import call_off_some
from shanyu.demo.crowd import Crowd, Kid
from shanyu.demo.partners import homes_of
from shanyu.demo.programme import SMALL, WHOLE, Meeting, draw_meetings
from shanyu.demo.rows.cast_bookings import write_cast_bookings
from shanyu.demo.rows.crowd import kids_of, own_kids, write_bookings
from shanyu.demo.rows.health import write_health
from shanyu.demo.rows.programme import write_leaders, write_meetings, write_partners
from shanyu.demo.rows.sites import Keep
from shanyu.demo.rows.stations import write_stations
from shanyu.demo.visits import own_visits
from shanyu.domain.people.models import Account
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import now


def write_programme(
    seed: int,
    district: plan.DistrictPlan,
    regions: dict[str, Region],
    kept: Keep,
    cast: dict[str, Account],
    day: date,
    small: bool,
) -> int:
    """A district's programme around `day`. `cast` is given for the cast's own district. Returns the bookings."""
    moment, code = now(), district.geography.district.code
    partners = write_partners(seed, homes_of(district.geography), regions) if cast else {}
    whose = {**kept.sites, **{f"partner/{key}": row for key, row in partners.items()}}
    meetings = draw_meetings(seed, district.sites, day, moment, SMALL if small else WHOLE, bool(cast))
    meetings = call_off_some(meetings, day)
    crowd = Crowd(seed, kids_of(code, day), moment, _ours(meetings, cast, day))
    sessions = write_meetings(seed, meetings, whose, crowd, moment)
    write_leaders(sessions, day)
    bookings = write_bookings(seed, sessions)
    write_stations(seed, kept.sites, cast, day)
    if cast:
        write_cast_bookings(seed, sessions, cast, partners)
        write_health(seed, cast, day)
    return bookings


def _ours(meetings: list[Meeting], cast: dict[str, Account], day: date) -> dict[str, Kid]:
    """Where the cast was: the father and the older child at the station, the mother and the baby at nurseries."""
    if not cast:
        return {}
    older, baby = own_kids(cast["chen"], day)[0], own_kids(cast["lin"], day)[-1]
    return {"special/past": older, **{one.key: baby for one in own_visits(meetings, day)}}

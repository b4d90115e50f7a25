"""What only keepers see: the plan of drop-in care and the hours as they are edited."""

from dataclasses import dataclass
from datetime import timedelta

from shanyu.domain.booking.kinds import SessionKind, SessionState
from shanyu.domain.booking.models import Session
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import temporary_places
from shanyu.domain.stations import rules
from shanyu.domain.stations.posters import token_of
from shanyu.domain.stations.queries.public import Opening, opening_of
from shanyu.domain.stations.rules import DropInRule
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class DropInPlan:
    site: Site
    places: int
    rule: DropInRule | None
    sessions: list[Session]


@dataclass(frozen=True)
class KeptHours:
    site: Site
    opening: Opening
    poster: str


@query("stations.drop_in_plan", on=Site)
def drop_in_plan(actor: Actor, site: Site) -> DropInPlan:
    """The hours of drop-in care to come, with how many places are taken, and what the rule allows here."""
    sessions = Session.objects.filter(
        host__site=site,
        kind=SessionKind.DROP_IN,
        state=SessionState.PUBLISHED,
        ends_at__gt=now(),
        starts_at__lt=now() + AHEAD,
    )
    day = today()
    places = temporary_places(site.station_grade, site.floor_area_m2, day)
    found = list(sessions.select_related("counter").order_by("starts_at"))
    return DropInPlan(site, places, rules.drop_in_rule(day), found)


@query("stations.keep_hours", on=Site)
def keep_hours(actor: Actor, site: Site) -> KeptHours:
    """The week's hours, the dates that differ, and the secret of the poster on the wall."""
    return KeptHours(site, opening_of(site), token_of(site.public_id))

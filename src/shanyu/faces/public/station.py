"""What the page of a growth station says beyond any site's: when it is open, and its free hours of drop-in care."""

from dataclasses import dataclass

from django.http import HttpRequest

from shanyu.domain.booking.models import Session
from shanyu.domain.providers.kinds import SiteKind
from shanyu.domain.providers.models import Site
from shanyu.domain.stations.queries import DropInOffer, Opening, drop_in_offer, opening
from shanyu.ui.words import WEEKDAYS_EN, WEEKDAYS_ZH, is_chinese

#: Free hours that the page lists; a station may have more.
SHOWN = 8


@dataclass(frozen=True)
class StationPart:
    """`week` pairs a day's name with its hours in words; empty words are a closed day."""

    opening: Opening
    offer: DropInOffer
    week: list[tuple[str, str]]
    slots: list[Session]


def station_part(request: HttpRequest, site: Site) -> StationPart | None:
    """None for any other kind of site."""
    if site.kind != SiteKind.STATION:
        return None
    hours, offer = opening(request.actor, site), drop_in_offer(request.actor, site)
    names = WEEKDAYS_ZH if is_chinese() else WEEKDAYS_EN
    week = [(names[day - 1], " ".join(one.words for one in ranges)) for day, ranges in hours.week]
    return StationPart(hours, offer, week, offer.sessions[:SHOWN])

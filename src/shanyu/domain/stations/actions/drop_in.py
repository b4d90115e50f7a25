"""Planning drop-in care: hours that families book, as the rule of demonstration stations gives them."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from shanyu.domain.booking.kinds import SessionKind, SessionState, Unit
from shanyu.domain.booking.making import Batch, add_places, host_of
from shanyu.domain.booking.models import Agreement, Host, Session
from shanyu.domain.providers.kinds import SiteKind
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.rules import temporary_places
from shanyu.domain.stations import rules
from shanyu.domain.stations.agreements import drop_in_agreement
from shanyu.domain.stations.opening import calendar_of
from shanyu.domain.stations.refusals import NoDropInHere, NothingPlanned, SlotsOverlap, TooLong
from shanyu.domain.stations.rules import DropInRule
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action

#: The key under which all hours of drop-in care share one family's weekly limit.
LIMIT_KEY = "drop_in"


@action("stations.plan_drop_in", on=Site)
def plan_drop_in(
    actor: Actor,
    site: Site,
    *,
    since: date,
    until: date,
    starts: Sequence[time],
    weekdays: Sequence[int] = (1, 2, 3, 4, 5, 6, 7),
    minutes: int = 60,
) -> list[Session]:
    """Publish hours of drop-in care from `since` to `until`, both counted in, beginning at these times of the day.

    What lies outside the opening hours, in the past, or where hours stand already is left out. Raises
    NoDropInHere, TooLong, SlotsOverlap, Invalid, and NothingPlanned where nothing is left.
    """
    places, rule = places_of(site, today())
    _check(since, until, starts, weekdays, minutes, rule)
    made = plan_slots(site, slots(site, since, until, starts, weekdays, minutes), minutes, places, rule)
    if not made:
        raise NothingPlanned
    return made


def places_of(site: Site, on: date) -> tuple[int, DropInRule]:
    """How many places of drop-in care a station has by its area, and the rule. Raises NoDropInHere."""
    rule = rules.drop_in_rule(on)
    places = (
        temporary_places(site.station_grade, site.floor_area_m2, on) if site.kind == SiteKind.STATION else 0
    )
    if rule is None or not places:
        raise NoDropInHere
    return places, rule


def slots(
    site: Site, since: date, until: date, starts: Sequence[time], weekdays: Sequence[int], minutes: int
) -> list[datetime]:
    """The moments at which these hours begin: to come, within the opening hours where those are known."""
    calendar, found = calendar_of(site.pk), []
    for offset in range((until - since).days + 1):
        day = since + timedelta(days=offset)
        if day.isoweekday() not in weekdays:
            continue
        for clock in sorted(set(starts)):
            begins = rules.minutes_of(clock)
            if not calendar.known or rules.within(calendar.on(day), begins, begins + minutes):
                found.append(rules.at_minute(day, begins))
    return [moment for moment in found if moment > now()]


def plan_slots(
    site: Site, moments: Sequence[datetime], minutes: int, places: int, rule: DropInRule
) -> list[Session]:
    """Make the sessions that begin at these moments, but for those that meet one that stands already."""
    host, agreement, length = host_of(site), drop_in_agreement(), timedelta(minutes=minutes)
    standing = _standing(host, moments, length)
    made = []
    for moment in moments:
        if all(moment >= ends or moment + length <= begins for begins, ends in standing):
            session = Session.objects.create(host=host, **_facts(site, moment, length, agreement, rule))
            add_places(session, [Batch(places)])
            standing.append((session.starts_at, session.ends_at))
            made.append(session)
    return made


def _standing(host: Host, moments: Sequence[datetime], length: timedelta) -> list[tuple[datetime, datetime]]:
    if not moments:
        return []
    rows = Session.objects.filter(
        host=host,
        kind=SessionKind.DROP_IN,
        ends_at__gt=min(moments),
        starts_at__lt=max(moments) + length,
    ).exclude(state=SessionState.CANCELLED)
    return list(rows.values_list("starts_at", "ends_at"))


def _facts(
    site: Site, starts_at: datetime, length: timedelta, agreement: Agreement, rule: DropInRule
) -> dict:
    times = rules.book.rule("drop_in.times", today()).value
    return {
        "kind": SessionKind.DROP_IN,
        "state": SessionState.PUBLISHED,
        "title": "临时托",
        "title_en": "Drop-in care",
        "summary": "有事走开一会儿，驿站替您照看孩子。免费，先签协议，凭接送码交接。",
        "summary_en": "The station minds your child while you are away. Free; sign the agreement first; "
        "hand over with the code of your booking.",
        "bring": "尿布、水杯、一套换洗衣服",
        "bring_en": "Nappies, a cup, a change of clothes",
        "drawing": "station",
        "starts_at": starts_at,
        "ends_at": starts_at + length,
        "exclusive": False,
        "place": site.address,
        "place_en": site.address_en,
        "region": site.region,
        "lon": site.lon,
        "lat": site.lat,
        "unit": Unit.CHILD,
        "age_from": rule.ages[0],
        "age_to": rule.ages[1],
        "price_fen": 0,
        "opens_at": now(),
        "closes_at": starts_at,
        "cancel_until": starts_at - timedelta(hours=times["late_hours"]),
        "limit_key": LIMIT_KEY,
        "limit_a_week": rule.a_week,
        "agreement": agreement,
    }


def _check(
    since: date, until: date, starts: Sequence[time], weekdays: Sequence[int], minutes: int, rule: DropInRule
) -> None:
    errors = {}
    longest = rules.book.rule("drop_in.times", today()).value["longest_plan_days"]
    if until < since:
        errors["until"] = _("最后一天应在第一天之后。")
    elif (until - since).days > longest:
        errors["until"] = _("一次最多安排 %(days)s 天。") % {"days": longest}
    if not starts:
        errors["starts"] = _("请至少填一个开始时间。")
    if not weekdays:
        errors["weekdays"] = _("请至少选一天。")
    if minutes < 15:
        errors["minutes"] = _("每个时段至少 15 分钟。")
    if errors:
        raise Invalid(errors)
    if minutes > rule.minutes:
        raise TooLong(most=rule.minutes)
    begins = sorted({rules.minutes_of(clock) for clock in starts})
    for one, after in itertools.pairwise(begins):
        if after < one + minutes:
            raise SlotsOverlap(when=rules.said(after))

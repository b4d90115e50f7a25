"""Finding sessions: what there is near a place in some days, for children of some months."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.kinds import PROGRAMME_KINDS, SessionState
from shanyu.domain.booking.models import Pool, Session
from shanyu.domain.booking.places import Places, places_of
from shanyu.domain.providers.queries.nearby import Apart, Spot, mercator
from shanyu.domain.regions.queries import walk_from
from shanyu.domain.regions.walking import walking_rule
from shanyu.domain.regions.walks import WalkTime
from shanyu.kernel.clock import SHANGHAI, now
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import query

MOST_ITEMS = 300
#: Counting stops here; the page says "at least".
MOST_COUNTED = 2000
LONGEST_WALK = 60
MOST_DAYS = 92
#: Sessions that are put in the order of walking minutes.
WINDOW = 1000


@dataclass(frozen=True)
class SessionSearch:
    """A search. `near` is (longitude, latitude) in WGS-84; days are Shanghai's, `until` included.

    `months` are completed months: a session fits that is for one of them.
    `sort`: "time", or "walk" from `near`. `host` and `kinds` narrow; `places` keeps those with a free place now.
    """

    since: date
    until: date
    near: tuple[float, float] | None = None
    minutes: int | None = None
    months: tuple[int, ...] = ()
    kinds: tuple[str, ...] = PROGRAMME_KINDS
    spoken: str = ""
    free: bool = False
    places: bool = False
    host: int | None = None
    sort: str = "time"
    limit: int = 20
    offset: int = 0

    def checked(self) -> "SessionSearch":
        """The same search. Raises Invalid where it cannot be meant."""
        errors = {}
        if not 0 <= (self.until - self.since).days <= MOST_DAYS:
            errors["until"] = _("请选三个月以内的日子。")
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST_WALK:
            errors["minutes"] = _("步行时间应在 1 到 60 分钟之间。")
        if not 1 <= self.limit <= MOST_ITEMS or self.offset < 0:
            errors["limit"] = _("每页应有 1 到 300 条。")
        if errors:
            raise Invalid(errors)
        return self


@dataclass(frozen=True)
class FoundSession:
    """A session of a list, its places now, and the way to it on foot where it is known from where."""

    session: Session
    places: Places
    way: WalkTime | None = None


@dataclass(frozen=True)
class FoundSessions:
    items: list[FoundSession]
    total: int
    total_is_least: bool


@query("booking.find_sessions", of=Session, audited=False)
def find_sessions(actor: Actor, sessions: QuerySet[Session], search: SessionSearch) -> FoundSessions:
    """A page of published sessions that have not begun, in the order asked for; the same few questions always.

    By walking minutes, or within some, the nearest 1,000 in a straight line are considered.
    """
    search = search.checked()
    narrowed = _narrowed(sessions, search)
    if search.near and (search.minutes or search.sort == "walk"):
        ways = _on_foot(actor, narrowed, search)
        keys, total, least = list(ways), len(ways), len(ways) >= WINDOW
        keys = keys[search.offset : search.offset + search.limit]
    else:
        ordered = narrowed.order_by("starts_at", "pk").values_list("pk", flat=True)
        keys = list(ordered[search.offset : search.offset + search.limit])
        counted = narrowed.order_by().values("pk")[: MOST_COUNTED + 1].count()
        total, least, ways = min(counted, MOST_COUNTED), counted > MOST_COUNTED, None
    return FoundSessions(_found(actor, keys, ways, search), total, least)


def _on_foot(actor: Actor, rows: QuerySet[Session], search: SessionSearch) -> dict[int, WalkTime]:
    """The way to each session that is near enough, in the order asked for."""
    spots = list(
        rows.annotate(apart=_apart(search.near))
        .order_by("apart", "pk")
        .values_list("pk", "lon", "lat", "starts_at")[:WINDOW]
    )
    walk = walk_from(actor, *search.near)
    minutes = walk.minutes_to([(pk, lon, lat, None, None) for pk, lon, lat, _starts in spots])
    pairs = [
        (pk, starts, way)
        for (pk, _lon, _lat, starts), way in zip(spots, minutes, strict=True)
        if search.minutes is None or way.minutes <= search.minutes
    ]
    by_walk = search.sort == "walk"
    pairs.sort(key=lambda one: (round(one[2].minutes) if by_walk else 0, one[1], one[0]))
    return {pk: way for pk, _starts, way in pairs}


def _narrowed(sessions: QuerySet[Session], search: SessionSearch) -> QuerySet[Session]:
    first = max(datetime.combine(search.since, time.min, SHANGHAI), now())
    last = datetime.combine(search.until + timedelta(days=1), time.min, SHANGHAI)
    rows = sessions.filter(
        state=SessionState.PUBLISHED, kind__in=search.kinds, starts_at__gt=first, starts_at__lt=last
    )
    if search.months:
        rows = rows.filter(_fits(search.months))
    if search.spoken:
        rows = rows.filter(spoken__contains=search.spoken)
    if search.free:
        rows = rows.filter(price_fen=0)
    if search.host is not None:
        rows = rows.filter(host=search.host)
    if search.places:
        open_ones = Pool.objects.filter(opens_at__lte=now(), taken__lt=F("capacity"))
        rows = rows.filter(pk__in=open_ones.values("session"))
    if search.near and search.minutes:
        # A walk is never shorter than the straight line; metres of the projection are longer by 1 / cos(latitude).
        reach = search.minutes * walking_rule().metres_per_minute / math.cos(math.radians(search.near[1]))
        rows = rows.annotate(apart=_apart(search.near)).filter(apart__lte=reach)
    return rows


def _fits(months: Sequence[int]) -> Q:
    """Bands for one of these ages. The page of a session tells exactly, by the children's own birthdays."""
    fitting = Q()
    for one in months:
        fitting |= Q(age_from__lte=one, age_to__gte=one)
    return fitting


def _apart(point: tuple[float, float]) -> Apart:
    return Apart(F("spot"), Spot(*mercator(*point)))


def _found(
    actor: Actor, keys: list[int], ways: dict[int, WalkTime] | None, search: SessionSearch
) -> list[FoundSession]:
    sessions = Session.objects.select_related("host__site", "host__partner", "counter").prefetch_related(
        "pools"
    )
    by_key = sessions.in_bulk(keys)
    rows = [by_key[key] for key in keys]
    if ways is None and search.near and rows:
        walk = walk_from(actor, *search.near)
        minutes = walk.minutes_to([(row.pk, row.lon, row.lat, None, None) for row in rows])
        ways = dict(zip(keys, minutes, strict=True))
    moment = now()
    return [FoundSession(row, places_of(row.pools.all(), moment), (ways or {}).get(row.pk)) for row in rows]

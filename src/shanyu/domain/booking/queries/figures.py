"""What the authority sees of sessions: by street and month, by host, session by session. Never who."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.counting import Cell, Counted, Month, Spot, between, counted, month_of
from shanyu.domain.booking.kinds import SessionKind, SessionState
from shanyu.domain.booking.models import Host, Session
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import query
from shanyu.kernel.months import month_after

MOST_MONTHS = 24
HOSTS_A_PAGE = SESSIONS_A_PAGE = 50
#: The one line of a table that is not parted.
WHOLE = "whole"


@dataclass(frozen=True)
class FigureFilters:
    """Which sessions: by place, by month of their beginning (both count in, any day of it), by kind; "" is all."""

    since: date
    until: date
    place: str = ""
    kind: str = ""

    @property
    def months(self) -> list[date]:
        """The first days of the months, in order."""
        first, last = self.since.year * 12 + self.since.month - 1, self.until.year * 12 + self.until.month
        return [date(n // 12, n % 12 + 1, 1) for n in range(first, last)]

    @property
    def after(self) -> date:
        """The day after the last month."""
        return month_after(self.months[-1])

    def checked(self) -> "FigureFilters":
        """The same filters. Raises Invalid where they cannot be meant."""
        if not 1 <= len(self.months) <= MOST_MONTHS:
            raise Invalid({"until": _("请选 1 到 24 个月。")})
        if self.kind and self.kind not in SessionKind.values:
            raise Invalid({"kind": _("没有这种类型。")})
        return self


@dataclass(frozen=True)
class StreetLine:
    """A street (None: places that lie in no street) with its months and their sum."""

    street: Region | None
    whole: Cell
    months: Mapping[date, Cell]


@dataclass(frozen=True)
class ActivityFigures:
    """Figures by street and month of a place, as of `on`."""

    place: Place
    filters: FigureFilters
    on: datetime
    whole: Cell
    months: Mapping[date, Cell]
    streets: tuple[StreetLine, ...]


@dataclass(frozen=True)
class HostLine:
    """A host and its figures."""

    host: Host
    cell: Cell


@dataclass(frozen=True)
class HostFigures:
    """Hosts of a place, the one with the most sessions first: a page of them."""

    place: Place
    on: datetime
    lines: list[HostLine]
    total: int
    number: int
    size: int = HOSTS_A_PAGE


@dataclass(frozen=True)
class WatchedSessions:
    """Sessions of one host, the newest first: a page of them. `cells` by session."""

    host: Host
    place: Place
    on: datetime
    lines: list[tuple[Session, Cell]]
    total: int
    number: int
    size: int = SESSIONS_A_PAGE


@query("booking.figures", of=Session)
def figures(actor: Actor, sessions: QuerySet[Session], filters: FigureFilters) -> ActivityFigures:
    """Activities and drop-in care by street and month, in a fixed number of questions.

    Raises Invalid, and OutOfReach for a place elsewhere.
    """
    where = place_of(actor, filters.checked().place)
    found = _counted(where, sessions, filters)
    inside = _inside(found, filters)
    streets: dict[int, dict[date, Cell]] = defaultdict(dict)
    months = {}
    for day in filters.months:
        month = found.months.get(day, Month())
        for street, cell in month.lines(lambda spot: spot.street if inside(spot) else None).items():
            streets[street][day] = cell
        months[day] = month.lines(lambda spot: WHOLE if inside(spot) else None).get(WHOLE, Cell())
    lines = [
        StreetLine(found.streets.get(key), sum(cells.values(), Cell()), cells)
        for key, cells in streets.items()
    ]
    lines.sort(key=lambda line: (line.street is None, line.street.code if line.street else ""))
    return ActivityFigures(where, filters, now(), sum(months.values(), Cell()), months, tuple(lines))


@query("booking.figures_of_hosts", of=Session)
def figures_of_hosts(
    actor: Actor, sessions: QuerySet[Session], filters: FigureFilters, *, page: int = 1
) -> HostFigures:
    """The hosts behind the figures. Raises Invalid, and OutOfReach for a place elsewhere."""
    where = place_of(actor, filters.checked().place)
    found = _counted(where, sessions, filters)
    inside = _inside(found, filters)
    cells: dict[int, Cell] = defaultdict(Cell)
    for month in found.months.values():
        for host, cell in month.lines(lambda spot: spot.host if inside(spot) else None).items():
            cells[host] += cell
    keys = sorted(cells, key=lambda host: (-cells[host].sessions, host))
    number = _number(page, len(keys), HOSTS_A_PAGE)
    first = (number - 1) * HOSTS_A_PAGE
    hosts = Host.objects.select_related("site", "partner").in_bulk(keys[first : first + HOSTS_A_PAGE])
    lines = [HostLine(hosts[key], cells[key]) for key in keys if key in hosts]
    return HostFigures(where, now(), lines, len(keys), number)


@query("booking.watched_sessions", of=Session)
def watched_sessions(
    actor: Actor, sessions: QuerySet[Session], host: UUID, filters: FigureFilters, *, page: int = 1
) -> WatchedSessions:
    """The sessions of one host behind its figures. Raises Invalid, and OutOfReach where none is within reach."""
    found = Host.objects.select_related("site", "partner").filter(public_id=host).first()
    own = sessions.filter(host=found).exclude(state=SessionState.DRAFT)
    if found is None or not own.exists():
        raise OutOfReach
    where = place_of(actor, filters.checked().place)
    rows = between(where.cut(own), filters.months[0], filters.after)
    rows = rows.filter(kind=filters.kind) if filters.kind else rows
    total = rows.count()
    number = _number(page, total, SESSIONS_A_PAGE)
    first = (number - 1) * SESSIONS_A_PAGE
    shown = list(
        rows.select_related("counter", "turnout").order_by("-starts_at", "-pk")[
            first : first + SESSIONS_A_PAGE
        ]
    )
    days = [month_of(row.starts_at) for row in shown] or [filters.until]
    counts = _counted(where, sessions, replace(filters, since=min(days), until=max(days)))
    lines = [(row, counts.alone(row)) for row in shown]
    return WatchedSessions(found, where, now(), lines, total, number)


def months_back(months: int) -> FigureFilters:
    """Filters for this month and so many before it."""
    on = today()
    first = on.year * 12 + on.month - 1 - months
    return FigureFilters(date(first // 12, first % 12 + 1, 1), on)


def _counted(where: Place, sessions: QuerySet[Session], filters: FigureFilters) -> Counted:
    """The cells of every district that a place lies in or holds; `within`: those that are asked for."""
    tops = [where.region] if where.region else where.parts
    lineage = {key for top in tops for key in top.lineage}
    counties = set(Region.objects.filter(pk__in=lineage, level=Level.COUNTY).values_list("pk", flat=True))
    whole = {next((key for key in top.lineage if key in counties), top.pk) for top in tops}
    return counted(where.cut(sessions), whole, filters.months[0], filters.after)


def _inside(found: Counted, filters: FigureFilters) -> Callable[[Spot], bool]:
    """Whether a cell is asked for."""
    return lambda spot: spot.own[0] in found.within and filters.kind in ("", spot.own[1])


def _number(page: int, total: int, size: int) -> int:
    return max(1, min(page, -(-total // size)))

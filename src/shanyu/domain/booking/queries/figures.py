"""What the authority sees of sessions: by street and month, by host, session by session. Never who."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from shanyu.domain.booking.kinds import BookingState, SessionKind, SessionState
from shanyu.domain.booking.models import Booking, Feedback, Host, Session
from shanyu.domain.booking.small_numbers import WHOLE, K, Key, shown
from shanyu.domain.providers.queries.authority.reaching import Place, place_of
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import SHANGHAI, now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach
from shanyu.kernel.door.verbs import query

MOST_MONTHS = 24
HOSTS_A_PAGE = SESSIONS_A_PAGE = 50
#: Numbers of families or children: small ones are hidden.
OF_PEOPLE = ("taken", "came", "absent", "unmet")
OF_SESSIONS = ("sessions", "places")


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

    def checked(self) -> "FigureFilters":
        """The same filters. Raises Invalid where they cannot be meant."""
        if not 1 <= len(self.months) <= MOST_MONTHS:
            raise Invalid({"until": _("请选 1 到 24 个月。")})
        if self.kind and self.kind not in SessionKind.values:
            raise Invalid({"kind": _("没有这种类型。")})
        return self


class Cell(NamedTuple):
    """Figures of some sessions. Numbers of families are None where hidden, `stars` where fewer than K spoke.

    `places` and `taken` are places; `came`, `absent` families that were met at the door or missed; `unmet`
    families that stood in line when a session began.
    """

    sessions: int = 0
    places: int = 0
    taken: int | None = 0
    came: int | None = 0
    absent: int | None = 0
    unmet: int | None = 0
    stars: float | None = None
    voices: int = 0


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
    month = TruncMonth("starts_at", tzinfo=SHANGHAI)
    raw = _raw(_cut(sessions, where, filters).annotate(month=month), ("region_id", "month"))
    streets = _streets({region for region, _month in raw})
    found: dict[tuple[Hashable, Hashable], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (region, moment), numbers in raw.items():
        key = streets[region].pk if streets[region] else 0, moment.astimezone(SHANGHAI).date()
        for name, number in numbers.items():
            found[key][name] += number
    cells = _cells(found)
    rows = {row.pk: row for row in streets.values() if row}
    lines = [
        StreetLine(
            rows.get(pk), cells[pk, WHOLE], {m: cells[pk, m] for m in filters.months if (pk, m) in cells}
        )
        for pk in {row for row, _column in cells if row is not WHOLE}
    ]
    lines.sort(key=lambda line: (line.street is None, line.street.code if line.street else ""))
    months = {m: cells.get((WHOLE, m), Cell()) for m in filters.months}
    return ActivityFigures(where, filters, now(), cells.get((WHOLE, WHOLE), Cell()), months, tuple(lines))


@query("booking.figures_of_hosts", of=Session)
def figures_of_hosts(
    actor: Actor, sessions: QuerySet[Session], filters: FigureFilters, *, page: int = 1
) -> HostFigures:
    """The hosts behind the figures. Raises Invalid, and OutOfReach for a place elsewhere."""
    where = place_of(actor, filters.checked().place)
    rows = _cut(sessions, where, filters)
    counted = rows.order_by().values("host").annotate(n=Count("pk")).order_by("-n", "host")
    keys = [row["host"] for row in counted]
    number = _number(page, len(keys), HOSTS_A_PAGE)
    keys = keys[(number - 1) * HOSTS_A_PAGE : number * HOSTS_A_PAGE]
    cells = _cells(
        {(host, 0): one for (host,), one in _raw(rows.filter(host__in=keys), ("host_id",)).items()}
    )
    hosts = Host.objects.select_related("site", "partner").in_bulk(keys)
    lines = [HostLine(hosts[key], cells[key, 0]) for key in keys]
    return HostFigures(where, now(), lines, len(counted), number)


@query("booking.watched_sessions", of=Session)
def watched_sessions(
    actor: Actor, sessions: QuerySet[Session], host: UUID, filters: FigureFilters, *, page: int = 1
) -> WatchedSessions:
    """The sessions of one host behind its figures. Raises Invalid, and OutOfReach where none is within reach."""
    own = sessions.filter(host__public_id=host).exclude(state=SessionState.DRAFT)
    found = Host.objects.select_related("site", "partner").filter(pk__in=own.values("host")[:1]).first()
    if found is None:
        raise OutOfReach
    where = place_of(actor, filters.checked().place)
    rows = _cut(own, where, filters)
    total = rows.count()
    number = _number(page, total, SESSIONS_A_PAGE)
    first = (number - 1) * SESSIONS_A_PAGE
    shown_rows = list(rows.order_by("-starts_at", "-pk")[first : first + SESSIONS_A_PAGE])
    raw = _raw(Session.objects.filter(pk__in=[row.pk for row in shown_rows]), ("pk",))
    cells = _cells({(key, 0): numbers for (key,), numbers in raw.items()})
    return WatchedSessions(
        found, where, now(), [(row, cells[row.pk, 0]) for row in shown_rows], total, number
    )


def months_back(months: int) -> FigureFilters:
    """Filters for this month and so many before it."""
    on = today()
    first = on.year * 12 + on.month - 1 - months
    return FigureFilters(date(first // 12, first % 12 + 1, 1), on)


def _cut(sessions: QuerySet[Session], where: Place, filters: FigureFilters) -> QuerySet[Session]:
    first, last = filters.months[0], filters.months[-1]
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    rows = where.cut(sessions).filter(
        state=SessionState.PUBLISHED,
        starts_at__gte=datetime.combine(first, time.min, SHANGHAI),
        starts_at__lt=datetime.combine(after, time.min, SHANGHAI),
    )
    return rows.filter(kind=filters.kind) if filters.kind else rows


def _raw(rows: QuerySet[Session], by: tuple[str, ...]) -> dict[tuple, dict[str, int]]:
    """The exact figures of sessions grouped by these of their columns: three questions."""
    found: dict[tuple, dict[str, int]] = defaultdict(dict)
    held = rows.order_by().values(*by)
    places = held.annotate(sessions=Count("pk"), places=Sum("counter__capacity"), taken=Sum("counter__taken"))
    _gather(found, places, by)
    states = {"came": BookingState.ATTENDED, "absent": BookingState.NO_SHOW}
    families = Booking.objects.filter(session__in=rows.values("pk")).order_by()
    path = {f"by_{name}": _path(name) for name in by}
    families = families.annotate(**path).values(*path)
    _gather(
        found,
        families.annotate(
            # States, not keys: what is counted stands in the index of a session's states, and no booking is read.
            **{name: Count("state", Q(state=state)) for name, state in states.items()},
            unmet=Count("state", Q(state=BookingState.WAITING, session__starts_at__lte=now())),
        ),
        path,
    )
    voices = Feedback.objects.filter(session__in=rows.values("pk")).order_by().annotate(**path).values(*path)
    _gather(found, voices.annotate(stars=Sum("stars"), voices=Count("pk")), path)
    return dict(found)


def _path(name: str) -> Combinable:
    """A session's column as a booking or a feedback reaches it."""
    return TruncMonth("session__starts_at", tzinfo=SHANGHAI) if name == "month" else F(f"session__{name}")


def _gather(found: dict[tuple, dict[str, int]], rows: Iterable[dict], by: Iterable[str]) -> None:
    names = tuple(by)
    for row in rows:
        key = tuple(row.pop(name) for name in names)
        found[key].update({name: number or 0 for name, number in row.items()})


def _streets(regions: set[int]) -> dict[int, Region | None]:
    """The street that each of these regions is or lies in."""
    rows = Region.objects.in_bulk(regions)
    above = {key for row in rows.values() for key in row.lineage}
    towns = {row.pk: row for row in Region.objects.filter(pk__in=above, level=Level.TOWN)}
    return {key: next((towns[k] for k in row.lineage if k in towns), None) for key, row in rows.items()}


def _cells(found: Mapping[Key, Mapping[str, int]]) -> dict[Key, Cell]:
    """Every cell with sums of rows and columns; small numbers of families hidden."""
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (row, column), numbers in found.items():
        for key in ((row, column), (row, WHOLE), (WHOLE, column), (WHOLE, WHOLE)):
            for name, number in numbers.items():
                sums[key][name] += number
    hidden = {
        name: shown({key: numbers.get(name, 0) for key, numbers in found.items()}) for name in OF_PEOPLE
    }
    return {
        key: Cell(
            **{name: numbers.get(name, 0) for name in OF_SESSIONS},
            **{name: hidden[name][key] for name in OF_PEOPLE},
            stars=numbers["stars"] / numbers["voices"] if numbers.get("voices", 0) >= K else None,
            voices=numbers.get("voices", 0),
        )
        for key, numbers in sums.items()
    }


def _number(page: int, total: int, size: int) -> int:
    return max(1, min(page, -(-total // size)))

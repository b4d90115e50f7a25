"""What a host sees of its sessions: the calendar, the table and its export, one session's desk, the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet

from shanyu.domain.booking.drafting import agreements, rooms_of, staff_of
from shanyu.domain.booking.kinds import BookingState, SessionKind, SessionState
from shanyu.domain.booking.models import (
    Agreement,
    Host,
    LineMove,
    PlanItem,
    Pool,
    Series,
    Session,
    SessionStaff,
    TrustMark,
)
from shanyu.domain.providers.models import Room, Worker
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.clock import SHANGHAI, now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched, touched_keys
from shanyu.kernel.door.verbs import query

PAGE_SIZE = 30
MOST_SERIES = 200
MOST_APPEALS = 200
_IN_CALENDAR = (
    "public_id", "state", "title", "title_en", "starts_at", "ends_at",
    "counter__taken", "counter__capacity", "counter__waiting",
)  # fmt: skip


@dataclass(frozen=True)
class HostFrame:
    """A host, and how many things wait for a decision of its people."""

    host: Host
    appeals: int
    drafts: int


class Meeting(NamedTuple):
    """A session as a calendar shows it: no more is read, as a month of a busy host has hundreds."""

    public_id: UUID
    state: str
    title: str
    title_en: str
    starts_at: datetime
    ends_at: datetime
    taken: int
    capacity: int
    waiting: int


@dataclass(frozen=True)
class Choices:
    """What a session's form chooses from."""

    host: Host
    rooms: list[Room]
    workers: list[Worker]
    agreements: list[Agreement]


@dataclass(frozen=True)
class Filters:
    """What the table shows: `text` in the title, kinds, states, days (both count in), a series, full or not."""

    text: str = ""
    kind: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    series: int | None = None
    fill: str = ""


@dataclass(frozen=True)
class TablePage:
    """A page of the table, and how many rows there are in all."""

    rows: list[Session]
    total: int
    number: int
    size: int


@dataclass(frozen=True)
class Desk:
    """One session as its host works on it."""

    session: Session
    pools: list[Pool]
    staff: list[SessionStaff]
    sisters: int
    moves: list[LineMove]


@query("booking.host_frame", on=Host)
def host_frame(actor: Actor, host: Host) -> HostFrame:
    """What stands beside every page of a host."""
    host = Host.objects.select_related("site__region", "partner__region").get(pk=host.pk)
    appeals = TrustMark.objects.filter(booking__session__host=host, decided_at__isnull=True)
    return HostFrame(
        host,
        appeals.exclude(appeal="").count(),
        _hosted(host).filter(state=SessionState.DRAFT, starts_at__gt=now()).count(),
    )


@query("booking.host_choices", on=Host)
def host_choices(actor: Actor, host: Host) -> Choices:
    """Rooms, workers and agreements to choose from."""
    return Choices(host, rooms_of(host), staff_of(host), agreements())


@query("booking.host_calendar", on=Host)
def host_calendar(actor: Actor, host: Host, *, since: date, until: date) -> dict[date, list[Meeting]]:
    """The sessions of the days from `since` to `until` (both count in), each day in order of time."""
    rows = _hosted(host).filter(starts_at__gte=_day(since), starts_at__lt=_day(until, 1))
    days: dict[date, list[Meeting]] = {}
    for row in map(Meeting._make, rows.order_by("starts_at", "pk").values_list(*_IN_CALENDAR)):
        days.setdefault(row.starts_at.astimezone(SHANGHAI).date(), []).append(row)
    return days


@query("booking.host_table", on=Host)
def host_table(actor: Actor, host: Host, filters: Filters, *, page: int = 1) -> TablePage:
    """A page of a host's sessions, in the order of time; the first page unless told."""
    rows = _found(host, filters)
    total = rows.count()
    number = max(1, min(page, -(-total // PAGE_SIZE)))
    first = (number - 1) * PAGE_SIZE
    # The keys alone first: a page far back would otherwise join and throw away every row before it.
    keys = list(rows.order_by("starts_at", "pk").values_list("pk", flat=True)[first : first + PAGE_SIZE])
    shown = _counted(Session.objects.filter(pk__in=keys)).order_by("starts_at", "pk")
    return TablePage(list(shown.prefetch_related("staff__worker")), total, number, PAGE_SIZE)


@query("booking.export_sessions", on=Host)
def export_sessions(actor: Actor, host: Host, filters: Filters) -> Iterator[Session]:
    """Every session of the table with its figures, row by row: `families`, `came`, `absent`, `stars`."""
    rows = _found(host, filters)
    touched_keys(Session, rows.values_list("pk", flat=True)[:1000])
    states = {
        "families": Q(bookings__state__in=["booked", "held", "attended", "no_show"]),
        "came": Q(bookings__state=BookingState.ATTENDED),
        "absent": Q(bookings__state=BookingState.NO_SHOW),
    }
    counts = {name: Count("bookings", condition, distinct=True) for name, condition in states.items()}
    rows = _counted(rows).annotate(**counts, stars=Avg("feedback__stars"))
    return rows.order_by("starts_at", "pk").iterator(chunk_size=500)


@query("booking.host_series", on=Host)
def host_series(actor: Actor, host: Host) -> list[Series]:
    """The host's series, the newest first, each with `count` sessions."""
    rows = Series.objects.filter(host=host).annotate(count=Count("sessions")).order_by("-pk")
    return list(rows[:MOST_SERIES])


@query("booking.host_session", on=Session)
def host_session(actor: Actor, session: Session) -> Desk:
    """One session with its batches of places, its staff, and the changes made to its line."""
    rows = Session.objects.select_related(
        "host__site", "host__partner", "counter", "room", "series", "agreement", "poster", "region"
    )
    session = rows.get(pk=session.pk)
    sisters = 0
    if session.series_id:
        sisters = Session.objects.filter(series=session.series_id).exclude(pk=session.pk).count()
    moves = LineMove.objects.filter(booking__session=session).select_related("booking__account", "account")
    return Desk(
        session,
        list(session.pools.exclude(capacity=0)),
        list(session.staff.select_related("worker").order_by("pk")),
        sisters,
        list(moves.order_by("-pk")[:50]),
    )


@query("booking.poster", on=Session, audited=False)
def poster(actor: Actor, session: Session) -> File:
    """The poster of a session that was uploaded. Raises NoFile and FileLost."""
    return opened(session.poster)


@query("booking.host_plan", on=Host)
def host_plan(actor: Actor, host: Host) -> list[PlanItem]:
    """The lines of the plans whose term is not over long ago, the newest term first."""
    since = now().astimezone(SHANGHAI).date() - timedelta(days=31)
    rows = PlanItem.objects.filter(host=host, term_to__gte=since).select_related("model")
    return list(rows.order_by("-term_from", "pk"))


@query("booking.plan_item", on=PlanItem)
def plan_item(actor: Actor, item: PlanItem) -> PlanItem:
    """One line of a plan with its host and the session it is modelled on."""
    rows = PlanItem.objects.select_related("host__site", "host__partner", "model")
    return rows.get(pk=item.pk)


@query("booking.appeals", of=TrustMark)
def appeals(actor: Actor, marks: QuerySet[TrustMark], *, host: Host | None = None) -> list[TrustMark]:
    """Marks that families appealed against: those to be decided first, then the decided ones of late."""
    if host is not None:
        marks = marks.filter(booking__session__host=host)
    rows = marks.exclude(appeal="").select_related(
        "booking__session__host__site", "booking__session__host__partner", "account", "decided_by"
    )
    found = list(rows.order_by(F("decided_at").desc(nulls_first=True), "appealed_at")[:MOST_APPEALS])
    touched(*found)
    return found


@query("booking.trust_mark", on=TrustMark)
def trust_mark(actor: Actor, mark: TrustMark) -> TrustMark:
    """One mark with its session and what the family wrote."""
    rows = TrustMark.objects.select_related(
        "booking__session__host__site", "booking__session__host__partner", "account", "decided_by"
    )
    return rows.get(pk=mark.pk)


def _hosted(host: Host) -> QuerySet[Session]:
    """What a host plans here: drop-in care is looked after at its station."""
    return Session.objects.filter(host=host).exclude(kind=SessionKind.DROP_IN)


def _found(host: Host, filters: Filters) -> QuerySet[Session]:
    rows = _hosted(host)
    if filters.text:
        rows = rows.filter(Q(title__icontains=filters.text) | Q(title_en__icontains=filters.text))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.since:
        rows = rows.filter(starts_at__gte=_day(filters.since))
    if filters.until:
        rows = rows.filter(starts_at__lt=_day(filters.until, 1))
    if filters.series:
        rows = rows.filter(series=filters.series)
    if filters.fill == "full":
        rows = rows.filter(counter__taken__gte=F("counter__capacity"))
    elif filters.fill == "free":
        rows = rows.filter(counter__taken__lt=F("counter__capacity"))
    elif filters.fill == "line":
        rows = rows.filter(counter__waiting__gt=0)
    return rows


def _counted(rows: QuerySet[Session]) -> QuerySet[Session]:
    return rows.select_related("counter", "room", "series")


def _day(day: date, more: int = 0) -> datetime:
    day += timedelta(days=more)
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)

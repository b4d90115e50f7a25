"""What came of a host's sessions: demand against places, who could not get in, who came, what families said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Avg, Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from shanyu.domain.booking.kinds import BookingState, SessionKind, SessionState
from shanyu.domain.booking.models import Booking, Counter, Feedback, Host, Session
from shanyu.domain.booking.plan_rules import Past
from shanyu.kernel.clock import SHANGHAI
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query

#: States of families that asked and did not get in (who left or was lapsed had a choice).
OUTSIDE = (BookingState.WAITING,)
CAME, ABSENT = BookingState.ATTENDED, BookingState.NO_SHOW
HAD_PLACE = (BookingState.BOOKED, BookingState.HELD, CAME, ABSENT)
MOST_WORDS = 60


@dataclass
class Figures:
    """The figures of some sessions. Places are places; all others count families, but `children`.

    `asked` is places asked for by every booking there ever was, got or not.
    """

    sessions: int = 0
    called_off: int = 0
    places: int = 0
    asked: int = 0
    families: int = 0
    booked: int = 0
    outside: int = 0
    came: int = 0
    absent: int = 0
    cancelled: int = 0
    late: int = 0
    stars: float | None = None
    voices: int = 0
    again: int = 0

    @property
    def ratio(self) -> float | None:
        return self.asked / self.places if self.places else None

    @property
    def absent_share(self) -> int | None:
        met = self.came + self.absent
        return round(100 * self.absent / met) if met else None


@dataclass
class Sort:
    """The sessions of one title: what a plan is made of."""

    title: str
    kind: str
    figures: Figures
    newest: Session
    wishes: dict[str, int] = field(default_factory=dict)

    @property
    def past(self) -> Past:
        one = self.figures
        return Past(
            sessions=one.sessions, places=one.places, asked=one.asked, outside=one.outside, came=one.came,
            absent=one.absent, stars=one.stars, voices=one.voices, wishes=self.wishes,
        )  # fmt: skip


@dataclass(frozen=True)
class Report:
    """Figures of the whole, by title, and what families wished and said (without names)."""

    since: date
    until: date
    whole: Figures
    sorts: list[Sort]
    wishes: list[tuple[str, int]]
    words: list[tuple[str, int, str]]


@query("booking.host_report", on=Host, lookback="since")
def host_report(actor: Actor, host: Host, *, since: date, until: date, series: UUID | None = None) -> Report:
    """The report of a term (both days count in), or of one series within it."""
    rows = term(host, since, until)
    if series is not None:
        rows = rows.filter(series__public_id=series)
    return report_of(rows, since, until)


@query("booking.session_report", on=Session)
def session_report(actor: Actor, session: Session) -> Report:
    """The report of one session."""
    day = session.starts_at.astimezone(SHANGHAI).date()
    return report_of(Session.objects.filter(pk=session.pk), day, day)


def term(host: Host, since: date, until: date) -> QuerySet[Session]:
    """A host's sessions that begin between two days, both counted in."""
    return Session.objects.filter(host=host, starts_at__gte=_start(since), starts_at__lt=_end(until))


def report_of(rows: QuerySet[Session], since: date, until: date) -> Report:
    """The report over these sessions: a fixed number of questions, however many there are."""
    rows = rows.exclude(state=SessionState.DRAFT).exclude(kind=SessionKind.DROP_IN)
    held = rows.filter(state=SessionState.PUBLISHED)
    sorts = _sorts(rows, held)
    wishes = _wishes(held)
    for title, counts in wishes.items():
        if title in sorts:
            sorts[title].wishes = counts
    total: dict[str, int] = defaultdict(int)
    for counts in wishes.values():
        for wish, voices in counts.items():
            total[wish] += voices
    said = Feedback.objects.filter(session__in=held).exclude(words="").order_by("-created_at", "-pk")
    words = said.values_list("session__title", "stars", "words")[:MOST_WORDS]
    ordered = sorted(sorts.values(), key=lambda one: (-(one.figures.ratio or 0), one.title))
    return Report(
        since, until, _whole([one.figures for one in ordered]), ordered,
        sorted(total.items(), key=lambda one: (-one[1], one[0])), list(words),
    )  # fmt: skip


def _sorts(rows: QuerySet[Session], held: QuerySet[Session]) -> dict[str, Sort]:
    titles = rows.order_by().values("title").annotate(newest=Max("pk"), off=Count("pk", Q(state="cancelled")))
    facts = {one["title"]: one for one in titles}
    newest = Session.objects.select_related("counter").in_bulk([one["newest"] for one in facts.values()])
    sorts = {
        title: Sort(title, newest[one["newest"]].kind, Figures(called_off=one["off"]), newest[one["newest"]])
        for title, one in facts.items()
    }
    places = Counter.objects.filter(session__in=held).values("session__title")
    for one in places.annotate(n=Count("pk"), places=Sum("capacity")):
        figures = sorts[one["session__title"]].figures
        figures.sessions, figures.places = one["n"], one["places"]
    for one in _booked(held):
        figures = sorts[one.pop("session__title")].figures
        for name, value in one.items():
            setattr(figures, name, value)
    voices = Feedback.objects.filter(session__in=held).values("session__title")
    for one in voices.annotate(stars=Avg("stars"), voices=Count("pk"), again=Count("pk", Q(again=True))):
        figures = sorts[one["session__title"]].figures
        figures.stars, figures.voices, figures.again = float(one["stars"]), one["voices"], one["again"]
    return sorts


def _booked(held: QuerySet[Session]) -> Iterable[dict]:
    def states(*wanted: str) -> Count:
        return Count("pk", Q(state__in=wanted))

    return (
        Booking.objects.filter(session__in=held)
        .values("session__title")
        .annotate(
            asked=Coalesce(Sum("places"), 0),
            families=Count("pk"),
            booked=states(*HAD_PLACE),
            outside=states(*OUTSIDE),
            came=states(CAME),
            absent=states(ABSENT),
            cancelled=states(BookingState.CANCELLED),
            late=states(BookingState.CANCELLED_LATE),
        )
    )


def _wishes(held: QuerySet[Session]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Feedback.objects.filter(session__in=held).exclude(wishes=[])
    for title, wishes in rows.values_list("session__title", "wishes"):
        for wish in wishes:
            found[title][wish] += 1
    return {title: dict(counts) for title, counts in found.items()}


def _whole(parts: list[Figures]) -> Figures:
    whole = Figures()
    for name in Figures.__dataclass_fields__:
        if name != "stars":
            setattr(whole, name, sum(getattr(one, name) for one in parts))
    heard = [(one.stars, one.voices) for one in parts if one.stars is not None]
    if heard:
        whole.stars = sum(stars * voices for stars, voices in heard) / sum(voices for _, voices in heard)
    return whole


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)


def _end(day: date) -> datetime:
    return _start(day + timedelta(days=1))

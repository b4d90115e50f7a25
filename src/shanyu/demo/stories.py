"""The story of one child's case as its family and its site would have told it, step by step, without a database.

The steps are those of `domain/enrolment`; tests hold what comes of them against its ledger.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from shanyu.demo.crowd import Kid
from shanyu.kernel.clock import SHANGHAI

#: Days of each state's clock, as rule `case.days` says.
_DAYS = {"applied": 7, "accepted": 7, "checkup": 14, "agreement": 5}
#: Hours that an offer stands: whole days, so that it ends at the time of day at which it was made.
_STANDS = ((30, 120), (7, 72))
FAMILY, SITE, CLOCK = "family", "site", "clock"


@dataclass
class Stay:
    """A place in a class, known by (site, class), from a day until before another."""

    care_class: tuple[str, str]
    first: date
    until: date | None
    state: str


@dataclass
class Offered:
    """An offer of a place, until a moment."""

    stay: Stay
    at: datetime
    until: datetime
    state: str = "standing"
    ended_at: datetime | None = None


@dataclass
class Asked:
    """The wish at one site, known by its key; `line` is given out by the writer, in the order of `at`."""

    site: str
    at: datetime
    rank: int | None
    group: str = "everybody"
    state: str = "waiting"
    reason: str = ""
    offers: list[Offered] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """An entry of the ledger: `by` is the family, the site or the clock; `state` is the case's after it."""

    kind: str
    state: str
    at: datetime
    by: str
    asked: Asked | None = None
    stay: Stay | None = None
    reason: str = ""
    words: str = ""


@dataclass
class Story:
    """A case and everything that happened to it, told in the order of time."""

    kid: Kid
    form: str
    wanted_from: date
    at: datetime
    ranked: bool = False
    state: str = "applied"
    site: str = ""
    due_at: datetime | None = None
    signed_at: datetime | None = None
    checked_on: date | None = None
    away_since: date | None = None
    last_day: date | None = None
    ended_at: datetime | None = None
    ended_because: str = ""
    asked: list[Asked] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    #: Whether the verbs themselves are to draw up and sign its agreement, and the steps that then wait for it.
    papers: bool = False
    later: list[tuple[str, datetime]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._note("apply", self.at, FAMILY)

    def moment(self, kind: str) -> datetime | None:
        """When a step was taken, the last time; None where it was not."""
        return next((one.at for one in reversed(self.steps) if one.kind == kind), None)

    @property
    def accepted(self) -> Asked:
        return next(one for one in self.asked if one.state == "accepted")

    def ask(self, site: str, at: datetime, group: str = "everybody") -> Asked:
        one = Asked(site, at, len(self.asked) + 1 if self.ranked else None, group)
        self.asked.append(one)
        self._put(self.state, at)
        self._note("join", at, FAMILY, one)
        return one

    def refuse(self, one: Asked, at: datetime, reason: str, words: str = "") -> None:
        one.state, one.reason = "refused", reason
        self._note("refuse", at, SITE, one, reason=reason, words=words)

    def offer(self, one: Asked, at: datetime, stay: Stay) -> Offered:
        """Offer a place; it stands for whole days, by how far its first day is away."""
        hours = next((hours for days, hours in _STANDS if stay.first - at.date() >= timedelta(days=days)), 24)
        stay.state = "held"
        made = Offered(stay, at, at + timedelta(hours=hours))
        one.offers.append(made)
        one.state = "offered"
        self.stays.append(stay)
        self._put("offered", at)
        self._note("offer", at, SITE, one, stay)
        return made

    def decline(self, one: Asked, at: datetime) -> None:
        self._drop(one, at, "declined", "declined", "decline", FAMILY)

    def lapse(self, one: Asked) -> None:
        self._drop(one, one.offers[-1].until, "lapsed", "lapsed", "lapse", CLOCK)

    def accept(self, one: Asked, at: datetime) -> None:
        """Take up the offer of a site; whatever else was asked for ends."""
        offered = one.offers[-1]
        offered.state, offered.ended_at, offered.stay.state = "accepted", at, "planned"
        one.state, self.site = "accepted", one.site
        self._put("accepted", at)
        self._note("accept", at, FAMILY, one, offered.stay)
        for other in self.asked:
            if other.state == "offered":
                self._drop(other, at, "superseded", "superseded", "supersede", FAMILY)
            elif other.state == "waiting":
                other.state = "superseded"
                self._note("supersede", at, FAMILY, other)

    def documents(self, at: datetime) -> None:
        self._put("checkup", at)
        first = datetime.combine(self.stays[-1].first, time(0), SHANGHAI)
        self.due_at = max(self.due_at, first)
        self._note("documents", at, SITE)

    def checkup(self, at: datetime) -> None:
        self.checked_on = at.date()
        self._put("agreement", at)
        self._note("checkup", at, SITE)
        if self.papers:
            self.later.append(("draw_up", at))

    def sign(self, at: datetime) -> None:
        if self.later:
            self.later.append(("sign", at))
            return
        self.signed_at = at
        self._put("agreement", at)
        self._note("sign", at, FAMILY)

    def agree(self, at: datetime) -> None:
        if self.later:
            self.later.append(("countersign", at))
            return
        self._put("placed", at)
        self.due_at = datetime.combine(self.stays[-1].first + timedelta(days=1), time(0), SHANGHAI)
        self._note("agreement", at, SITE)

    def begin(self, at: datetime) -> None:
        if self.later:
            self.later.append(("begin", at))
            return
        stay = self.stays[-1]
        stay.state = "current"
        self.last_day = stay.until and stay.until - timedelta(days=1)
        self._put("attending", at)
        self._note("first_day", at, SITE)

    def suspend(self, at: datetime) -> None:
        self.away_since = at.date()
        self._put("suspended", at)
        self._note("suspend", at, FAMILY)

    def leave(self, at: datetime, last: date) -> None:
        """Fix the last day of the place it has now."""
        self.last_day, self.stays[-1].until = last, last + timedelta(days=1)
        self._note("leave", at, FAMILY, stay=self.stays[-1])

    def move_up(self, at: datetime, care_class: tuple[str, str], first: date) -> None:
        """Plan the next class, or what has begun already where the day has come; `turn` says which."""
        old = self.stays[-1]
        self.stays.append(Stay(care_class, first, old.until, "planned"))
        old.until = first
        self._note("move_up", at, SITE, stay=self.stays[-1])

    def turn(self, day: date) -> None:
        """What days have done: places whose time has come have begun, those whose time is over have ended."""
        if self.state not in ("attending", "suspended"):
            return
        for stay in self.stays:
            if stay.until and stay.until <= day:
                stay.state = "ended"
            elif stay.state == "planned" and stay.first <= day:
                stay.state = "current"
        if self.last_day and self.last_day < day:
            self.ended_at = datetime.combine(self.last_day + timedelta(days=1), time(0, 5), SHANGHAI)
            self.away_since = None
            self._put("left", self.ended_at)
            self._note("left", self.ended_at, CLOCK)

    def withdraw(self, at: datetime) -> None:
        self._end("withdrawn", "withdraw", at, FAMILY)

    def close(self, at: datetime, reason: str) -> None:
        self._end("declined", "close", at, SITE, reason)

    def _end(self, state: str, kind: str, at: datetime, by: str, reason: str = "") -> None:
        for one in self.asked:
            if one.state == "offered":
                self._drop(one, at, "declined", "withdrawn", "withdraw_one", by)
            elif one.state == "waiting":
                one.state = "withdrawn"
                self._note("withdraw_one", at, by, one)
            elif one.state == "accepted":
                one.state = "withdrawn"
        for stay in self.stays:
            if stay.state == "planned":
                stay.state = "released"
        self.ended_at, self.ended_because = at, reason
        self._put(state, at)
        self._note(kind, at, by, reason=reason)

    def _drop(self, one: Asked, at: datetime, offer: str, state: str, kind: str, by: str) -> None:
        offered = one.offers[-1]
        offered.state, offered.ended_at, offered.stay.state = offer, at, "released"
        one.state = state
        if self.state == "offered":
            standing = any(other.state == "offered" for other in self.asked)
            self._put("offered" if standing else "applied", at)
        self._note(kind, at, by, one, offered.stay)

    def _put(self, state: str, at: datetime) -> None:
        self.state = state
        if state == "offered":
            self.due_at = min(one.offers[-1].until for one in self.asked if one.state == "offered")
        else:
            self.due_at = at + timedelta(days=_DAYS[state]) if state in _DAYS else None

    def _note(
        self,
        kind: str,
        at: datetime,
        by: str,
        asked: Asked | None = None,
        stay: Stay | None = None,
        reason: str = "",
        words: str = "",
    ) -> None:
        self.steps.append(Step(kind, self.state, at, by, asked, stay, reason, words))

"""Today at a station: who is here and with whom, who comes next, whether the carers are enough, what is due."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shanyu.domain.booking.kinds import BookingState, SessionKind, SessionState
from shanyu.domain.booking.models import BookedChild, Session
from shanyu.domain.booking.names import given_name, guardian_name
from shanyu.domain.providers.models import Site, Worker
from shanyu.domain.stations import rules
from shanyu.domain.stations.kinds import DutyState, Step
from shanyu.domain.stations.models import Duty, HandOver, Minding, PlayVisit
from shanyu.domain.stations.presence import Ratio, here, minders_at, ratio_at
from shanyu.domain.stations.queries.adults import AdultLine, adults_for
from shanyu.domain.stations.queries.house import DueThing, due_of
from shanyu.domain.stations.queries.public import Opening, opening_of
from shanyu.domain.stations.rules import at_minute
from shanyu.domain.stations.vetting import Vetting, vetting_of
from shanyu.kernel.ages import completed_months
from shanyu.kernel.clock import local, now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class CareLine:
    """One booked child of the day as the roster shows it: a given name, months, and where it stands.

    `place` is next, here, gone or absent; `late` when the hour is over and the child still here.
    """

    booked: BookedChild
    name: str
    months: int
    guardian: str
    place: str
    minding: Minding | None
    last: HandOver | None
    late: bool
    adults: list[AdultLine]

    @property
    def session(self) -> Session:
        return self.booked.session


@dataclass(frozen=True)
class DutyLine:
    duty: Duty
    vetting: Vetting
    now: bool


@dataclass(frozen=True)
class Roster:
    site: Site
    at: datetime
    lines: list[CareLine]
    duties: list[DutyLine]
    minders: list[Worker]
    me: Worker | None
    ratio: Ratio
    play: list[PlayVisit]
    most_at_play: int | None
    opening: Opening
    due: list[DueThing]
    sessions: list[Session]

    def of(self, place: str) -> list[CareLine]:
        return [line for line in self.lines if line.place == place]

    @property
    def here(self) -> list[CareLine]:
        return self.of("here")

    @property
    def next(self) -> list[CareLine]:
        return self.of("next")

    @property
    def unminded(self) -> list[CareLine]:
        """Who comes next at a moment for which nobody is on the roster who may mind children."""
        spans = [
            one.duty.during
            for one in self.duties
            if one.vetting.minds and one.duty.state == DutyState.CONFIRMED
        ]
        return [
            line
            for line in self.next
            if not any(span.lower <= line.session.starts_at < span.upper for span in spans)
        ]

    @property
    def gone(self) -> list[CareLine]:
        return self.of("gone")

    @property
    def playing(self) -> int:
        return sum(len(visit.months) for visit in self.play)

    @property
    def crowded(self) -> bool:
        return self.most_at_play is not None and self.playing > self.most_at_play


@query("stations.roster", on=Site)
def roster(actor: Actor, site: Site) -> Roster:
    """Today at a station. The number of questions does not grow with the children."""
    moment = now()
    day = local(moment).date()
    begins, ends = at_minute(day, 0), at_minute(day, 24 * 60)
    open_mindings = list(here(site.pk))
    lines = care_lines(site, begins, ends, open_mindings, moment)
    minders = minders_at(site.pk, moment)
    play = PlayVisit.objects.filter(site=site, during__contains=moment).select_related("account")
    sessions = Session.objects.filter(
        host__site=site,
        kind=SessionKind.DROP_IN,
        state=SessionState.PUBLISHED,
        starts_at__range=(begins, ends),
    )
    return Roster(
        site=site,
        at=moment,
        lines=lines,
        duties=duty_lines(site, begins, ends, moment),
        minders=minders,
        me=Worker.objects.filter(account=actor.account_id).first(),
        ratio=ratio_at(open_mindings, len(minders), day),
        play=list(play.prefetch_related("children__child").order_by("during")),
        most_at_play=rules.most_at_play(site.floor_area_m2, day),
        opening=opening_of(site),
        due=due_of(site, day),
        sessions=list(sessions.select_related("counter").order_by("starts_at")),
    )


def care_lines(
    site: Site, begins: datetime, ends: datetime, open_mindings: list[Minding], moment: datetime
) -> list[CareLine]:
    """The children booked for drop-in care of a day, and whoever is still there from before."""
    states = [BookingState.BOOKED, BookingState.ATTENDED, BookingState.NO_SHOW]
    rows = (
        BookedChild.objects.filter(
            Q(session__starts_at__gte=begins, session__starts_at__lt=ends, booking__state__in=states)
            | Q(pk__in=[one.booked_id for one in open_mindings]),
            session__host__site=site,
            session__kind=SessionKind.DROP_IN,
        )
        .exclude(standing="line")
        .select_related("child", "booking__account", "session")
        .order_by("session__starts_at", "pk")
    )
    found = list(rows)
    touched(*[one.child for one in found])
    minding = {one.booked_id: one for one in open_mindings}
    last, adults = _last_steps(found), adults_for([one.child for one in found])
    return [_line(one, minding.get(one.pk), last.get(one.pk), moment, adults[one.child_id]) for one in found]


def _last_steps(booked: list[BookedChild]) -> dict[int, HandOver]:
    steps = HandOver.objects.filter(booked__in=booked, corrected_by=None).exclude(step=Step.UNDO)
    return {step.booked_id: step for step in steps.select_related("worker", "person").order_by("pk")}


def _line(
    booked: BookedChild,
    minding: Minding | None,
    last: HandOver | None,
    moment: datetime,
    adults: list[AdultLine],
) -> CareLine:
    if minding is not None:
        place = "here"
    elif last is not None and last.step == Step.OUT:
        place = "gone"
    elif booked.booking.state == BookingState.NO_SHOW or moment >= booked.session.ends_at:
        place = "absent"
    else:
        place = "next"
    return CareLine(
        booked=booked,
        name=given_name(booked.child),
        months=completed_months(booked.child.born, local(moment).date()),
        guardian=guardian_name(booked.booking.account),
        place=place,
        minding=minding,
        last=last,
        late=place == "here" and moment > booked.session.ends_at,
        adults=adults,
    )


def duty_lines(site: Site, begins: datetime, ends: datetime, moment: datetime) -> list[DutyLine]:
    """Who is on duty between two moments, with whether their papers hold."""
    rows = Duty.objects.filter(
        site=site,
        state__in=[DutyState.CONFIRMED, DutyState.OFFERED],
        during__overlap=(begins, ends),
    ).select_related("worker")
    duties = list(rows.order_by("during", "pk"))
    by_day: dict = defaultdict(set)
    for duty in duties:
        by_day[local(duty.during.lower).date()].add(duty.worker_id)
    vetted = {day: vetting_of(site.pk, workers, day) for day, workers in by_day.items()}
    return [
        DutyLine(
            duty,
            vetted[local(duty.during.lower).date()][duty.worker_id],
            duty.state == DutyState.CONFIRMED and duty.during.lower <= moment < duty.during.upper,
        )
        for duty in duties
    ]

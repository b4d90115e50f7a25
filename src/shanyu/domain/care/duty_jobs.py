"""What is done by itself about ratios, absences and the sums of days. Each job may run twice without harm."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from shanyu.domain.care import duties, reading_days, tracing
from shanyu.domain.care.kinds import Kind
from shanyu.domain.care.models import Arrived, DaySummary, Entry
from shanyu.domain.care.presence import stays
from shanyu.domain.care.queries.boards import Room, room_of
from shanyu.domain.care.summing import sum_day
from shanyu.domain.enrolment.notices import heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.providers.models import CareClass, Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.events import subscribe
from shanyu.kernel.planning import plan

#: Entries that change who is in a room.
_OF_PRESENCE = frozenset({Kind.ARRIVAL, Kind.DEPARTURE, Kind.MOVED})
#: So many days back a summary is counted again where entries came late.
_AGAIN_DAYS = 45


@app.task(name="care.watch_ratios")
def watch_ratios(site: int) -> int:
    """Tell the heads of a site of every room with too few carers, once for each time. Returns how many rooms."""
    rooms = rooms_above(site)
    if rooms:
        _tell_of_rooms(Site.objects.get(pk=site), rooms)
    return len(rooms)


def rooms_above(site: int) -> list[Room]:
    """The rooms of a site in which there are too few carers now."""
    day = today()
    entries = reading_days.by_child(reading_days.lines([site], day, day, tuple(_OF_PRESENCE)))
    expected = reading_days.expected_by_child([site], day)
    stayed = [
        stay for child, (_site, home) in expected.items() for stay in stays(entries.get(child, ()), home)
    ]
    begins = duties.at_minute(day, 0)
    carers = reading_days.carers_of_rooms([site], begins, begins + timedelta(days=1))
    rooms = [
        room_of(one, 0, [stay for stay in stayed if stay.room == one.pk], carers.get(one.pk, []), day)
        for one in CareClass.objects.filter(site=site, closed_on=None)
    ]
    return [room for room in rooms if room.above]


def _tell_of_rooms(site: Site, rooms: list[Room]) -> None:
    for account in heads_of(site):
        for room in rooms:
            notify(
                account,
                kind="care.ratio",
                title=_("班里的看护人员不够"),
                body=lambda room=room: _words_of(site, room),
                url="/office/today/",
                dedupe=f"care.ratio:{room.care_class.pk}:{room.above_since.isoformat()}",
                urgent=True,
            )


def _words_of(site: Site, room: Room) -> str:
    facts = {
        "site": site.name, "class": room.care_class.name, "children": room.children,
        "carers": room.carers, "most": room.most,
    }  # fmt: skip
    return str(
        _(
            "%(site)s %(class)s：在班 %(children)s 个孩子，签到的看护人员 %(carers)s 人；"
            "每人最多看护 %(most)s 个。请马上安排人。"
        )
        % facts
    )


def on_ratio_above(care_class: CareClass, **_facts: object) -> None:
    """Tell the heads, once what made the room too full is committed."""
    plan(watch_ratios, site=care_class.site_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="care.trace_absence", queueing_lock="care.trace_absence")
def trace_absence(timestamp: int = 0) -> int:
    """Begin asking after children who are absent without a word, where the hour has come. How many are new."""
    return tracing.trace(today())


@app.periodic(cron="35 * * * *")
@app.task(name="care.sum_days", queueing_lock="care.sum_days")
def sum_days(timestamp: int = 0) -> int:
    """Count yesterday, and every earlier day of which entries came since it was counted. How many classes."""
    yesterday = today() - timedelta(days=1)
    made = 0
    if not DaySummary.objects.filter(day=yesterday).exists():
        made = sum_day(yesterday)
    return made + sum(sum_day(day, sites) for day, sites in late_days().items())


def late_days() -> dict[date, list[int]]:
    """Days before today with the sites of which entries came after they were counted."""
    lately = Arrived.objects.filter(created_at__gt=now() - timedelta(hours=3)).values("mark")
    found: dict[date, list[int]] = {}
    since = today() - timedelta(days=_AGAIN_DAYS)
    late = Entry.objects.filter(day__gte=since, day__lt=today(), mark__in=lately)
    for day, site in late.values_list("day", "site").distinct():
        found.setdefault(day, []).append(site)
    return found


subscribe("care.ratio_above", on_ratio_above)

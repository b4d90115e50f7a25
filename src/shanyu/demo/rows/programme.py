"""Partners, hosts, and their sessions with places, counters and who leads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from psycopg.types.range import TimestamptzRange

from shanyu.demo import partners as plan
from shanyu.demo.crowd import Booked, Crowd
from shanyu.demo.geography import Place
from shanyu.demo.programme import Meeting
from shanyu.demo.rows.bulk import copy, public_id, write
from shanyu.domain.booking.kinds import TAKING
from shanyu.domain.booking.models import (
    Agreement,
    Counter,
    Host,
    Partner,
    Pool,
    Series,
    Session,
    SessionStaff,
)
from shanyu.domain.providers.models import Post, Site
from shanyu.domain.regions.models import Region
from shanyu.domain.stations.actions.drop_in import LIMIT_KEY
from shanyu.domain.stations.agreements import drop_in_agreement

#: How long before a session cancelling is free, in hours; drop-in care is planned closer to the day.
_FREE_HOURS = {"drop_in": 3}
_WEEKLY_LIMIT = 2


@dataclass(frozen=True)
class Kept:
    """A session with the rows that hang on it, and the bookings that were drawn for it."""

    meeting: Meeting
    session: Session
    pools: list[Pool]
    booked: list[Booked]


def write_partners(seed: int, homes: dict[str, Place], regions: dict[str, Region]) -> dict[str, Partner]:
    """The partners by their keys, each in its community."""
    rows = [
        Partner(
            public_id=public_id(seed, "partner", one.key),
            kind=one.kind,
            name=one.name,
            name_en=one.name_en,
            introduction=one.introduction,
            introduction_en=one.introduction_en,
            region=regions[homes[one.key].code],
            address=f"{homes[one.key].name}示范路{one.nth + 1}号",
            address_en=f"{one.nth + 1} Shifan Road",
            lon=round(homes[one.key].point[0], 6),
            lat=round(homes[one.key].point[1], 6),
            phone=f"0571-0000{one.nth:04d}",
        )
        for one in plan.PARTNERS
    ]
    return dict(zip((one.key for one in plan.PARTNERS), write(rows), strict=True))


def write_meetings(
    seed: int, meetings: Sequence[Meeting], whose: dict[str, Site | Partner], crowd: Crowd, moment: datetime
) -> list[Kept]:
    """The sessions of these hosts, with places and counters. `whose` holds the hosts by the plan's keys."""
    hosts = _hosts(seed, dict.fromkeys(meeting.host for meeting in meetings), whose)
    series = _series(seed, meetings, hosts)
    agreement = drop_in_agreement()
    rows = [
        _session(seed, meeting, hosts[meeting.host], series.get(meeting.series), agreement)
        for meeting in meetings
    ]
    copy(rows)
    kept = []
    for meeting, row in zip(meetings, rows, strict=True):
        booked = crowd.draw(meeting, (row.lon, row.lat), row.region_id)
        kept.append(Kept(meeting, row, _pools(meeting, row, booked), booked))
    copy([pool for one in kept for pool in one.pools])
    copy([_counter(one, moment) for one in kept])
    return kept


def _pools(meeting: Meeting, session: Session, booked: list[Booked]) -> list[Pool]:
    return [
        Pool(
            session=session,
            group=batch.group,
            capacity=batch.places,
            taken=sum(one.state in TAKING and one.pool == number for one in booked),
            opens_at=batch.opens_at,
            open_to_all_at=batch.open_to_all_at,
        )
        for number, batch in enumerate(meeting.batches)
    ]


def _counter(one: Kept, moment: datetime) -> Counter:
    moments = [m for pool in one.pools for m in (pool.opens_at, pool.open_to_all_at) if m and m > moment]
    return Counter(
        session=one.session,
        capacity=sum(pool.capacity for pool in one.pools),
        taken=sum(pool.taken for pool in one.pools),
        waiting=sum(booked.state == "waiting" for booked in one.booked),
        next_line=max((booked.line or 0 for booked in one.booked), default=0) + 1,
        due_at=min(moments, default=None),
    )


def write_leaders(kept: Iterable[Kept], day: date) -> None:
    """Station keepers lead the activities of their station, where they keep one only."""
    posts = Post.objects.filter(role="station_keeper", valid__contains=day).order_by("pk")
    places: dict[int, set[int]] = {}
    for worker, site in posts.values_list("worker_id", "site_id"):
        places.setdefault(worker, set()).add(site)
    leads = {next(iter(sites)): worker for worker, sites in places.items() if len(sites) == 1}
    rows = [
        SessionStaff(
            session=one.session,
            worker_id=leads[one.session.host.site_id],
            during=span_of(one.session),
            standing=one.meeting.called_off is None,
        )
        for one in kept
        if one.meeting.offering.kind == "activity" and one.session.host.site_id in leads
    ]
    copy(rows)


def span_of(session: Session) -> TimestamptzRange:
    return TimestamptzRange(session.starts_at, session.ends_at)


def _hosts(seed: int, keys: Iterable[str], whose: dict[str, Site | Partner]) -> dict[str, Host]:
    rows = {
        key: Host(
            public_id=public_id(seed, "host", whose[key].public_id),
            **{"site" if isinstance(whose[key], Site) else "partner": whose[key]},
        )
        for key in keys
    }
    write(list(rows.values()))
    return rows


def _series(seed: int, meetings: Iterable[Meeting], hosts: dict[str, Host]) -> dict[str, Series]:
    first = {meeting.series: meeting for meeting in meetings if meeting.series}
    rows = [
        Series(
            public_id=public_id(seed, "series", hosts[meeting.host].public_id, key),
            host=hosts[meeting.host],
            title=meeting.offering.title,
        )
        for key, meeting in first.items()
    ]
    return dict(zip(first, write(rows), strict=True))


def _session(seed: int, meeting: Meeting, host: Host, series: Series | None, agreement: Agreement) -> Session:
    offering, who = meeting.offering, host.who
    care, visit = offering.kind == "drop_in", offering.kind == "visit"
    free = timedelta(hours=_FREE_HOURS.get(offering.kind, 24))
    return Session(
        public_id=public_id(seed, "session", host.public_id, meeting.key),
        host=host,
        series=series,
        kind=offering.kind,
        state="cancelled" if meeting.called_off else "published",
        cancelled_because=meeting.called_off.because if meeting.called_off else "",
        title=offering.title,
        title_en=offering.title_en,
        summary=offering.summary,
        summary_en=offering.summary_en,
        bring=offering.bring,
        bring_en=offering.bring_en,
        drawing=offering.drawing,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        exclusive=not (care or visit),
        place=who.address,
        place_en=who.address_en,
        region_id=who.region_id,
        lon=who.lon,
        lat=who.lat,
        unit=offering.unit,
        age_from=offering.ages[0],
        age_to=offering.ages[1],
        opens_at=meeting.opens_at,
        closes_at=meeting.starts_at,
        cancel_until=meeting.starts_at - free,
        limit_key=LIMIT_KEY if care else "",
        limit_a_week=_WEEKLY_LIMIT if care else None,
        popular=meeting.popular,
        agreement=agreement if care else None,
    )

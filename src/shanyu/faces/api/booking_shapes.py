"""From what booking's verbs answer to what the API sends."""

from collections.abc import Sequence

from django.urls import reverse

from shanyu.domain.booking.codes import code_of
from shanyu.domain.booking.models import Booking, Session
from shanyu.domain.booking.places import Places, places_of
from shanyu.domain.booking.queries.finding import FoundSession
from shanyu.domain.booking.queries.mine import PLACED, MyBooking
from shanyu.faces.api import booking_schemas as schemas
from shanyu.faces.api.shapes import DIGITS
from shanyu.kernel.clock import now
from shanyu.kernel.coordinates import Datum, from_wgs84


def items(found: Sequence[FoundSession], datum: Datum) -> list[schemas.SessionItem]:
    return [
        schemas.SessionItem(
            **_brief(one.session, one.places, datum),
            walk_minutes=None if one.way is None else round(one.way.minutes, 1),
        )
        for one in found
    ]


def session(row: Session, datum: Datum) -> schemas.SessionOut:
    return schemas.SessionOut(
        **_brief(row, places_of(row.pools.all(), now()), datum),
        datum=datum,
        summary=row.summary,
        summary_en=row.summary_en,
        bring=row.bring,
        bring_en=row.bring_en,
        most_adults=row.most_adults,
        agreement=row.agreement.title if row.agreement else None,
        cancelled_because=row.cancelled_because,
    )


def booking(row: Booking, position: int | None = None) -> schemas.BookingOut:
    return schemas.BookingOut(
        id=row.public_id,
        session=row.session.public_id,
        title=row.session.title,
        starts_at=row.session.starts_at,
        state=row.state,
        state_name=row.get_state_display(),
        places=row.places,
        adults=row.adults,
        position=position,
        until=row.until,
        code=code_of(row) if row.state in PLACED else "",
        href=reverse("api:booking", args=[row.public_id]),
    )


def bookings(rows: Sequence[MyBooking]) -> list[schemas.BookingOut]:
    return [booking(one.booking, one.position) for one in rows]


def host_session(row: Session) -> schemas.HostSession:
    return schemas.HostSession(
        id=row.public_id,
        kind=row.kind,
        state=row.state,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        capacity=row.counter.capacity,
        taken=row.counter.taken,
        waiting=row.counter.waiting,
    )


def _brief(row: Session, places: Places, datum: Datum) -> dict:
    lon, lat = from_wgs84([(row.lon, row.lat)], datum).round(DIGITS).tolist()[0]
    who = row.host.who
    same = (
        "kind", "state", "title", "title_en", "starts_at", "ends_at", "place", "place_en", "spoken", "age_from",
        "age_to", "unit", "price_fen", "opens_at", "closes_at", "cancel_until", "popular",
    )  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "id": row.public_id,
        "kind_name": row.get_kind_display(),
        "host": {"id": row.host.public_id, "name": who.name, "name_en": who.name_en},
        "lon": lon,
        "lat": lat,
        "places": {
            "capacity": places.capacity,
            "taken": places.taken,
            "free": places.free,
            "waiting": row.counter.waiting,
            "kept": [vars(one) for one in places.kept],
            "later": [vars(one) for one in places.later],
        },
        "href": reverse("api:session", args=[row.public_id]),
    }

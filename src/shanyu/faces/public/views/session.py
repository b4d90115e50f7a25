"""The page of one session, its poster, and the server's clock."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse

from shanyu.domain.booking.queries import booking_form, session_page
from shanyu.domain.regions.queries import walk_from
from shanyu.faces.public.family import Family
from shanyu.faces.public.forms import point_of
from shanyu.faces.public.frame import shown, sign_in
from shanyu.kernel.clock import now
from shanyu.kernel.open_pages import OPEN
from shanyu.ui import maps, words
from shanyu.ui.pages import page
from shanyu.ui.sessions import FormSheet, milliseconds, sheet_of

DAY = 24 * 3600


@page("GET", verb="booking.session_page")
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Everything a family reads before it books, and the form that books."""
    found = session_page(request.actor, session_id)
    sheet = sheet_of(found)
    start = _start(request)
    context = {
        "sheet": sheet,
        "session": found,
        "booking": FormSheet(sheet, booking_form(request.actor, session_id))
        if request.actor.signed_in
        else None,
        "sign_in": sign_in(request),
        "walk": _walk(request, found, start),
        "pin": maps.drawn(found.lon, found.lat),
        "start": maps.drawn(*start) if start else None,
        "box": maps.box_around([(found.lon, found.lat), *([start] if start else [])], 0.003),
    }
    return shown(request, "public/session.html", context, "activities")


def _start(request: HttpRequest) -> tuple[float, float] | None:
    """From where the reader comes: said in the address, else a signed-in family's stored home."""
    if given := point_of(request.GET.get("from", "")):
        return given
    home = Family(request.actor).places.get("home")
    return home.point if home else None


def _walk(request: HttpRequest, found, start: tuple[float, float] | None) -> dict | None:
    if start is None:
        return None
    walk = walk_from(request.actor, *start)
    way = walk.minutes_to([(found.pk, found.lon, found.lat, None, None)])[0]
    return {"words": words.walk(way.minutes, way.metres), "estimated": way.estimated}


@page("GET", verb="booking.session_page")
def poster(request: HttpRequest, session_id: UUID) -> FileResponse:
    """The picture a host has put up for a session."""
    upload = session_page(request.actor, session_id).poster
    if (
        upload is None
        or not upload.content_type.startswith("image/")
        or not default_storage.exists(upload.stored_as)
    ):
        raise Http404
    return FileResponse(
        default_storage.open(upload.stored_as),
        content_type=upload.content_type,
        headers={"Cache-Control": f"private, max-age={DAY}", "Content-Security-Policy": "default-src 'none'"},
    )


@page("GET", verb=OPEN)
def clock(request: HttpRequest) -> JsonResponse:
    """What time it is for the server, for countdowns: milliseconds since 1970."""
    return JsonResponse({"now": milliseconds(now())}, headers={"Cache-Control": "no-store"})

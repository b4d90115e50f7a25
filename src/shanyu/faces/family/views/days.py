"""The child's day for its family: the timeline, and its part that a page asks for again and again."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.care.actions import tell_carer
from shanyu.domain.care.queries import (
    FamilyDay,
    album,
    day_mark,
    family_day,
    portraits,
    read_photo,
)
from shanyu.domain.people.queries import my_children
from shanyu.domain.providers.naming import said
from shanyu.faces.family.day_forms import NoteForm
from shanyu.faces.family.day_words import facts, timeline, where
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page

#: Changes with the look of the part, so that no browser keeps an old one.
_LOOK = "1"


@page("GET", verb="people.my_children")
def choose(request: HttpRequest) -> HttpResponse:
    """Today of the first child who has a place; the way there where nobody has one."""
    children = my_children(request.actor)
    days = [(one, family_day(request.actor, UUID(str(one.public_id)))) for one in children]
    found = next((pair for pair in days if pair[1].site), None)
    if found is None:
        return shown(request, "family/day/nowhere.html", {"children": children}, "today")
    return _shown(request, UUID(str(found[0].public_id)), found[1], children)


@page("GET", verb="care.family_day")
def day(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """One day of one child: today's, or any one before."""
    found = family_day(request.actor, child_id, day=_asked(request))
    return _shown(request, child_id, found, my_children(request.actor))


@page("GET", verb="care.day_mark")
def part(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The part of a day that changes. Asked with what the page has, the answer is 304 while nothing is new."""
    on = _asked(request)
    tag = _tag(request, day_mark(request.actor, child_id, day=on))
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        found = family_day(request.actor, child_id, day=on)
        tag = _tag(request, found.mark)
        answer = render(request, "family/day/part.html", _told(found, child_id))
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


@page("POST", verb="care.family_day", changes="care.tell_carer")
def note(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Put a word to the carer into the day."""
    form = NoteForm(request.POST)
    if handling.accepted(form, lambda data: tell_carer(request.actor, child_id, **data)):
        messages.success(request, _("已告诉老师，也记进了孩子的一天。"))
        return redirect("family:day", child_id)
    found = family_day(request.actor, child_id)
    return _shown(request, child_id, found, my_children(request.actor), form)


@page("GET", verb="care.album")
def pictures(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The growth album, by month."""
    months: dict[date, list] = {}
    for one in album(request.actor, child_id):
        months.setdefault(one.day.replace(day=1), []).append(one)
    context = {"months": list(months.items()), "child_id": child_id}
    return shown(request, "family/day/album.html", context, "today")


@page("GET", verb="care.portraits")
def months(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The months that carers have written and shared."""
    context = {"months": portraits(request.actor, child_id), "child_id": child_id}
    return shown(request, "family/day/months.html", context, "today")


@page("GET", verb="care.read_photo")
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """A picture; with `?small` the one for lists."""
    return answered(read_photo(request.actor, photo_id, small="small" in request.GET))


def _tag(request: HttpRequest, mark: str) -> str:
    return quote_etag(f"{_LOOK}-{get_language()}-{mark}")


def _asked(request: HttpRequest) -> date:
    """The day of `?day=`; today where there is none, or none that has come."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today()
    return min(asked, today())


def _told(found: FamilyDay, child_id: UUID) -> dict:
    is_today = found.day == today()
    return {
        "day": found,
        "child_id": child_id,
        "is_today": is_today,
        "facts": facts(found),
        "where": where(found, is_today),
        "lines": timeline(found),
        "alert": next((one for one in timeline(found) if one.alert), None),
    }


def _shown(
    request: HttpRequest, child_id: UUID, found: FamilyDay, children: list, form: NoteForm | None = None
) -> HttpResponse:
    before, after = found.day - timedelta(days=1), found.day + timedelta(days=1)
    context = {
        **_told(found, child_id),
        "children": children,
        "tag": _tag(request, found.mark),
        "part_url": f"{reverse('family:day_part', args=[child_id])}?day={found.day.isoformat()}",
        "before": before if before >= found.first else None,
        "after": after if after <= today() else None,
        "today": today(),
        "site": said(found.site, "name") if found.site else "",
        "monday": found.day - timedelta(days=found.day.weekday()),
        "note_form": form or NoteForm(initial={"mark": uuid4()}),
    }
    status = 422 if form is not None and form.errors else 200
    return shown(request, "family/day/day.html", context, "today", status=status)


PAGES = [
    path("today/", choose, name="today"),
    path("today/<uuid:child_id>/", day, name="day"),
    path("today/<uuid:child_id>/part/", part, name="day_part"),
    path("today/<uuid:child_id>/note/", note, name="tell_carer"),
    path("today/<uuid:child_id>/album/", pictures, name="album"),
    path("today/<uuid:child_id>/months/", months, name="months"),
    path("photos/<uuid:photo_id>/", photo, name="photo"),
]

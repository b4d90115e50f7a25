"""What one's own children eat and do this week: menu, plan, and what the file of the child names."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse

from shanyu.domain.people.queries import my_children
from shanyu.domain.providers.naming import said
from shanyu.domain.weekly.queries import meal_photo as photo_of
from shanyu.domain.weekly.queries import week_of_child
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.ui.files import answered
from shanyu.ui.pages import page
from shanyu.ui.weekly import asked_week


@page("GET", verb="people.my_children")
def week(request: HttpRequest) -> HttpResponse:
    """The week of the first child who has a place in it, with the way to the others."""
    asked = asked_week(request)
    children = my_children(request.actor)
    weeks = [week_of_child(request.actor, UUID(one.public_id), monday=asked.monday) for one in children]
    found = next((one for one in weeks if one.site), weeks[0] if weeks else None)
    return _shown(request, asked, found, children)


@page("GET", verb="weekly.week_of_child")
def child_week(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """The week of one child."""
    asked = asked_week(request)
    found = week_of_child(request.actor, child_id, monday=asked.monday)
    return _shown(request, asked, found, my_children(request.actor))


def _shown(request: HttpRequest, asked, found, children) -> HttpResponse:
    context = {
        "asked": asked,
        "found": found,
        "site_name": said(found.site, "name") if found and found.site else "",
        "children": children,
        "today": today(),
    }
    return shown(request, "family/week.html", context)


@page("GET", verb="weekly.meal_photo")
def meal_photo(request: HttpRequest, photo_id: UUID) -> FileResponse:
    return answered(photo_of(request.actor, photo_id))

"""Rooms: the list, a new one, one to be corrected or taken out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_room, edit_room, remove_room
from shanyu.domain.providers.queries import office_room, office_site
from shanyu.faces.provider.forms import RoomForm
from shanyu.faces.provider.frame import address, shown
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="providers.office_site")
def rooms(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office = office_site(request.actor, site_id)
    return shown(request, "provider/rooms.html", {"office": office}, site=office.site, tab="rooms")


@page("GET", "POST", verb="providers.office_site", changes="providers.add_room")
def new(request: HttpRequest, site_id: UUID) -> HttpResponse:
    site = office_site(request.actor, site_id).site
    form = RoomForm(request.POST if request.method == "POST" else None)
    if form.is_bound and accepted(form, lambda data: add_room(request.actor, site, **data)):
        return done(request, _("房间已添加。还有别的房间请继续添加。"), address("rooms", site))
    context = {"form": form, "heading": _("添加房间"), "back": address("rooms", site)}
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=site, tab="rooms", here=_("添加房间"), status=status
    )


@page("GET", "POST", verb="providers.office_room", changes="providers.edit_room")
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    row = office_room(request.actor, room_id)
    back = address("rooms", row.site)
    if request.POST.get("do") == "remove":
        return tried(request, lambda: remove_room(request.actor, row), _("房间已删除，记录仍可查。"), back)
    filled = {name: getattr(row, name) for name in RoomForm.base_fields}
    form = RoomForm(request.POST if request.method == "POST" else None, initial=filled)
    if form.is_bound and accepted(form, lambda data: edit_room(request.actor, row, **data)):
        return done(request, _("房间已保存，家长页同时更新。"), back)
    context = {"form": form, "heading": filled["name"], "back": back, "remove": _("删除这个房间")}
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=row.site, tab="rooms", here=filled["name"], status=status
    )

"""Classes and places: the list against the rules, a new class, and one whose numbers change."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.actions import add_class, close_class, edit_class, set_places
from shanyu.domain.providers.models import CareClass, Room
from shanyu.domain.providers.queries import office_class, office_classes, office_site
from shanyu.faces.provider.forms import ClassForm, NewClassForm, PlacesForm
from shanyu.faces.provider.frame import address, shown
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="providers.office_classes")
def classes(request: HttpRequest, site_id: UUID) -> HttpResponse:
    rows = office_classes(request.actor, site_id)
    office = office_site(request.actor, site_id)
    context = {"office": office, "classes": rows}
    return shown(request, "provider/classes.html", context, site=office.site, tab="classes")


@page("GET", "POST", verb="providers.office_classes", changes="providers.add_class")
def new(request: HttpRequest, site_id: UUID) -> HttpResponse:
    office_classes(request.actor, site_id)
    office = office_site(request.actor, site_id)
    site = office.site
    form = NewClassForm(request.POST if request.method == "POST" else None, rooms=_rooms(office))
    if form.is_bound and accepted(form, lambda data: add_class(request.actor, site, **data)):
        return done(
            request, _("班级已开设。接下来请在“人员与证照”里安排保育人员。"), address("classes", site)
        )
    context = {"form": form, "heading": _("开设班级"), "back": address("classes", site)}
    status = 422 if form.is_bound else 200
    return shown(
        request, "provider/form.html", context, site=site, tab="classes", here=_("开设班级"), status=status
    )


@page("GET", "POST", verb="providers.office_class", changes="providers.edit_class")
def care_class(request: HttpRequest, class_id: int) -> HttpResponse:
    row = office_class(request.actor, class_id)
    back, doing = address("classes", row.site), request.POST.get("do", "")
    if doing == "close":
        return tried(request, lambda: close_class(request.actor, row), _("班级已关闭，记录仍可查。"), back)
    if doing == "places":
        places = PlacesForm(request.POST)
        if accepted(places, lambda data: set_places(request.actor, row, **data)):
            return done(request, _("托位已保存，家长看到的空位同时更新。"), back)
        return _shown(request, row, places=places, status=422)
    if request.method == "POST":
        form = ClassForm(request.POST, rooms=_rooms(office_site(request.actor, row.site)))
        if accepted(form, lambda data: edit_class(request.actor, row, **data)):
            return done(request, _("班级已保存。"), back)
        return _shown(request, office_class(request.actor, class_id), form=form, status=422)
    return _shown(request, row)


def _shown(
    request: HttpRequest,
    row: CareClass,
    *,
    form: ClassForm | None = None,
    places: PlacesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    office = office_site(request.actor, row.site)
    rules = {view.care_class.pk: view for view in office_classes(request.actor, row.site)}
    filled = {"name": row.name, "band": row.band, "room": row.room_id}
    numbers = {name: getattr(row, name) for name in PlacesForm.base_fields}
    context = {
        "row": row,
        "view": rules.get(row.pk),
        "form": form or ClassForm(initial=filled, rooms=_rooms(office)),
        "places": places or PlacesForm(initial=numbers),
        "back": address("classes", row.site),
    }
    return shown(
        request, "provider/class.html", context, site=row.site, tab="classes", here=row.name, status=status
    )


def _rooms(office: object) -> list[Room]:
    return [view.room for view in office.rooms if view.room.use in {"living", "sleeping"}]

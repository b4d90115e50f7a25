"""What stands in the station, its cleaning, and the safety list."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.stations.actions import check_safety, log_cleaning, retire_equipment, save_equipment
from shanyu.domain.stations.kinds import CleaningMethod
from shanyu.domain.stations.queries import house
from shanyu.faces.station.forms import EquipmentForm
from shanyu.faces.station.frame import address, shown
from shanyu.kernel.door import may
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.pages import page


@page("GET", verb="stations.house")
def house_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    return _shown(request, house(request.actor, site_id), EquipmentForm(), 200)


@page("POST", verb="stations.save_equipment")
def equipment(request: HttpRequest, site_id: UUID) -> HttpResponse:
    seen, form = house(request.actor, site_id), EquipmentForm(request.POST)
    if accepted(form, lambda data: save_equipment(request.actor, seen.site, **data)):
        return done(request, _("已登记。还有别的请继续添加。"), address("house", seen.site))
    return _shown(request, seen, form, 422)


@page("POST", verb="stations.check_safety")
def safety(request: HttpRequest, site_id: UUID) -> HttpResponseRedirect:
    """One item looked at."""
    right, note = request.POST.get("right") == "1", request.POST.get("note", "")
    words = _("已记下，今天检查过。") if right else _("已记下，处理好后请再检查一次。")
    back = reverse("station:house", args=[site_id])
    item = request.POST.get("item", "")
    return tried(
        request, lambda: check_safety(request.actor, site_id, item=item, right=right, note=note), words, back
    )


@page("POST", verb="stations.log_cleaning")
def clean(request: HttpRequest, equipment_id: UUID) -> HttpResponseRedirect:
    method = request.POST.get("method", "")
    return tried(
        request,
        lambda: log_cleaning(request.actor, equipment_id, method=method, mark=uuid4()),
        _("清洁已记下。"),
        _back(request),
    )


@page("POST", verb="stations.retire_equipment")
def retire(request: HttpRequest, equipment_id: UUID) -> HttpResponseRedirect:
    return tried(
        request,
        lambda: retire_equipment(request.actor, equipment_id),
        _("已停用，清洁记录仍可查。"),
        _back(request),
    )


def _shown(request: HttpRequest, seen, form: EquipmentForm, status: int) -> HttpResponse:
    context = {
        "house": seen,
        "form": form,
        "methods": CleaningMethod.choices,
        "keeps": may(request.actor, "stations.save_equipment"),
    }
    return shown(request, "station/house.html", context, site=seen.site, tab="house", status=status)


def _back(request: HttpRequest) -> str:
    try:
        return reverse("station:house", args=[UUID(request.POST.get("site", ""))])
    except ValueError:
        return reverse("station:home")

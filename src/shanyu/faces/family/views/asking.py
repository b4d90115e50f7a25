"""What a family asks around a day: leave, a pick-up by somebody else, a medicine."""

from datetime import timedelta
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from shanyu.domain.care.actions import (
    allow_pick_up,
    ask_medication,
    tell_leave,
    withdraw_leave,
    withdraw_medication,
    withdraw_pick_up,
)
from shanyu.domain.care.queries import door_code, family_day, leaves, medicines, read_label
from shanyu.domain.providers.naming import said
from shanyu.faces.family.day_forms import LeaveForm, MedicineForm, PickUpForm
from shanyu.faces.family.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door.policy import may
from shanyu.ui import handling
from shanyu.ui.files import answered
from shanyu.ui.pages import page

_NEW_CODE = "care-new-code"


@page("GET", "POST", verb="care.leaves", changes="care.tell_leave")
def leave(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Ask for leave, and see what was asked."""
    form = LeaveForm(request.POST or None, initial={"first_day": today(), "last_day": today()})
    here = reverse("family:leave", args=[child_id])
    if request.method == "POST" and handling.accepted(
        form, lambda data: tell_leave(request.actor, child_id, **data)
    ):
        return handling.done(request, _("已请假，老师看得到。要早点回来，撤回就行。"), here)
    rows = [
        {
            "row": one,
            "last": one.during.upper - timedelta(days=1),
            "open": one.during.upper > today(),
            "symptoms": [dict(LeaveForm.base_fields["symptoms"].choices)[key] for key in one.symptoms],
        }
        for one in leaves(request.actor, child_id)
    ]
    context = {"form": form, "rows": rows, "child_id": child_id}
    return shown(request, "family/day/leave.html", context, "today", status=422 if form.errors else 200)


@page("POST", verb="care.withdraw_leave")
def end_leave(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    gone = withdraw_leave(request.actor, leave_id)
    return handling.done(
        request, _("已撤回，孩子照常来园。"), reverse("family:leave", args=[gone.child.public_id])
    )


@page("GET", "POST", verb="care.door_code", changes="care.allow_pick_up")
def pick_up(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Today's code, who may fetch, and letting one more person fetch once; a new code is shown this once."""
    form = PickUpForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and handling.accepted(form, lambda data: _allow(request, child_id, data)):
        return redirect("family:pick_up", child_id)
    found = door_code(request.actor, child_id)
    day = family_day(request.actor, child_id)
    new = request.session.pop(_NEW_CODE, None) if request.method == "GET" else None
    context = {
        "form": form,
        "found": found,
        "day": day,
        "site": said(day.site, "name") if day.site else "",
        "child_id": child_id,
        "code_picture": drawn(found.code),
        "new": {**new, "picture": drawn(new["code"].replace("-", ""))} if new else None,
        "names_adults": may(request.actor, "stations.pick_up_persons"),
    }
    return shown(request, "family/day/pick_up.html", context, "today", status=422 if form.errors else 200)


def _allow(request: HttpRequest, child_id: UUID, data: dict) -> None:
    made = allow_pick_up(request.actor, child_id, **data)
    # Kept until the page that shows it, and no longer: only the hash stays.
    request.session[_NEW_CODE] = {
        "code": made.code, "name": data["name"].strip(), "day": made.row.day.isoformat(),
    }  # fmt: skip


def drawn(code: str) -> dict:
    """A code as a QR code: the side of its square, and the path of its dark squares for an SVG."""
    rows = list(segno.make(code, error="m", micro=False).matrix_iter(border=2))
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"side": len(rows), "path": "".join(squares)}


@page("POST", verb="care.withdraw_pick_up")
def end_pick_up(request: HttpRequest, pass_id: UUID) -> HttpResponse:
    gone = withdraw_pick_up(request.actor, pass_id)
    return handling.done(
        request, _("已撤回，这个码不能再用。"), reverse("family:pick_up", args=[gone.child.public_id])
    )


@page("GET", "POST", verb="care.medicines", changes="care.ask_medication")
def medicine(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Ask that a medicine be given, and see the answers."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MedicineForm(*sent, initial={"first_day": today(), "last_day": today()})
    here = reverse("family:medicine", args=[child_id])
    if request.method == "POST" and handling.accepted(
        form, lambda data: ask_medication(request.actor, child_id, form.asked())
    ):
        return handling.done(request, _("委托已提交。园所答复后会告诉您；答复前请不要只把药留在园里。"), here)
    context = {"form": form, "rows": medicines(request.actor, child_id), "child_id": child_id}
    return shown(request, "family/day/medicine.html", context, "today", status=422 if form.errors else 200)


@page("POST", verb="care.withdraw_medication")
def end_medicine(request: HttpRequest, request_id: UUID) -> HttpResponse:
    gone = withdraw_medication(request.actor, request_id)
    return handling.done(
        request, _("已撤回，园所不再喂这种药。"), reverse("family:medicine", args=[gone.child.public_id])
    )


@page("GET", verb="care.read_label")
def label(request: HttpRequest, request_id: UUID) -> HttpResponse:
    return answered(read_label(request.actor, request_id))


PAGES = [
    path("today/<uuid:child_id>/leave/", leave, name="leave"),
    path("today/<uuid:child_id>/pick-up/", pick_up, name="pick_up"),
    path("today/<uuid:child_id>/medicine/", medicine, name="medicine"),
    path("leaves/<uuid:leave_id>/withdraw/", end_leave, name="end_leave"),
    path("pick-ups/<uuid:pass_id>/withdraw/", end_pick_up, name="end_pick_up"),
    path("medicines/<uuid:request_id>/withdraw/", end_medicine, name="end_medicine"),
    path("medicines/<uuid:request_id>/label/", label, name="label"),
]

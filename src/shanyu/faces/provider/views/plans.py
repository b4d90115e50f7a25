"""The plan of a class's week, and the activities that it is made of."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.queries import office_classes, office_site
from shanyu.domain.weekly.actions import (
    copy_plan_day,
    fill_plan,
    publish_plan,
    retire_activity,
    save_activity,
    save_plan,
)
from shanyu.domain.weekly.kinds import DayPart
from shanyu.domain.weekly.queries import activities as activities_at
from shanyu.domain.weekly.queries import plan as plan_desk
from shanyu.domain.weekly.queries import plan_paper
from shanyu.faces.provider.frame import address, operates, shown
from shanyu.faces.provider.views.menus import pdf_answer, written_cells
from shanyu.faces.provider.weekly_forms import ActivityForm
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.ui.handling import accepted, done, number, said, tried
from shanyu.ui.pages import page
from shanyu.ui.weekly import asked_week


@page("GET", verb="providers.office_classes")
def plans(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """A class's week to read and to choose another class from; a site without classes says so."""
    classes = [view.care_class for view in office_classes(request.actor, site_id)]
    site = office_site(request.actor, site_id).site
    if not classes:
        return shown(request, "provider/weekly/plan.html", {"classes": []}, site=site, tab="plans")
    return _desk(request, classes[0].pk, classes)


@page("GET", "POST", verb="weekly.plan", changes="weekly.save_plan")
def plan(request: HttpRequest, class_id: int) -> HttpResponse:
    """The week as a grid that is typed into; published by one button."""
    asked, actor = asked_week(request), request.actor
    if request.method != "POST":
        return _desk(request, class_id)
    here = f"{request.path}?week={asked.monday:%Y-%m-%d}"
    doing, monday = request.POST.get("do", ""), asked.monday
    if doing == "fill":
        source = request.POST.get("source", "")
        return tried(
            request,
            lambda: fill_plan(actor, class_id, monday, source=source),
            _("已生成，请核对后发布。"),
            here,
        )
    if doing == "copy":
        day, to = number(request.POST.get("day")), [number(one) for one in request.POST.getlist("to")]
        return tried(
            request,
            lambda: copy_plan_day(actor, class_id, monday, day=day, to=to),
            _("已复制，请核对后发布。"),
            here,
        )
    try:
        save_plan(actor, class_id, monday, cells=written_cells(request.POST))
    except Invalid as refusal:
        return _desk(request, class_id, wrong=refusal.errors)
    if doing != "publish":
        return done(request, _("已保存。家长还看不到，核对后请发布。"), here)

    def publish() -> None:
        version = publish_plan(actor, class_id, monday, anyway=request.POST.get("anyway") == "1")
        messages.success(request, _("已发布第 %(n)s 版，这个班的家长都能看到。") % {"n": version.number})

    return said(request, publish, here)


def _desk(
    request: HttpRequest,
    class_id: int,
    classes: list[CareClass] | None = None,
    wrong: dict | None = None,
) -> HttpResponse:
    asked = asked_week(request)
    desk = plan_desk(request.actor, class_id, asked.monday)
    site = desk.care_class.site
    if classes is None:
        classes = [view.care_class for view in office_classes(request.actor, site)]
    context = {
        "asked": asked,
        "desk": desk,
        "classes": classes,
        "parts": DayPart.choices,
        "wrong": wrong or {},
        "typed": request.POST if wrong else {},
        "today": today(),
    }
    status = 422 if wrong else 200
    return shown(
        request, "provider/weekly/plan.html", context, site=site, tab="plans", here=desk.care_class.name,
        status=status,
    )  # fmt: skip


@page("GET", verb="weekly.plan_paper")
def plan_sheet(request: HttpRequest, class_id: int) -> HttpResponse:
    """The published week as a PDF for the wall."""
    monday = asked_week(request).monday
    return pdf_answer(plan_paper(request.actor, class_id, monday), f"plan-{monday:%Y%m%d}.pdf")


@page("GET", verb="weekly.activities")
def activities(request: HttpRequest, site_id: UUID) -> HttpResponse:
    rows = activities_at(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    context = {"activities": rows}
    return shown(
        request, "provider/weekly/activities.html", context, site=site, tab="plans", here=_("活动库")
    )


@page("GET", "POST", verb="weekly.activities", changes="weekly.save_activity")
def new_activity(request: HttpRequest, site_id: UUID) -> HttpResponse:
    return _activity(request, site_id, None)


@page("GET", "POST", verb="weekly.activities", changes="weekly.save_activity")
def activity(request: HttpRequest, site_id: UUID, activity_id: UUID) -> HttpResponse:
    return _activity(request, site_id, activity_id)


def _activity(request: HttpRequest, site_id: UUID, key: UUID | None) -> HttpResponse:
    row = next((one for one in activities_at(request.actor, site_id) if one.public_id == key), None)
    site = office_site(request.actor, site_id).site
    if key is not None and row is None:
        raise OutOfReach
    back = address("activities", site)
    if row is not None and request.POST.get("do") == "remove":
        return tried(
            request,
            lambda: retire_activity(request.actor, site, key),
            _("已停用。已经发布的计划不变。"),
            back,
        )
    filled = {name: getattr(row, name) for name in ActivityForm.base_fields} if row else None
    if row is not None:
        filled["shared"] = row.site_id is None
    form = ActivityForm(
        request.POST if request.method == "POST" else None, initial=filled, operates=operates(request, site)
    )
    if form.is_bound and accepted(
        form, lambda data: save_activity(request.actor, site, activity=key, **data)
    ):
        return done(request, _("活动已保存。"), back)
    heading = row.title if row else _("添加活动")
    context = {"form": form, "heading": heading, "back": back}
    if row is not None:
        context["remove"] = _("停用这项活动")
    status = 422 if form.is_bound else 200
    return shown(
        request,
        "provider/weekly/library_form.html",
        context,
        site=site,
        tab="plans",
        here=heading,
        status=status,
    )

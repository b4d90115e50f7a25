"""The menu of a site's week, and the dishes that it is made of."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shanyu.domain.providers.queries import office_site
from shanyu.domain.weekly.actions import (
    copy_menu_day,
    fill_menu,
    publish_menu,
    retire_dish,
    save_dish,
    save_menu,
)
from shanyu.domain.weekly.kinds import Meal
from shanyu.domain.weekly.queries import dishes as dishes_at
from shanyu.domain.weekly.queries import menu as menu_desk
from shanyu.domain.weekly.queries import menu_paper
from shanyu.domain.weekly.weeks import written
from shanyu.faces.provider.frame import address, operates, shown
from shanyu.faces.provider.weekly_forms import DishForm, written_dish
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.ui.handling import accepted, done, number, said, tried
from shanyu.ui.pages import page
from shanyu.ui.weekly import asked_week

#: The name of a cell in the form: `c-1-lunch`.
_CELL = re.compile(r"^c-([1-7])-([a-z_]+)$")


def written_cells(post: dict) -> dict[tuple[int, str], list[str]]:
    """The cells of a week as somebody wrote them."""
    found = ((_CELL.match(name), value) for name, value in post.items())
    return {(int(match[1]), match[2]): written(value) for match, value in found if match}


@page("GET", "POST", verb="weekly.menu", changes="weekly.save_menu")
def menu(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The week as a grid that is typed into; published by one button."""
    asked, actor = asked_week(request), request.actor
    desk = menu_desk(actor, site_id, asked.monday)
    here = f"{address('menu', desk.site)}?week={asked.monday:%Y-%m-%d}"
    doing, monday, site = request.POST.get("do", ""), asked.monday, desk.site
    if doing == "fill":
        source = request.POST.get("source", "")
        return tried(
            request, lambda: fill_menu(actor, site, monday, source=source), _("已生成，请核对后发布。"), here
        )
    if doing == "copy":
        day, to = number(request.POST.get("day")), [number(one) for one in request.POST.getlist("to")]
        return tried(
            request,
            lambda: copy_menu_day(actor, site, monday, day=day, to=to),
            _("已复制，请核对后发布。"),
            here,
        )
    if request.method != "POST":
        return _menu_shown(request, asked, desk)
    cells = written_cells(request.POST)
    try:
        save_menu(actor, site, monday, cells=cells)
    except Invalid as refusal:
        return _menu_shown(request, asked, desk, wrong=refusal.errors)
    if doing != "publish":
        return done(request, _("已保存。家长还看不到，核对后请发布。"), here)

    def publish() -> None:
        version = publish_menu(actor, site, monday)
        messages.success(request, _("已发布第 %(n)s 版，家长和介绍页都能看到。") % {"n": version.number})

    return said(request, publish, here)


def _menu_shown(request: HttpRequest, asked, desk, wrong: dict | None = None) -> HttpResponse:
    context = {
        "asked": asked,
        "desk": desk,
        "meals": Meal.choices,
        "wrong": wrong or {},
        "typed": request.POST if wrong else {},
        "today": today(),
    }
    status = 422 if wrong else 200
    return shown(request, "provider/weekly/menu.html", context, site=desk.site, tab="menu", status=status)


@page("GET", verb="weekly.menu_paper")
def menu_sheet(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """The published week as a PDF for the wall."""
    monday = asked_week(request).monday
    return pdf_answer(menu_paper(request.actor, site_id, monday), f"menu-{monday:%Y%m%d}.pdf")


def pdf_answer(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="weekly.dishes")
def dishes(request: HttpRequest, site_id: UUID) -> HttpResponse:
    rows = dishes_at(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    meals = dict(Meal.choices)
    context = {"dishes": [(row, [meals[meal] for meal in row.meals]) for row in rows]}
    return shown(request, "provider/weekly/dishes.html", context, site=site, tab="menu", here=_("菜品库"))


@page("GET", "POST", verb="weekly.dishes", changes="weekly.save_dish")
def new_dish(request: HttpRequest, site_id: UUID) -> HttpResponse:
    return _dish(request, site_id, None)


@page("GET", "POST", verb="weekly.dishes", changes="weekly.save_dish")
def dish(request: HttpRequest, site_id: UUID, dish_id: UUID) -> HttpResponse:
    return _dish(request, site_id, dish_id)


def _dish(request: HttpRequest, site_id: UUID, dish_id: UUID | None) -> HttpResponse:
    rows = dishes_at(request.actor, site_id)
    site = office_site(request.actor, site_id).site
    row = next((one for one in rows if one.public_id == dish_id), None)
    if dish_id is not None and row is None:
        raise OutOfReach
    back = address("dishes", site)
    if row is not None and request.POST.get("do") == "remove":
        return tried(
            request,
            lambda: retire_dish(request.actor, site, dish_id),
            _("已停用。已经发布的食谱不变。"),
            back,
        )
    form = DishForm(
        request.POST if request.method == "POST" else None,
        initial=written_dish(row) | {"shared": row.site_id is None}
        if row
        else {"name": request.GET.get("name", "")[:40]},
        dishes=[one for one in rows if one.public_id != dish_id],
        operates=operates(request, site),
    )

    def save(data: dict) -> None:
        instead = UUID(data["instead"]) if data["instead"] else None
        save_dish(request.actor, site, dish=dish_id, **{**data, "instead": instead})

    if form.is_bound and accepted(form, save):
        return done(request, _("菜品已保存。已经发布的食谱不变，重新发布后才更新。"), back)
    heading = row.name if row else _("添加菜品")
    context = {"form": form, "heading": heading, "back": back}
    if row is not None:
        context["remove"] = _("停用这道菜")
    status = 422 if form.is_bound else 200
    return shown(
        request,
        "provider/weekly/library_form.html",
        context,
        site=site,
        tab="menu",
        here=heading,
        status=status,
    )

"""Making a programme: the draft, its classes, its amendment, and sets of rules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.kinds import ProgrammeState
from shanyu.domain.programmes.models import Programme
from shanyu.domain.programmes.queries import class_sites, office_programme, rule_sets
from shanyu.domain.programmes.refusals import NotDraft, TooLateToAmend
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import place_choices
from shanyu.faces.authority.frame import shown
from shanyu.faces.authority.programme_forms import (
    AmendForm,
    ClassForm,
    NewProgrammeForm,
    ProgrammeForm,
    RulesForm,
)
from shanyu.faces.authority.views.programmes import HERE
from shanyu.kernel.clock import now
from shanyu.kernel.door import OutOfReach, Refusal
from shanyu.kernel.door.policy import may
from shanyu.ui import handling
from shanyu.ui import programmes as told
from shanyu.ui.pages import page


def _regions(request: HttpRequest) -> list:
    """Where the officer may make something: their own region first, then what lies in it."""
    found = place_choices(request.actor)
    return [found.place.region, *found.regions] if found.place.region else found.regions


def _crumbs(row: object, last: str) -> list[tuple[str, str]]:
    return [
        (_("集中报名"), reverse("authority:programmes")),
        (said(row, "name"), reverse("authority:programme", args=[row.public_id])),
        (last, ""),
    ]


@page("GET", "POST", verb="programmes.make_programme")
def new(request: HttpRequest) -> HttpResponse:
    """A draft, from the region's sets of rules."""
    rules = rule_sets(request.actor)
    sent = request.POST if request.method == "POST" else None
    form = NewProgrammeForm(sent, rules=rules, regions=_regions(request))
    made = []

    def act(data: dict) -> None:
        made.append(actions.make_programme(request.actor, data["region"], form.programme()))

    if form.is_bound and handling.accepted(form, act):
        url = reverse("authority:programme", args=[made[0].public_id])
        return handling.done(request, _("草稿已建好，接下来加班级。"), url)
    crumbs = [(_("集中报名"), reverse("authority:programmes")), (_("新建项目"), "")]
    context = {"form": form, "title": _("新建项目"), "button": _("建草稿"), "crumbs": crumbs, "rules": rules}
    return _form_page(request, context)


@page("GET", "POST", verb="programmes.office_programme", changes="programmes.change_programme")
def edit(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The draft as it is to be."""
    row = office_programme(request.actor, programme_id)
    if request.method == "GET" and not _may_edit(request, row):
        return _back(request, row, NotDraft())
    rules = rule_sets(request.actor)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, rules=rules, row=row)
    if form.is_bound and handling.accepted(
        form, lambda data: actions.change_programme(request.actor, programme_id, form.programme())
    ):
        return handling.done(request, _("已保存。"), reverse("authority:programme", args=[programme_id]))
    context = {
        "form": form, "title": _("改草稿"), "button": _("保存"), "crumbs": _crumbs(row, _("改草稿")),
        "rules": rules,
    }  # fmt: skip
    return _form_page(request, context)


@page("GET", "POST", verb="programmes.office_programme", changes="programmes.amend")
def amend(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Amend what was announced, before the window opens."""
    row = office_programme(request.actor, programme_id)
    in_time = row.state == ProgrammeState.ANNOUNCED and now() < row.opens_at
    if request.method == "GET" and not (in_time and may(request.actor, "programmes.amend")):
        return _back(request, row, TooLateToAmend())
    rules = rule_sets(request.actor)
    form = AmendForm(request.POST if request.method == "POST" else None, rules=rules, row=row)

    def act(data: dict) -> None:
        actions.amend(request.actor, programme_id, reason=data["reason"], **form.changes())

    if form.is_bound and handling.accepted(form, act):
        url = reverse("authority:programme", args=[programme_id])
        return handling.done(request, _("已更正，前后内容和新的指纹都已公布。"), url)
    context = {
        "form": form, "title": _("更正公告"), "button": _("更正并公布"), "rules": rules,
        "lead": _("报名开始以后不能再改。班级、年龄和名称公告后不能改。"), "crumbs": _crumbs(row, _("更正公告")),
    }  # fmt: skip
    return _form_page(request, context)


def _may_edit(request: HttpRequest, row: Programme) -> bool:
    """Whether the programme and its classes are still written, by whoever asks."""
    return row.state == ProgrammeState.DRAFT and may(request.actor, "programmes.change_programme")


def _back(request: HttpRequest, row: Programme, refusal: Refusal) -> HttpResponse:
    """To the programme, with why its form is not there any more."""
    messages.info(request, str(refusal))
    return HttpResponseRedirect(reverse("authority:programme", args=[row.public_id]))


def _form_page(request: HttpRequest, context: dict) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return shown(request, "authority/programmes/form.html", context, here=HERE, status=status)


@page("GET", "POST", verb="programmes.office_programme", changes="programmes.add_class")
def classes(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The classes of a programme, and another one."""
    row = office_programme(request.actor, programme_id)
    draft = _may_edit(request, row)
    if request.method == "POST" and row.state != ProgrammeState.DRAFT:
        return _back(request, row, NotDraft())
    sites = class_sites(request.actor, programme_id) if draft else []
    form = ClassForm(request.POST if request.method == "POST" else None, sites=sites)

    def act(data: dict) -> None:
        actions.add_class(request.actor, programme_id, form.site_chosen, form.new_class())

    if form.is_bound and handling.accepted(form, act):
        url = reverse("authority:programme_classes", args=[programme_id])
        return handling.done(request, _("班级已加上。"), url)
    context = {
        "row": row,
        "name": said(row, "name"),
        "lines": [told.class_line(one) for one in row.classes.all()],
        "form": form if draft else None,
        "draft": draft,
        "crumbs": _crumbs(row, pgettext("名单", "班级")),
    }
    status = 422 if form.errors else 200
    return shown(request, "authority/programmes/classes.html", context, here=HERE, status=status)


@page("GET", "POST", verb="programmes.office_programme", changes="programmes.change_class")
def edit_class(request: HttpRequest, programme_id: UUID, class_id: UUID) -> HttpResponse:
    """One class of a draft."""
    row = office_programme(request.actor, programme_id)
    chosen = next((one for one in row.classes.all() if one.public_id == class_id), None)
    if chosen is None:
        raise OutOfReach
    if request.method == "GET" and not _may_edit(request, row):
        return _back(request, row, NotDraft())
    sites = class_sites(request.actor, programme_id)
    form = ClassForm(request.POST if request.method == "POST" else None, sites=sites, row=chosen)

    def act(data: dict) -> None:
        actions.change_class(request.actor, class_id, form.site_chosen, form.new_class())

    if form.is_bound and handling.accepted(form, act):
        url = reverse("authority:programme_classes", args=[programme_id])
        return handling.done(request, _("已保存。"), url)
    context = {"row": row, "chosen": chosen, "form": form, "crumbs": _crumbs(row, chosen.name)}
    status = 422 if form.errors else 200
    return shown(request, "authority/programmes/class.html", context, here=HERE, status=status)


@page("POST", verb="programmes.remove_class")
def remove_class(request: HttpRequest, programme_id: UUID, class_id: UUID) -> HttpResponse:
    """Take a class out of a draft."""
    url = reverse("authority:programme_classes", args=[programme_id])
    act = actions.remove_class
    return handling.tried(request, lambda: act(request.actor, class_id), _("班级已去掉。"), url)


@page("GET", "POST", verb="programmes.rule_sets", changes="programmes.make_rules")
def rules(request: HttpRequest) -> HttpResponse:
    """The sets of rules one may use, and another one. A set that was made is never changed."""
    form = None
    if may(request.actor, "programmes.make_rules"):
        form = RulesForm(request.POST if request.method == "POST" else None, regions=_regions(request))

        def act(data: dict) -> None:
            actions.make_rules(request.actor, data["region"], form.rules())

        if form.is_bound and handling.accepted(form, act):
            words = _("规则已建好，项目里可以选它。")
            return handling.done(request, words, reverse("authority:programme_rules"))
    rows = [(one, said(one.region, "name"), told.rule_lines(one)) for one in rule_sets(request.actor)]
    crumbs = [(_("集中报名"), reverse("authority:programmes")), (_("分配规则"), "")]
    context = {"rows": rows, "form": form, "crumbs": crumbs}
    status = 422 if form and form.errors else 200
    return shown(request, "authority/programmes/rules.html", context, here=HERE, status=status)

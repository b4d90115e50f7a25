"""The office's messages: threads, announcements both ways, requests for consent, hours and templates of a site."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shanyu.domain.messaging.actions import (
    ask_consent,
    remove_template,
    save_template,
    set_hours,
    withdraw_consent,
)
from shanyu.domain.messaging.kinds import Side, ThreadKind
from shanyu.domain.messaging.queries import (
    asked_consents,
    consent_answers,
    house,
    my_announcements,
    whom_to_ask,
)
from shanyu.domain.providers.queries import office_site
from shanyu.faces.provider.frame import address, shown
from shanyu.faces.provider.message_forms import AskForm, HoursForm, TemplateForm
from shanyu.kernel.door import Role, may
from shanyu.ui.announcements import publisher_pages, reader_pages
from shanyu.ui.handling import accepted, done, tried
from shanyu.ui.messages import Face, thread_pages
from shanyu.ui.pages import page


def _shown(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    return shown(request, template, context, desk="messages", status=status)


def _beside(request: HttpRequest) -> dict:
    """What the authority asks first, then the ways to what the office itself publishes and asks."""
    to_do = [
        {
            "label": _("主管部门"),
            "title": one.announcement.title,
            "note": one.whose,
            "url": reverse("provider:announcement", args=[one.announcement.public_id]),
            "action": _("看并确认") if one.announcement.must_confirm else _("查看公告"),
        }
        for one in (my_announcements(request.actor) if may(request.actor, "messaging.house") else ())
        if one.to_do and one.announcement.region_id is not None
    ]
    lines = (
        ("send", _("发布公告"), "published", "messaging.announced"),
        ("user-check", _("征求同意"), "asked", "messaging.whom_to_ask"),
        ("landmark", _("主管部门的公告"), "announcements", "messaging.my_announcements"),
    )
    more = [
        {"icon": icon, "label": label, "url": reverse(f"provider:{name}")}
        for icon, label, name, verb in lines
        if may(request.actor, verb)
    ]
    return {"to_do": to_do, "more": more}


FACE = Face(
    name="provider",
    roles=(Role.HEAD, Role.STATION_KEEPER),
    base="ui/desk.html",
    shown=_shown,
    writes=lambda one: one.side == Side.STAFF and one.kind != ThreadKind.CLASS,
    beside=_beside,
)
PAGES = [*thread_pages(FACE), *reader_pages(FACE), *publisher_pages(FACE)]


@page("GET", verb="messaging.asked_consents")
def asked(request: HttpRequest) -> HttpResponse:
    """What was asked at one's sites, with how it stands."""
    context = {"found": asked_consents(request.actor), "may_ask": may(request.actor, "messaging.ask_consent")}
    return _shown(request, "provider/messages/asked.html", context)


@page("GET", "POST", verb="messaging.whom_to_ask", changes="messaging.ask_consent")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the guardians of a class or of a whole site."""
    choices = [(one.key, one.label) for one in whom_to_ask(request.actor)]
    form = AskForm(request.POST or None, choices=choices)
    made = []

    def act(data: dict) -> None:
        made.append(ask_consent(request.actor, **{**data, "mark": data["mark"] or uuid4()}))

    if request.method == "POST" and accepted(form, act):
        here = reverse("provider:answers", args=[made[0].public_id])
        return done(request, _("已发出，正在逐一通知监护人。"), here)
    status = 422 if form.errors else 200
    return _shown(request, "provider/messages/ask.html", {"form": form}, status)


@page("GET", "POST", verb="messaging.consent_answers", changes="messaging.withdraw_consent")
def answers(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who has said yes, no and nothing; a POST takes the request back."""
    if request.method == "POST":
        here = reverse("provider:answers", args=[request_id])
        return tried(
            request, lambda: withdraw_consent(request.actor, request_id), _("已撤回，不再询问。"), here
        )
    context = {
        "one": consent_answers(request.actor, request_id),
        "may_withdraw": may(request.actor, "messaging.withdraw_consent"),
    }
    return _shown(request, "provider/messages/answers.html", context)


@page("GET", "POST", verb="messaging.house", changes="messaging.set_hours")
def settings(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """When a site answers, what it says while it is away, and the words it often uses."""
    site = office_site(request.actor, site_id).site
    here = address("message_settings", site)
    hours, templates = house(request.actor, site_id)
    doing = request.POST.get("do", "")
    hours_form = HoursForm(request.POST if doing == "hours" else None, initial=_initial(hours))
    template_form = TemplateForm(request.POST if doing == "template" else None)
    if doing == "hours" and accepted(hours_form, lambda data: set_hours(request.actor, site_id, **data)):
        return done(request, _("已保存。家长写留言时会看到。"), here)
    if doing == "template" and accepted(
        template_form, lambda data: save_template(request.actor, site_id, **data)
    ):
        return done(request, _("已保存。"), here)
    context = {
        "hours_form": hours_form,
        "template_form": template_form,
        "templates": templates,
        "hours": hours,
    }
    status = 422 if hours_form.errors or template_form.errors else 200
    return shown(
        request, "provider/messages/settings.html", context, site=site, tab="message_settings", status=status
    )


def _initial(hours: object) -> dict:
    names = ("weekdays", "opens", "closes", "away_from", "away_until", "away_words")
    if hours is None:
        return {"weekdays": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "17:30"}
    return {name: getattr(hours, name) for name in names}


@page("POST", verb="messaging.remove_template")
def forget_template(request: HttpRequest, site_id: UUID, template_id: UUID) -> HttpResponse:
    """Forget a template."""
    here = reverse("provider:message_settings", args=[site_id])
    return tried(request, lambda: remove_template(request.actor, site_id, template_id), _("已删除。"), here)

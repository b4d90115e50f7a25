"""The audit trail: who used which verb, over which rows, how far back, from where."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.people.queries import audit_trail
from shanyu.faces.authority.asking import number_of
from shanyu.faces.authority.frame import shown
from shanyu.kernel.door import Role
from shanyu.kernel.door.verbs import verbs
from shanyu.kernel.models import AuditEvent
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

PAGE_SIZE = 50
MOST_EXPORTED = 50_000


class TrailForm(forms.Form):
    """Which verb, whose, from when to when (the last day counts in)."""

    verb = forms.CharField(
        label=gettext_lazy("操作（英文名开头）"), required=False, max_length=80,
        widget=forms.TextInput({"list": "verbs", "autocomplete": "off", "placeholder": "providers.export"}),
    )  # fmt: skip
    username = forms.CharField(label=gettext_lazy("用户名"), required=False, max_length=60)
    since = forms.DateField(
        label=gettext_lazy("从"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("到"), required=False, widget=forms.DateInput({"type": "date"})
    )


def _asked(request: HttpRequest) -> tuple[TrailForm, dict]:
    form = TrailForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    until = given.get("until")
    return form, {
        "verb": given.get("verb", ""),
        "username": given.get("username", ""),
        "since": given.get("since"),
        "until": until + timedelta(days=1) if until and until < date.max else None,
    }


def _row(event: AuditEvent) -> dict:
    rows = [(label, len(ids)) for label, ids in event.ids.items() if not label.startswith("because.")]
    return {
        "event": event,
        "who": event.username or (_("平台") if event.via in {"cli", "job"} else _("未登录")),
        "roles": words.together(
            Role(role).label for role in event.roles if role in Role.values and role != Role.MEMBER
        ),
        "rows": rows,
        "because": [label.removeprefix("because.") for label in event.ids if label.startswith("because.")],
        "done": event.outcome == "done",
    }


@page("GET", verb="people.audit_trail")
def trail(request: HttpRequest) -> HttpResponse:
    """A page of the trail, the newest first."""
    form, asked = _asked(request)
    number = number_of(request)
    found = audit_trail(request.actor, **asked, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE)
    kept = urlencode([(name, value) for name, value in request.GET.items() if name != "page" and value])
    return shown(
        request,
        "authority/audit.html",
        {
            "rows": [_row(event) for event in found[:PAGE_SIZE]],
            "form": form,
            "verbs": sorted(verbs()),
            "filtered": bool(kept),
            "query": f"?{kept}&" if kept else "?",
            "newer": number - 1,
            "older": number + 1 if len(found) > PAGE_SIZE else 0,
            "number": number,
            "crumbs": [],
        },
        here="audit",
    )


@page("GET", verb="people.audit_trail")
def export(request: HttpRequest) -> HttpResponse:
    """The newest events that answer the filters as CSV or XLSX."""
    kind = kind_of(request)
    _form, asked = _asked(request)
    headings = [
        _("操作时间"), _("操作名"), _("结果"), _("用户名"), _("角色"), _("途径"), _("来源地址"), _("涉及行数"),
        _("涉及对象"), _("回看天数"), _("请求编号"),
    ]  # fmt: skip
    rows = (_cells(_row(event)) for event in audit_trail(request.actor, **asked, limit=MOST_EXPORTED))
    notes = [_("最多导出最近 %(n)s 条，请用日期分段。") % {"n": f"{MOST_EXPORTED:,}"}]
    return download(Table(_("操作记录"), headings, rows, notes), kind)


def _cells(row: dict) -> list:
    event = row["event"]
    return [
        event.at, event.verb, event.outcome, row["who"], row["roles"], event.via,
        event.address or "", event.id_count, " ".join(f"{label}:{n}" for label, n in row["rows"]),
        event.lookback_days, event.request_id,
    ]  # fmt: skip

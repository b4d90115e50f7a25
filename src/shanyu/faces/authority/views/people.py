"""Accounts and roles: masked lists, files, roles granted and ended, and unmasking for a listed reason."""

from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanyu.domain.people.actions import end_role, grant_role
from shanyu.domain.people.actions.roles import GRANTABLE
from shanyu.domain.people.queries import (
    Reason,
    account_file,
    export_accounts,
    list_accounts,
    unmask_account,
)
from shanyu.domain.providers.naming import said
from shanyu.domain.regions.models import Region
from shanyu.domain.regions.queries import find_region
from shanyu.faces.authority.asking import number_of
from shanyu.faces.authority.frame import shown
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid, Refusal, Role
from shanyu.kernel.door.policy import may
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

PAGE_SIZE = 50
ROLES = [(role.value, role.label) for role in GRANTABLE]


class AccountsForm(forms.Form):
    """Search and filter of the list."""

    q = forms.CharField(label=gettext_lazy("用户名或姓名"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), required=False, choices=[("", gettext_lazy("不限")), *ROLES]
    )


class GrantForm(forms.Form):
    """A role, where it reaches, until when, and on what ground."""

    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=ROLES)
    region = forms.CharField(
        label=gettext_lazy("地区"), required=False, max_length=60,
        help_text=gettext_lazy("名称或区划代码，例如 330105。审计员和系统管理员不需要。"),
    )  # fmt: skip
    until = forms.DateField(
        label=gettext_lazy("到哪一天为止（当天不含）"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )
    reason = forms.CharField(label=gettext_lazy("授予依据"), max_length=200)


class ReasonForm(forms.Form):
    """Why the full data are looked at."""

    reason = forms.ChoiceField(
        label=gettext_lazy("查看理由"), choices=Reason.choices, widget=forms.RadioSelect
    )


@page("GET", verb="people.list_accounts")
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts by name and role."""
    number = number_of(request)
    text, role = request.GET.get("q", ""), request.GET.get("role", "")
    found = list_accounts(
        request.actor, text=text, role=role, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )
    rows = [{"line": line, "roles": [Role(one).label for one in line.roles]} for line in found.items]
    return shown(
        request,
        "authority/people.html",
        {
            "rows": rows,
            "total": found.total,
            "form": AccountsForm(request.GET),
            "filtered": bool(text or role),
            "query": f"?{urlencode({'q': text, 'role': role})}&",
            "pages": Paginator(range(found.total), PAGE_SIZE).get_page(number),
            "crumbs": [],
        },
        here="people",
    )


@page("GET", verb="people.export_accounts")
def export(request: HttpRequest) -> HttpResponse:
    """The accounts of the list, masked as there, as CSV or XLSX."""
    kind = kind_of(request)
    found = export_accounts(request.actor, text=request.GET.get("q", ""), role=request.GET.get("role", ""))
    headings = [
        _("用户名"), _("姓名"), _("手机"), _("实名等级"), _("角色"), _("是监护人"), _("使用中"), _("最近登录"),
    ]  # fmt: skip
    rows = (
        [
            line.username, line.name, line.mobile, line.identity_level,
            words.together(Role(one).label for one in line.roles), line.is_guardian, line.is_active,
            line.last_login,
        ]
        for line in found.rows
    )  # fmt: skip
    notes = [
        _("姓名和号码已隐去。%(day)s，共 %(n)s 个账号。") % {"day": words.full_day(today()), "n": found.total}
    ]
    return download(Table(_("账号与角色"), headings, rows, notes), kind)


def _account(
    request: HttpRequest, account_id: UUID, form: GrantForm | None = None, status: int = 200
) -> HttpResponse:
    found = account_file(request.actor, account_id)
    return shown(
        request,
        "authority/account.html",
        {
            "found": found,
            "line": found.line,
            "form": form or GrantForm(),
            "reason_form": ReasonForm(),
            "may_grant": may(request.actor, "people.grant_role"),
            "may_unmask": request.actor.has(Role.ADMINISTRATOR_ON_DUTY),
            "crumbs": [(_("账号与角色"), "/authority/people/"), (found.line.username, "")],
        },
        here="people",
        status=status,
    )


@page("GET", verb="people.account_file")
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: its roles with their grounds, and what it did last."""
    return _account(request, account_id)


@page("POST", verb="people.grant_role")
def grant(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give the account a role."""
    form = GrantForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {"role": request.POST.get("role", "")}
    try:
        grant_role(
            request.actor,
            account_id,
            role=given["role"],
            region=_region(request.actor, given.get("region", "")),
            until=given.get("until"),
            reason=given.get("reason", ""),
        )
    except Invalid as invalid:
        for name, told in invalid.errors.items():
            if name not in form.errors:
                form.add_error(name if name in form.fields else None, str(told))
        return _account(request, account_id, form, status=422)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.add_error(None, str(refusal))
        return _account(request, account_id, form, status=refusal.status)
    messages.success(request, _("已授予角色，今天起有效。"))
    return redirect("authority:account", account_id)


def _region(actor: Actor, text: str) -> Region | None:
    """The division that somebody wrote by name or code. Raises Invalid for none and for several."""
    if not text:
        return None
    found = find_region(actor, text)
    exact = [region for region in found if text in {region.code, region.name, region.name_en}]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise Invalid({"region": _("没有找到这个地区，请核对名称或区划代码。")})
    several = words.together(f"{said(region, 'name')} {region.code}" for region in (exact or found)[:5])
    raise Invalid({"region": _("有几个地区都符合，请填区划代码：%(several)s") % {"several": several}})


@page("POST", verb="people.end_role")
def end(request: HttpRequest) -> HttpResponse:
    """End a role as of today."""
    end_role(request.actor, _key(request.POST.get("key", "")))
    messages.success(request, _("角色已结束。"))
    return HttpResponseRedirect(_back(request))


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _back(request: HttpRequest) -> str:
    try:
        account_id = UUID(request.POST.get("account", ""))
    except ValueError:
        return "/authority/people/"
    return f"/authority/people/{account_id}/"


@page("POST", verb="people.unmask_account")
def unmask(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Name and numbers in full, once, for a listed reason."""
    found = unmask_account(request.actor, account_id, reason=request.POST.get("reason", ""))
    answer = shown(
        request,
        "authority/unmasked.html",
        {
            "found": found,
            "account_id": account_id,
            "reason": Reason(request.POST["reason"]).label,
            "crumbs": [],
        },
        here="people",
    )
    answer["Cache-Control"] = "private, no-store"
    return answer

"""One's own data: correcting, consents, taking along, closing the account; and keys of the API."""

import json

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.people import rules
from shanyu.domain.people.actions import (
    close_account,
    create_api_key,
    decide_for_me,
    edit_account,
    revoke_api_key,
    set_preferences,
)
from shanyu.domain.people.queries import export_my_data, my_account, my_api_keys, my_consents
from shanyu.faces.account.forms import ApiKeyForm, MeForm
from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid, Refusal, may
from shanyu.kernel.door.policy import row_of
from shanyu.kernel.throttle import spend
from shanyu.ui.pages import page


def used(form, verb, *args: object, **facts: object) -> object:
    """Use a verb for a valid form; a refusal becomes words in the form, and None."""
    try:
        return verb(*args, **facts)
    except Invalid as refusal:
        for field, words in refusal.errors.items():
            form.add_error(field if field in form.fields else None, str(words))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


@page("GET", "POST", verb="people.my_account", changes="people.edit_account")
def me(request: HttpRequest) -> HttpResponse:
    """Correct one's name and mobile number, and choose the language."""
    account = my_account(request.actor)
    form = MeForm(request.POST or None, initial={"name": account.name, "language": account.language})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        mobile = data["mobile"].strip() or None
        if mobile:
            spend(f"mobile:{request.user.pk}", most=5, seconds=86_400)
        if data["forget_mobile"]:
            mobile = ""
        if used(form, edit_account, request.actor, request.user.pk, name=data["name"], mobile=mobile):
            set_preferences(request.actor, request.user.pk, language=data["language"])
            messages.success(request, _("已保存。"))
            answer = redirect("account:me")
            answer.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, data["language"], max_age=31_536_000, samesite="Lax",
                secure=request.is_secure(),
            )  # fmt: skip
            return answer
    has_keys = may(request.actor, "people.create_api_key") or _key_waits(request)
    context = {"form": form, "account": account, "has_keys": has_keys}
    return render(request, "account/me.html", context)


@page("GET", "POST", verb="people.my_consents", changes="people.decide_for_me")
def privacy(request: HttpRequest) -> HttpResponse:
    """What one agreed to for oneself, and the ways to one's data."""
    if request.method == "POST":
        agrees = request.POST.get("agrees") == "yes"
        decide_for_me(request.actor, request.user.pk, purpose=request.POST.get("purpose", ""), agrees=agrees)
        messages.success(request, _("已记下您的同意。") if agrees else _("已记下：不同意。其他服务照常。"))
        return redirect("account:privacy")
    language = get_language() or "zh-hans"
    context = {
        "consents": [
            {"state": one, "words": one.purpose.words(language)} for one in my_consents(request.actor)
        ],
        "contact": rules.contact(language),
    }
    return render(request, "account/privacy.html", context)


@page("POST", verb="people.export_my_data")
def export(request: HttpRequest) -> HttpResponse:
    """Everything known of oneself and one's children, as a JSON file."""
    text = json.dumps(export_my_data(request.actor), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="shanyu-{today():%Y%m%d}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@page("GET", "POST", verb="people.my_account", changes="people.close_account")
def close(request: HttpRequest) -> HttpResponse:
    """Close one's account, after saying what that means."""
    if request.method == "POST":
        close_account(request.actor, request.user.pk)
        logout(request, show_message=False)
        messages.success(request, _("账号已注销，您的资料已删除。"))
        return redirect("/")
    return render(request, "account/close.html", {"account": my_account(request.actor)})


@page("GET", "POST", verb="people.my_api_keys")
def keys(request: HttpRequest) -> HttpResponse:
    """One's keys of the API; a new one is shown once."""
    may_create = may(request.actor, "people.create_api_key")
    form = ApiKeyForm(request.POST or None)
    whole = ""
    if request.method == "POST" and may_create and form.is_valid():
        made = used(form, create_api_key, request.actor, **form.cleaned_data)
        if made:
            whole, form = made[1], ApiKeyForm()
    context = {
        "step_up": _key_waits(request),
        "keys": my_api_keys(request.actor),
        "form": form,
        "whole": whole,
        "may_create": may_create,
        "today": today(),
    }
    return render(request, "account/keys.html", context)


def _key_waits(request: HttpRequest) -> bool:
    """Whether only the second factor is missing for making a key."""
    return bool(request.actor.withheld.intersection(row_of("people.create_api_key").who))


@page("POST", verb="people.my_api_keys")
def revoke(request: HttpRequest) -> HttpResponse:
    """Make one of one's keys useless."""
    try:
        revoke_api_key(request.actor, request.POST.get("key") or 0)
        messages.success(request, _("密钥已停用。"))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect("account:keys")

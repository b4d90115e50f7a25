"""One's own account: where to go, showing a second factor, and entering the demo."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from shanyu.domain.people.demo_people import demo_account
from shanyu.domain.people.queries import my_account
from shanyu.domain.people.second_factor import demo_code, has_second_factor
from shanyu.faces.account.forms import CodeAgainForm
from shanyu.ui.actors import STRONG
from shanyu.ui.destinations import destinations_of, home_of
from shanyu.ui.pages import page

#: Session key of the local page to go on to once a second factor was set up.
AFTER_FACTOR = "shanyu_after_factor"


def local(request: HttpRequest, default: str) -> str:
    """The page that `next` names when it is on this host, else `default`."""
    there = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else default


@page("GET", verb="people.my_account")
def home(request: HttpRequest) -> HttpResponse:
    """After signing in: on to the face of one's role, in the language of the account."""
    account = my_account(request.actor)
    answer = HttpResponseRedirect(home_of(request.actor))
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and account.language != settings.LANGUAGE_CODE:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, account.language, max_age=31_536_000, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return answer


@page("GET", verb="people.my_account")
def roles(request: HttpRequest) -> HttpResponse:
    """The choice among several roles of one account."""
    my_account(request.actor)
    return render(request, "account/roles.html", {"destinations": destinations_of(request.actor)})


@page("GET", "POST", verb="people.my_account")
def step_up(request: HttpRequest) -> HttpResponse:
    """Show a second factor inside a session, or be led to set one up."""
    my_account(request.actor)
    there = local(request, "/account/home/")
    if request.session.get(STRONG):
        request.session.pop(AFTER_FACTOR, None)
        return HttpResponseRedirect(there)
    if not has_second_factor(request.user):
        request.session[AFTER_FACTOR] = there
        return render(request, "account/step_up_first.html")
    by_passkey = "credential" in request.POST
    form = CodeAgainForm(user=request.user, data=None if by_passkey else request.POST or None)
    passkey = ReauthenticateWebAuthnForm(user=request.user, data=request.POST if by_passkey else None)
    shown = passkey if by_passkey else form
    if request.method == "POST" and shown.is_valid():
        shown.save()
        return HttpResponseRedirect(there)
    context = {
        "form": form,
        "redirect_field_value": there,
        "problem": passkey.errors.get("credential") if by_passkey else None,
        "js_data": {"request_options": begin_authentication(request.user)},
        "demo_code": demo_code(request.user),
    }
    return render(request, "account/step_up.html", context)


@page("POST", verb="people.sign_in")
def demo(request: HttpRequest) -> HttpResponse:
    """Enter the demo as one of its people: the same way in as by password, with its second step."""
    account = demo_account(request.POST.get("username", ""))
    if account is None:
        return HttpResponseRedirect(settings.LOGIN_URL)
    after = local(request, "/account/home/")
    logout(request)
    return perform_login(request, Login(user=account, redirect_url=after))

"""Addresses of allauth's own views, without a namespace because allauth asks for them by their plain names.

Only what this product offers is here: there is no e-mail, so nothing that needs one.
"""

import functools
from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from allauth.socialaccount.providers.openid_connect import views as provider
from allauth.usersessions import views as sessions
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from requests import RequestException

from shanyu.faces.account import sign_in
from shanyu.faces.account.pages import PAGES
from shanyu.ui.pages import page


def at(route: str, view: Callable, name: str) -> URLPattern:
    """A view of allauth at an address, declared at the door as PAGES says.

    Where it finds nothing (no such provider, no such key, nothing to turn off) it leads to the page before;
    where the identity provider cannot be reached, to the page that says so.
    """
    declared = PAGES[name]
    before = "account_login" if declared.verb == "people.sign_in" else "mfa_index"

    @functools.wraps(view)
    def found(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return redirect(before)
        except RequestException:
            return redirect("socialaccount_login_error")

    return path(route, page(*declared.methods, verb=declared.verb)(found), name=name)


urlpatterns = [
    at("login/", account.login, "account_login"),
    at("logout/", account.logout, "account_logout"),
    at("inactive/", account.account_inactive, "account_inactive"),
    at("signup/", sign_in.sign_up, "account_signup"),
    at("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    at("password/change/", account.password_change, "account_change_password"),
    at("password/set/", account.password_set, "account_set_password"),
    at("security/", factors.index, "mfa_index"),
    at("security/code/", sign_in.second_factor, "mfa_authenticate"),
    at("security/code/again/", sign_in.second_factor_again, "mfa_reauthenticate"),
    at("security/totp/", totp.activate_totp, "mfa_activate_totp"),
    at("security/totp/off/", totp.deactivate_totp, "mfa_deactivate_totp"),
    at("security/recovery/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    at("security/recovery/new/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    at("security/recovery/download/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    at("security/passkeys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    at("security/passkeys/add/", passkeys.add_webauthn, "mfa_add_webauthn"),
    at("security/passkeys/login/", passkeys.login_webauthn, "mfa_login_webauthn"),
    at("security/passkeys/again/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    at("security/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    at("security/passkeys/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    at("security/sessions/", sessions.list_usersessions, "usersessions_list"),
    at("sign-on/", sign_on.connections, "socialaccount_connections"),
    at("sign-on/signup/", sign_in.sign_on_incomplete, "socialaccount_signup"),
    at("sign-on/cancelled/", sign_on.login_cancelled, "socialaccount_login_cancelled"),
    at("sign-on/error/", sign_on.login_error, "socialaccount_login_error"),
    at("sso/<str:provider_id>/login/", provider.login, "openid_connect_login"),
    at("sso/<str:provider_id>/login/callback/", provider.callback, "openid_connect_callback"),
]

"""Addresses of allauth's own views, without a namespace because allauth asks for them by their plain names.

Only what this product offers is here: there is no e-mail, so nothing that needs one.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from allauth.usersessions import views as sessions
from django.urls import include, path

from shanyu.faces.account import sign_in

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", sign_in.sign_up, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("security/", factors.index, name="mfa_index"),
    path("security/code/", sign_in.second_factor, name="mfa_authenticate"),
    path("security/code/again/", sign_in.second_factor_again, name="mfa_reauthenticate"),
    path("security/totp/", totp.activate_totp, name="mfa_activate_totp"),
    path("security/totp/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("security/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("security/recovery/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("security/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("security/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("security/passkeys/login/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("security/passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("security/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("security/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("security/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("sign-on/", sign_on.connections, name="socialaccount_connections"),
    path("sign-on/signup/", sign_on.signup, name="socialaccount_signup"),
    path("sign-on/cancelled/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/error/", sign_on.login_error, name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

"""What allauth's views are at the door, as `@page` says it of our own: `sign_in_urls` declares them by it.

`people.sign_in` is open to everybody; `people.my_account` needs somebody who has signed in.
"""

from shanyu.ui.pages import Page

_OPEN = "people.sign_in"
_OWN = "people.my_account"


def _page(verb: str, *methods: str) -> Page:
    return Page(methods, verb, verb)


PAGES: dict[str, Page] = {
    "account_login": _page(_OPEN, "GET", "POST"),
    "account_logout": _page(_OPEN, "GET", "POST"),
    "account_inactive": _page(_OPEN, "GET"),
    "account_signup": _page(_OPEN, "GET", "POST"),
    "account_reauthenticate": _page(_OWN, "GET", "POST"),
    "account_change_password": _page(_OWN, "GET", "POST"),
    "account_set_password": _page(_OWN, "GET", "POST"),
    "mfa_index": _page(_OWN, "GET"),
    "mfa_authenticate": _page(_OPEN, "GET", "POST"),
    "mfa_reauthenticate": _page(_OWN, "GET", "POST"),
    "mfa_activate_totp": _page(_OWN, "GET", "POST"),
    "mfa_deactivate_totp": _page(_OWN, "GET", "POST"),
    "mfa_view_recovery_codes": _page(_OWN, "GET"),
    "mfa_generate_recovery_codes": _page(_OWN, "GET", "POST"),
    "mfa_download_recovery_codes": _page(_OWN, "GET"),
    "mfa_list_webauthn": _page(_OWN, "GET"),
    "mfa_add_webauthn": _page(_OWN, "GET", "POST"),
    "mfa_login_webauthn": _page(_OPEN, "GET", "POST"),
    "mfa_reauthenticate_webauthn": _page(_OWN, "GET", "POST"),
    "mfa_remove_webauthn": _page(_OWN, "GET", "POST"),
    "mfa_edit_webauthn": _page(_OWN, "GET", "POST"),
    "usersessions_list": _page(_OWN, "GET", "POST"),
    "socialaccount_connections": _page(_OWN, "GET", "POST"),
    "socialaccount_signup": _page(_OPEN, "GET"),
    "socialaccount_login_cancelled": _page(_OPEN, "GET"),
    "socialaccount_login_error": _page(_OPEN, "GET"),
    "openid_connect_login": _page(_OPEN, "GET", "POST"),
    "openid_connect_callback": _page(_OPEN, "GET"),
}

"""Second factors: setting one up, the strong mark of a session, sealed secrets, what never opens."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from shanyu.domain.people.second_factor import demo_second_factor, open_secret, seal_secret
from shanyu.ui.actors import STRONG
from tests.cast import PASSWORD


def code_of(secret: str, ahead: int = 0) -> str:
    """The one-time password of a secret now, or `ahead` periods from now."""
    _before, now, _after = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now + ahead))


@pytest.fixture
def head(cast) -> Client:
    """The head with a password only."""
    client = Client()
    client.post("/account/login/", {"login": "head", "password": PASSWORD})
    return client


def set_up(client: Client) -> str:
    """Set up a one-time password, as a person does; its secret."""
    assert client.get("/account/security/totp/").url.startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/?next=/account/security/totp/", {"password": PASSWORD})
    page = client.get("/account/security/totp/")
    secret = page.context["form"].secret
    client.post("/account/security/totp/", {"code": code_of(secret)})
    return secret


def test_a_role_over_many_children_is_led_to_set_up_a_second_factor(head):
    page = head.get("/account/step-up/?next=/office/")
    assert page.templates[0].name == "account/step_up_first.html"
    assert head.session.get(STRONG) is None


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_one_time_password_makes_the_session_strong_under_a_new_key(head):
    before = head.session.session_key
    head.get("/account/step-up/?next=/office/")
    set_up(head)
    assert head.session[STRONG] is True
    assert head.session.session_key != before
    assert 'href="/office/"' in head.get("/account/security/").content.decode()
    assert head.get("/account/step-up/?next=/office/").url == "/office/"


def test_the_secret_of_a_one_time_password_is_sealed_in_the_database(head):
    secret = set_up(head)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert open_secret(kept) == secret
    assert seal_secret(secret) != seal_secret(secret)


def test_signing_in_again_asks_for_the_code_and_is_strong_after_it(cast, head):
    secret = set_up(head)
    client = Client()
    answer = client.post("/account/login/", {"login": "head", "password": PASSWORD})
    assert answer.url == "/account/security/code/"
    assert "_auth_user_id" not in client.session
    assert client.post("/account/security/code/", {"code": "000000"}).status_code == 200
    assert client.post("/account/security/code/", {"code": code_of(secret, ahead=1)}).status_code == 302
    assert client.session["_auth_user_id"] == str(cast.head.pk)
    assert client.session[STRONG] is True


def test_a_code_counts_once(cast, head):
    secret = set_up(head)
    code = code_of(secret, ahead=1)
    for answer in (302, 200):
        client = Client()
        client.post("/account/login/", {"login": "head", "password": PASSWORD})
        assert client.post("/account/security/code/", {"code": code}).status_code == answer


def test_a_session_from_before_becomes_strong_by_stepping_up(cast, signed_in):
    cast.head.is_demo = True
    cast.head.save()
    secret = open_secret(demo_second_factor(cast.head).data["secret"])
    client = signed_in("head", strong=False)
    page = client.get("/account/step-up/?next=/office/").content.decode()
    assert re.search(r"data-demo-code>\d{6}<", page)
    answer = client.post("/account/step-up/", {"code": code_of(secret), "next": "/office/"})
    assert (answer.status_code, answer.url) == (302, "/office/")
    assert client.session[STRONG] is True


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_stepping_up_never_leads_to_another_host(signed_in, there):
    assert signed_in("head").get("/account/step-up/", {"next": there}).url == "/account/home/"


def test_the_mark_goes_with_the_last_second_factor(head):
    set_up(head)
    head.post("/account/security/totp/off/")
    assert Authenticator.objects.count() == 0
    assert STRONG not in head.session


def test_a_mark_left_in_a_session_does_not_outlive_another_sign_in(cast):
    client = Client()
    client.get("/account/login/")
    session = client.session
    session[STRONG] = True
    session.save()
    client.cookies["shanyu_session"] = session.session_key
    client.post("/account/login/", {"login": "head", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(cast.head.pk)
    assert STRONG not in client.session


def test_a_recovery_code_stands_in_for_a_lost_phone_once(cast, head):
    set_up(head)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for answer in (302, 200):
        client = Client()
        client.post("/account/login/", {"login": "head", "password": PASSWORD})
        assert client.post("/account/security/code/", {"code": code}).status_code == answer


def test_changing_the_password_ends_the_other_sessions(cast, head, signed_in):
    other = signed_in("head")
    new = "another-shoot-2026"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    head.post("/account/password/change/", form)
    assert head.get("/account/security/").status_code == 200
    assert other.get("/account/security/").status_code == 302

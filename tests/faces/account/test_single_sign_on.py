"""Single sign-on against a real OpenID provider: who is recognised, and what of the claims is kept."""

import socket
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.db import connection
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread
from psycopg import sql

from shanyu.domain.people.models import Account

IDENTITY = "11010519491231002X"
MOBILE = "13800002222"
NAMED = {
    "name": "陈大山", "identity_level": 3, "identity_number": IDENTITY, "phone_number": MOBILE,
    "phone_number_verified": True,
}  # fmt: skip


@pytest.fixture
def provider(settings):
    people = [
        User(sub="named", claims=NAMED),
        User(sub="phone-only", claims={**NAMED, "identity_level": 1, "identity_number": None}),
        User(sub="claims-nothing", claims={"name": "游客", "phone_number": MOBILE, "identity_level": "high"}),
    ]
    with run_server_in_thread(user_claims=people) as server:
        issuer = f"http://localhost:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "SCOPE": ["openid", "profile", "phone"],
                "APPS": [
                    {
                        "provider_id": "main", "name": "浙里办", "client_id": "shanyu", "secret": "secret",
                        "settings": {"server_url": issuer},
                    }
                ],
            }
        }  # fmt: skip
        yield issuer


def arrive(sub: str, client: Client | None = None, **query: str) -> tuple[Client, str]:
    """Go to the provider, sign in there, come back: the client and where it was led."""
    client = client or Client()
    start = client.post("/account/sso/main/login/", query_params=query)
    assert parse_qs(urlsplit(start.url).query)["code_challenge_method"] == ["S256"]
    back = requests.post(start.url, data={"sub": sub}, allow_redirects=False, timeout=10)
    answer = client.get(back.headers["Location"].replace("http://testserver", ""))
    return client, answer.url


def test_the_sign_in_page_offers_the_provider_by_its_name(db, provider):
    assert "用浙里办登录" in Client().get("/account/login/").content.decode()


def test_a_newcomer_gets_an_account_with_the_identity_level_and_sealed_numbers(db, provider):
    client, there = arrive("named")
    account = Account.objects.get()
    assert there == "/account/home/"
    assert client.session["_auth_user_id"] == str(account.pk)
    assert (account.name, account.identity_level) == ("陈大山", 3)
    assert (account.identity.reveal(), account.phone.reveal()) == (IDENTITY, MOBILE)
    assert account.has_usable_password() is False


def test_nothing_of_the_claims_is_in_clear_in_the_database(db, provider):
    arrive("named")
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.uid, kept.extra_data) == ("main", "named", {"identity_level": 3})
    assert SocialToken.objects.count() == 0
    with connection.cursor() as cursor:
        for table in ("people_account", "socialaccount_socialaccount", "django_session"):
            cursor.execute(
                sql.SQL("SELECT string_agg(t::text, chr(10)) FROM {} t").format(sql.Identifier(table))
            )
            text = cursor.fetchone()[0] or ""
            assert IDENTITY not in text
            assert MOBILE not in text


def test_an_account_with_the_same_identity_number_is_the_same_person(cast, provider):
    cast.father.identity = IDENTITY
    cast.father.save()
    client, _there = arrive("named")
    assert client.session["_auth_user_id"] == str(cast.father.pk)
    cast.father.refresh_from_db()
    assert (cast.father.identity_level, cast.father.phone.reveal()) == (3, MOBILE)


def test_a_number_that_somebody_only_typed_does_not_open_their_account_and_goes_to_its_owner(cast, provider):
    cast.stranger.phone = MOBILE
    cast.stranger.save()
    client, _there = arrive("named")
    owner = Account.objects.get(pk=client.session["_auth_user_id"])
    assert owner.pk != cast.stranger.pk
    assert owner.phone.reveal() == MOBILE
    cast.stranger.refresh_from_db()
    assert (cast.stranger.phone, cast.stranger.phone_index) == (None, None)


def test_a_proven_mobile_number_opens_its_account_to_a_real_name_only(cast, provider):
    cast.father.phone, cast.father.identity_level = MOBILE, 1
    cast.father.save()
    client, _there = arrive("phone-only")
    assert client.session["_auth_user_id"] != str(cast.father.pk)
    client, _there = arrive("named")
    assert client.session["_auth_user_id"] == str(cast.father.pk)


def test_claims_without_a_level_or_proof_count_for_nothing(db, provider):
    arrive("claims-nothing")
    account = Account.objects.get()
    assert (account.name, account.identity_level, account.phone) == ("游客", 0, None)


def test_the_second_visit_finds_the_same_account(db, provider):
    first, _there = arrive("named")
    second, there = arrive("named", next="/family/me/")
    assert there == "/family/me/"
    assert second.session["_auth_user_id"] == first.session["_auth_user_id"]


def test_a_forged_answer_leads_to_our_own_page(db, provider):
    client = Client()
    answer = client.get("/account/sso/main/login/callback/?code=x&state=forged")
    assert (answer.status_code, answer.url) == (302, "/account/sign-on/error/")
    assert "_auth_user_id" not in client.session


def test_a_provider_that_is_not_configured_leads_back_to_the_sign_in_page(db):
    assert Client().post("/account/sso/other/login/").url == "/account/login/"


def test_a_provider_that_cannot_be_reached_leads_to_our_own_page(db, provider, settings):
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody_listens.getsockname()[1]}"
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = address
        answer = Client().post("/account/sso/main/login/")
    assert (answer.status_code, answer.url) == (302, "/account/sign-on/error/")

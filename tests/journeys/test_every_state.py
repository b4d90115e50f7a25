"""Pages that need a state which nobody of the demo is in: made here by the product's own verbs, then looked at.

Beginnings without anything, links that lead to somebody, accounts of every kind, and what went wrong: each by
axe and without scrolling sideways, at three sizes, in both languages.
"""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import Client
from playwright.sync_api import Page

from shanyu.domain.enrolment.actions import agree_referral, refer, take_referral
from shanyu.domain.health.actions import add_item
from shanyu.domain.people.actions import begin_administration, invite_guardian
from shanyu.domain.people.models import Account
from shanyu.domain.providers.actions import invite_worker
from shanyu.domain.providers.models import Worker
from shanyu.faces.family.views import children
from shanyu.faces.public.views import pages as open_pages
from shanyu.kernel.verifying import issue
from tests import cast as people
from tests.domain.enrolment.making import attending
from tests.domain.health.making import PEANUT, agree
from tests.domain.protection.making import an_incident
from tests.journeys.pages import STATES
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
PROVIDER = {
    "provider_id": "main", "name": "浙里办", "client_id": "shanyu", "secret": "secret",
    "settings": {"server_url": "http://localhost"},
}  # fmt: skip
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def all_well(stage: Stage, scene: str) -> None:
    """Nothing was wrong, and every page that the scene stands for was looked at."""
    assert stage.problems == {}
    assert STATES[scene] - stage.seen == set()


def half_known() -> dict:
    """Somebody of whom the identity provider told too little, as allauth keeps them in the session."""
    provider = get_adapter().get_provider(None, "main")
    account = SocialAccount(provider="main", uid="new")
    return SocialLogin(user=Account(username="sso-new"), account=account, provider=provider).serialize()


def test_a_family_s_beginning_and_its_invitations(stage):
    stage.enter("stranger")
    for path in ["/family/", "/family/me/", "/family/guardians/", "/family/places/", "/account/roles/"]:
        stage.look(path)
    stage.look_after("/family/children/add/", {"name": "", "relation": ""})
    cast = stage.cast
    _made, secret = invite_guardian(cast.actor("father"), cast.household, relation="grandparent")
    stage.look(f"/family/invitation/{secret}/")
    stage.look("/family/invitation/gone/", status=409)
    stage.enter("father")
    stage.look_after("/family/guardians/", {"household": str(cast.household.public_id), "relation": ""})
    stage.look_after("/family/guardians/", {"household": str(cast.household.public_id), "relation": "other"})
    child = f"/family/children/{cast.daughter.public_id}/"
    stage.look_after(f"{child}full/", at=child)
    people.post(people.worker("陈大山", cast.father), cast.bamboo, "head")
    stage.look("/account/roles/")
    all_well(stage, "family")


def test_an_incident_before_and_after_the_father_has_read_it(stage):
    path = f"/family/incidents/{an_incident(stage.cast).public_id}/"
    stage.enter("father")
    stage.look(path)
    stage.look_after(path)
    stage.look("/family/protection/")
    all_well(stage, "incident")


def test_accounts_of_every_kind(stage, settings):
    cast = stage.cast
    stage.enter("father")
    stage.look("/account/reauthenticate/")
    stage.look("/account/security/passkeys/")
    stage.enter("")
    stage.look_after("/account/login/", {"login": "", "password": "x"})
    stage.look_after("/account/login/", {"login": "father", "password": "something else"})
    stage.look_after("/account/signup/", {"username": "x", "password1": "1", "password2": "2"})
    Account.objects.filter(pk=cast.grandmother.pk).update(is_active=False)
    stage.look_after("/account/login/", {"login": "grandmother", "password": people.PASSWORD})
    cast.mother.set_unusable_password()
    cast.mother.save()
    stage.enter("mother")
    stage.look("/account/password/set/")
    stage.look("/account/security/")
    stage.enter("boss")
    stage.look_after("/account/keys/", {"label": "看板", "scopes": "sites:read", "days": "30"})
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [PROVIDER]}}
    stage.enter("")
    stage.look("/account/sso/main/login/")
    session = Client().session
    session["socialaccount_sociallogin"] = half_known()
    session.save()
    stage.keep(session.session_key)
    stage.look("/account/sign-on/signup/")
    all_well(stage, "accounts")


def test_second_factors(stage, with_authenticator):
    page = stage.page
    stage.enter("head", strong=False)
    stage.look("/account/step-up/")
    stage.sign_in("head")
    stage.go("/account/security/totp/")
    assert stage.route() == "account_reauthenticate", page.url
    stage.send(page.url.removeprefix(stage.start), {"password": people.PASSWORD})
    stage.look("/account/security/totp/")
    stage.look("/account/security/passkeys/add/")
    stage.go("/account/security/passkeys/add/")
    page.locator("input[name=passwordless]").check()
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/security/recovery/")
    stage.look("/account/security/recovery/")
    stage.look("/account/security/recovery/new/")
    stage.look("/account/security/passkeys/")
    key = page.locator("a[href$='/remove/']").get_attribute("href")
    stage.look(key)
    stage.look(key.removesuffix("remove/"))
    stage.look("/account/security/")
    TOTP.activate(stage.cast.head, generate_totp_secret())
    stage.look("/account/security/totp/off/")
    stage.enter("head", strong=False)
    stage.look("/account/step-up/")
    stage.look("/account/security/code/again/")
    stage.look("/account/security/passkeys/again/")
    stage.enter("")
    stage.look_after("/account/login/", {"login": "head", "password": people.PASSWORD})
    all_well(stage, "second factors")


def test_an_office_s_beginning_and_what_is_shown_once(stage):
    cast = stage.cast
    site = people.site(cast.operator, "nursery", "新苗托育园", cast.street, 120.139, 30.311, state="draft")
    people.post(Worker.objects.get(account=cast.head), site, "head")
    stage.enter("head")
    start = f"/office/sites/{site.public_id}/"
    for part in ["", "pictures/", "rooms/", "classes/", "fees/", "papers/", "print/"]:
        stage.look(start + part)
    for form in ["fees/new/", "staff/new/"]:
        stage.look_after(start + form, status=422)
    people.post(newcomer := people.worker("吴小雨"), site, "carer")
    one = f"/office/staff/{newcomer.public_id}/"
    stage.look(one)
    stage.look_after(f"{one}invite/", at=one)
    stage.look_after(f"{one}number/", {"reason": "filing"}, at=one)
    secret = invite_worker(cast.actor("head"), newcomer.public_id)
    stage.enter("stranger")
    for path in [f"/carer/join/{secret}/", "/carer/papers/", "/carer/classes/"]:
        stage.look(path)
    all_well(stage, "office")


def test_a_referral_from_asking_to_reading(stage):
    cast = stage.cast
    agree(cast, cast.daughter)
    add_item(cast.actor("father"), cast.daughter, "allergies", PEANUT)
    there = attending(cast.daughter, cast.bamboo.classes.get(), cast.father, cast.head, people.TODAY)
    office = f"/office/sites/{cast.bamboo.public_id}/referrals/"
    stage.enter("head")
    stage.look(office)
    stage.look_after(f"/office/enrolment/cases/{there.public_id}/refer/", {"note": ""}, status=422)
    made = refer(
        cast.actor("head"), cast.daughter, from_site=cast.bamboo.public_id, to=cast.station.public_id,
        parts=["allergies", "sleep"], note="睡前要听歌",
    )  # fmt: skip
    stage.look(office)
    stage.enter("father")
    stage.look("/family/referrals/")
    stage.look(f"/family/referrals/{made.public_id}/")
    agree_referral(cast.actor("father"), made)
    stage.enter("keeper")
    stage.look(f"/office/sites/{cast.station.public_id}/referrals/")
    stage.look(f"/office/referrals/{made.public_id}/")
    take_referral(cast.actor("keeper"), made)
    stage.look(f"/office/referrals/{made.public_id}/")
    all_well(stage, "referrals")


def test_the_authority_s_empty_tables_and_what_is_shown_once(stage):
    cast = stage.cast
    worker = Worker.objects.get(account=cast.carer)
    stage.enter("officer")
    for path in ["sites/?q=没有这样的机构", "staff/two-places/", "people/?q=没有这个人"]:
        stage.look(f"/authority/{path}")
    for part in ["", "people/"]:
        stage.look(f"/authority/sites/{cast.school.public_id}/{part}")
    staff = f"/authority/sites/{cast.bamboo.public_id}/people/"
    stage.look_after(f"/authority/workers/{worker.public_id}/unmask/", {"reason": "filing"}, at=staff)
    begin_administration(cast.actor("administrator"), reason="查看账号", minutes=30)
    stage.enter("administrator")
    account = f"/authority/people/{cast.father.public_id}/"
    stage.look(account)
    stage.look_after(f"{account}unmask/", {"reason": "checking"}, at=account)
    stage.enter("auditor")
    stage.look("/authority/audit/?verb=no.such.verb")
    all_well(stage, "authority")


def test_open_pages_with_nothing_to_show(stage):
    cast = stage.cast
    stage.enter("")
    facts = {"title": "收据", "issuer": "竹苑", "table": [], "lines": [], "total": "¥0"}
    paper = {"owner": cast.bamboo, "language": "zh-hans", "name": "收据.pdf"}
    code = issue("receipt", "shanyu.kernel.pdf:receipt.typ", facts, **paper).code
    paths = ["/find/?q=没有这个地方", "/compare/", f"/sites/{cast.far.public_id}/", "/ui/offline"]
    for path in [*paths, f"/verify/{code}/", "/verify/0000000000/"]:
        stage.look(path)
    stage.look("/verify/1/", status=422)
    all_well(stage, "open pages")


def test_what_went_wrong(stage, monkeypatch, settings):
    stage.enter("father")
    stage.look("/no-such-page/", status=404)
    stage.look(f"/family/children/{NOBODY}/", status=404)
    stage.look_after("/account/close/", {"csrfmiddlewaretoken": "an old one"}, status=403)
    stage.look_after("/family/children/add/", count=1001, status=400)
    monkeypatch.setattr(children, "MOST_NUMBERS", 0)
    child = {"name": "陈小鱼", "sex": "f", "born": "2025-06-01", "relation": "father"}
    stage.look_after("/family/children/add/", child, status=429)
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    stage.enter("")
    stage.go("/account/signup/")
    stage.send("/account/signup/")
    stage.look_after("/account/signup/", status=429)
    monkeypatch.setattr(open_pages, "shown", _broken)
    stage.look("/about/", status=500)
    all_well(stage, "errors")


def _broken(*_args: object, **_facts: object) -> None:
    raise RuntimeError("a page that breaks")

"""Signing in by name, by mobile number and as one of the demo; who is told what; where it leads."""

import pytest
from django.test import Client

from shanyu.domain.people.models import Account
from shanyu.domain.people.second_factor import demo_code, demo_second_factor
from shanyu.kernel.models import AuditEvent
from shanyu.ui.actors import STRONG
from tests.cast import PASSWORD

MOBILE = "13900001234"
WRONG = "用户名、手机号或密码不对。请检查后再试。"


def sign_in(login: str, password: str = PASSWORD, **more: str):
    client = Client()
    return client, client.post("/account/login/", {"login": login, "password": password, **more})


@pytest.mark.parametrize(
    ("who", "there"),
    [
        ("father", "/family/"),
        ("stranger", "/family/"),
        ("head", "/office/"),
        ("boss", "/office/"),
        ("keeper", "/station/"),
        ("carer", "/carer/"),
        ("officer", "/authority/"),
        ("city_officer", "/authority/"),
        ("auditor", "/authority/"),
        ("administrator", "/authority/administration/"),
        ("expert", "/"),
    ],
)
def test_everybody_goes_on_to_the_face_of_their_role(signed_in, who, there):
    answer = signed_in(who).get("/account/home/")
    assert (answer.status_code, answer.url) == (302, there)


def test_a_guardian_who_is_also_a_carer_chooses(cast, signed_in):
    cast.father.pk, father = cast.carer.pk, cast.father.pk
    Account.objects.get(pk=father).guardianships.update(account=cast.carer)
    client = signed_in("carer")
    assert client.get("/account/home/").url == "/account/roles/"
    page = client.get("/account/roles/").content.decode()
    assert 'href="/family/"' in page
    assert 'href="/carer/"' in page


def test_a_name_and_a_password_open_the_account(cast):
    client, answer = sign_in("father")
    assert (answer.status_code, answer.url) == (302, "/account/home/")
    assert client.session["_auth_user_id"] == str(cast.father.pk)
    assert STRONG not in client.session


def test_a_mobile_number_opens_the_account_however_it_is_written(cast):
    cast.father.phone = MOBILE
    cast.father.save()
    client, answer = sign_in("+86 139-0000-1234")
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.father.pk)


@pytest.mark.parametrize("login", ["father", "nobody", MOBILE])
def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(cast, login):
    _client, answer = sign_in(login, "wrong-password-1")
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [WRONG]


def test_a_closed_account_does_not_open(cast):
    cast.father.is_active = False
    cast.father.save()
    client, answer = sign_in("father")
    assert answer.url == "/account/inactive/"
    assert "_auth_user_id" not in client.session


def test_the_sixth_wrong_password_is_not_tried_at_all(cast):
    for _ in range(5):
        sign_in("father", "wrong-password-1")
    client, answer = sign_in("father")
    assert answer.context["form"].non_field_errors() == ["试得太多了。请过五分钟再试，或换一种方式登录。"]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_host(cast, there):
    _client, answer = sign_in("father", next=there)
    assert answer.url == "/account/home/"


def test_signing_in_goes_on_to_the_page_that_was_asked_for(cast):
    assert sign_in("father", next="/family/children/")[1].url == "/family/children/"


def test_the_session_gets_a_new_key_at_sign_in(cast):
    client = Client()
    client.get("/account/login/")
    session = client.session
    session["before"] = "kept"
    session.save()
    before = session.session_key
    client.cookies["shanyu_session"] = before
    client.post("/account/login/", {"login": "father", "password": PASSWORD})
    assert client.session.session_key != before


def test_signing_out_takes_a_post(signed_in):
    client = signed_in("father")
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/").url == "/"
    assert "_auth_user_id" not in client.session


def test_a_sign_in_is_in_the_audit_trail(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in("father")
    event = AuditEvent.objects.get(verb="people.note_sign_in")
    assert (event.account_id, event.ids) == (cast.father.pk, {"people.account": [cast.father.pk]})


def test_signing_up_by_mobile_number_makes_an_account_without_any_role(db):
    client = Client()
    form = {"username": MOBILE, "name": "新妈妈", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/account/signup/", form)
    assert (answer.status_code, answer.url) == (302, "/account/home/")
    account = Account.objects.get()
    assert (account.phone.reveal(), account.name, account.identity_level) == (MOBILE, "新妈妈", 0)
    assert client.get("/account/home/").url == "/family/"


@pytest.mark.parametrize("login", [MOBILE, "father", "FATHER"])
def test_a_name_that_cannot_be_had_is_refused_in_words_that_tell_nothing(cast, login):
    cast.mother.phone = MOBILE
    cast.mother.save()
    form = {"username": login, "name": "谁", "password1": PASSWORD, "password2": PASSWORD}
    answer = Client().post("/account/signup/", form)
    assert answer.context["form"].errors["username"] == [
        "这个手机号或用户名现在不能用来注册。 如果您已经有账号，请直接登录；也可以换一个用户名。"
    ]


def test_a_person_of_the_demo_enters_by_a_second_step_that_shows_its_code(cast, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr("shanyu.faces.account.views.demo_account", lambda name: cast.head)
    cast.head.is_demo = True
    cast.head.save()
    demo_second_factor(cast.head)
    client = Client()
    assert client.post("/account/demo/", {"username": "head"}).url == "/account/security/code/"
    page = client.get("/account/security/code/").content.decode()
    code = demo_code(cast.head)
    assert f"data-demo-code>{code}<" in page
    assert client.post("/account/security/code/", {"code": code}).url == "/account/home/"
    assert client.session[STRONG] is True
    assert demo_code(cast.head) != code


def test_nobody_outside_the_demo_s_cast_can_be_entered(cast):
    client = Client()
    assert client.post("/account/demo/", {"username": "father"}).url == "/account/login/"
    assert "_auth_user_id" not in client.session
    assert Client().get("/account/demo/").status_code == 405


def test_outside_the_demo_no_code_is_ever_shown(cast, settings):
    cast.head.is_demo = True
    cast.head.save()
    demo_second_factor(cast.head)
    settings.DEMO = False
    assert demo_code(cast.head) == ""
    with pytest.raises(ValueError, match="only people of the demo"):
        demo_second_factor(cast.head)

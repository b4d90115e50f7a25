"""The pages of a family: what they show, what they change, and for whom they do not exist."""

import json
import re
from datetime import date

import pytest

from shanyu.domain.people.models import ApiKey, Child, Consent, FamilyPlace, Guardianship, Invitation
from shanyu.domain.people.refusals import ChildNotAccepted
from shanyu.kernel.identifiers import check_digit_identity

FIRST = "33010520250601" + "002"
NUMBER = FIRST + check_digit_identity(FIRST)
NEW = {
    "name": "陈小鱼", "sex": "f", "born": "2025-06-01", "relation": "father", "identity": NUMBER, "agrees": "on",
}  # fmt: skip


def test_the_home_shows_a_guardian_s_children_by_name_and_month_age_only(signed_in):
    page = signed_in("father").get("/family/").content.decode()
    assert "陈小丸" in page
    assert "2岁3个月" in page
    assert "8个月" in page
    assert "2024" not in page


def test_care_near_home_and_work_is_offered_in_plain_words(cast, signed_in):
    for kind in ("home", "work"):
        FamilyPlace.objects.create(account=cast.father, kind=kind, address="桥弄街1号", lon=120.13, lat=30.31)
    client = signed_in("father")
    client.cookies["django_language"] = "en"
    page = client.get("/family/").content.decode()
    assert ">Care near home<" in page and ">Care near work<" in page


def test_a_guardian_is_led_to_the_adults_who_may_fetch_the_child_and_a_newcomer_is_not(signed_in):
    way = 'href="/station/pick-up/"'
    assert way in signed_in("father").get("/family/me/").content.decode()
    assert way not in signed_in("stranger").get("/family/me/").content.decode()


def test_the_home_of_a_newcomer_says_the_one_next_step(signed_in):
    page = signed_in("stranger").get("/family/").content.decode()
    assert page.count("sy-btn-next") == 1
    assert 'href="/family/children/add/"' in page


def test_a_father_registers_a_child_into_his_household_with_his_consent(cast, signed_in):
    answer = signed_in("father").post("/family/children/add/", NEW)
    assert (answer.status_code, answer.url) == (302, "/family/")
    child = Child.objects.exclude(pk__in=[cast.daughter.pk, cast.son.pk]).get()
    assert (child.household, child.name.reveal(), child.born) == (cast.household, "陈小鱼", date(2025, 6, 1))
    held = Guardianship.objects.get(child=child)
    assert (held.account, held.relation) == (cast.father, "father")
    given = Consent.objects.get(child=child)
    assert (given.purpose, given.decision, given.text_version) == ("child_care", "granted", "2026-1")


@pytest.mark.parametrize("path", ["/family/children/add/", "/family/guardians/"])
def test_no_relation_is_chosen_for_anybody_beforehand(signed_in, path):
    page = signed_in("father").get(path).content.decode()
    assert '<option value="" selected>请选择</option>' in page


def test_a_relation_has_to_be_chosen(cast, signed_in):
    father = signed_in("father")
    answer = father.post("/family/children/add/", {**NEW, "relation": ""})
    assert answer.context["form"].errors == {"relation": ["这一项要填写。"]}
    sent = {"household": str(cast.household.public_id), "relation": ""}
    assert "这一项要填写。" in father.post("/family/guardians/", sent).content.decode()
    assert Invitation.objects.count() == 0


def test_a_child_known_already_is_refused_without_telling_so(cast, signed_in):
    signed_in("father").post("/family/children/add/", NEW)
    answer = signed_in("stranger").post("/family/children/add/", {**NEW, "name": "别的名字"})
    assert answer.context["form"].non_field_errors() == [str(ChildNotAccepted())]
    assert "陈" not in str(ChildNotAccepted())


def test_the_page_of_a_child_exists_for_its_guardians_only(cast, signed_in):
    url = f"/family/children/{cast.daughter.public_id}/"
    statuses = {
        who: signed_in(who).get(url).status_code
        for who in (
            "father",
            "mother",
            "grandmother",
            "stranger",
            "head",
            "officer",
            "auditor",
            "administrator",
        )
    }
    assert statuses == {
        "father": 200, "mother": 200, "grandmother": 404, "stranger": 404, "head": 404, "officer": 404,
        "auditor": 404, "administrator": 404,
    }  # fmt: skip


def test_numbers_are_masked_until_the_guardian_asks_to_check_them(cast, signed_in):
    cast.daughter.birth_certificate = "R330001234"
    cast.daughter.save()
    client = signed_in("father")
    url = f"/family/children/{cast.daughter.public_id}/"
    assert "R330001234" not in client.get(url).content.decode()
    assert "R330001234" in client.post(url + "full/").content.decode()


def test_an_edit_changes_what_is_typed_and_keeps_the_rest(cast, signed_in):
    url = f"/family/children/{cast.son.public_id}/edit/"
    answer = signed_in("mother").post(url, {"name": "", "sex": "m", "born": "2026-02-27"})
    assert answer.status_code == 302
    cast.son.refresh_from_db()
    assert (cast.son.name.reveal(), cast.son.born) == ("陈小树", date(2026, 2, 27))


def test_a_yes_and_its_withdrawal_are_two_rows(cast, signed_in):
    url = f"/family/children/{cast.son.public_id}/consent/"
    client = signed_in("mother")
    for agrees in ("yes", "no"):
        client.post(url, {"purpose": "photos", "agrees": agrees})
    rows = Consent.objects.order_by("pk").values_list("account__username", "purpose", "decision")
    assert list(rows) == [("mother", "photos", "granted"), ("mother", "photos", "withdrawn")]


def test_a_guardian_invites_another_by_a_link_shown_once(cast, signed_in):
    client = signed_in("mother")
    form = {"relation": "grandparent", "household": str(cast.household.public_id)}
    page = client.post("/family/guardians/", form).content.decode()
    [path] = re.findall(r"/family/invitation/[\w-]+/", page)
    assert path not in client.get("/family/guardians/").content.decode()
    grandmother = signed_in("grandmother")
    assert "林* 邀请您以“祖辈”的身份，一起照看 2 个孩子。" in grandmother.get(path).content.decode()
    assert grandmother.post(path).url == "/family/"
    held = Guardianship.objects.filter(account=cast.grandmother).order_by("child_id")
    assert [row.child_id for row in held] == [cast.daughter.pk, cast.son.pk]
    assert signed_in("stranger").get(path).status_code == 409


def test_an_invitation_taken_back_opens_nothing(cast, signed_in):
    client = signed_in("mother")
    form = {"relation": "other", "household": str(cast.household.public_id)}
    [path] = re.findall(
        r"/family/invitation/[\w-]+/", client.post("/family/guardians/", form).content.decode()
    )
    client.post("/family/guardians/withdraw/", {"invitation": Invitation.objects.get().pk})
    assert signed_in("stranger").post(path).status_code == 409
    assert Guardianship.objects.filter(account=cast.stranger).count() == 0


def test_a_place_is_kept_only_with_consent_and_only_to_a_hundred_metres(cast, signed_in):
    client = signed_in("father")
    url = "/family/places/?kind=home&address=小竹林托育园"
    form = {"kind": "home", "place": "0"}
    assert "保存常用地点需要您先同意它的用途" in client.post(url, form).content.decode()
    assert client.post(url, {**form, "agrees": "on"}).url == "/family/places/"
    place = FamilyPlace.objects.get()
    assert (place.kind, str(place.lon), str(place.lat)) == ("home", "120.136", "30.312")
    assert client.post("/family/places/forget/", {"kind": "home"}).status_code == 302
    assert FamilyPlace.objects.count() == 0


def test_an_erased_child_is_gone_for_everybody(cast, signed_in):
    url = f"/family/children/{cast.son.public_id}/erase/"
    assert signed_in("father").post(url).url == "/family/"
    cast.son.refresh_from_db()
    assert (cast.son.name.reveal(), cast.son.born, cast.son.identity) == ("已删除", date(2026, 1, 1), None)
    assert signed_in("mother").get(f"/family/children/{cast.son.public_id}/").status_code == 404


def test_an_export_holds_everything_about_me_and_my_children_and_nobody_else(cast, signed_in):
    answer = signed_in("father").post("/account/privacy/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="shanyu-20261121.json"'
    told = json.loads(answer.content)
    assert [child["name"] for child in told["children"]] == ["陈小丸", "陈小树"]
    assert told["account"]["name"] == "陈大山"
    assert "林小满" not in answer.content.decode()


def test_an_account_closes_when_no_child_is_left_alone(cast, signed_in):
    father = signed_in("father")
    assert father.post("/account/close/").url == "/"
    cast.father.refresh_from_db()
    assert (cast.father.name, cast.father.is_active) == ("已注销", False)
    assert signed_in("mother").post("/account/close/").status_code == 409


def test_a_key_of_the_api_is_shown_once(cast, signed_in):
    client = signed_in("boss")
    page = client.post("/account/keys/", {"label": "园所系统", "scopes": ["sites:read"], "days": "30"})
    whole = page.context["whole"]
    assert re.fullmatch(r"sy_[0-9a-f]{8}_[\w-]{43}", whole)
    again = client.get("/account/keys/").content.decode()
    assert whole not in again
    assert whole[:11] in again
    assert "带职业身份" in again
    assert signed_in("father").get("/account/keys/").context["may_create"] is False


def test_a_key_is_made_only_after_the_second_factor_and_the_page_leads_there(cast, signed_in):
    client = signed_in("boss", strong=False)
    page = client.post("/account/keys/", {"label": "园所系统", "scopes": ["hosts:read"], "days": "30"})
    assert 'href="/account/step-up/?next=/account/keys/"' in page.content.decode()
    assert not ApiKey.objects.exists()
    assert '/account/keys/"' in client.get("/account/me/").content.decode()
    assert '/account/keys/"' not in signed_in("father").get("/account/me/").content.decode()

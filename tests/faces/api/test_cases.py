"""Enrolment through the API: a family asks and answers, a site's own system offers and confirms."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Application, Case, Offer, Referral
from shanyu.domain.people.actions import create_api_key
from shanyu.kernel.door import StepUpNeeded
from tests.cast import TODAY
from tests.domain.agreements.making import at_signing, in_force, publish
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer, papers
from tests.domain.health.making import picture
from tests.faces.api.test_sites import key

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
FAMILY = ("cases:read", "cases:write")
SITE = ("enrolment:read", "enrolment:write")


@pytest.fixture
def api(cast):
    """`api("get", path, as_="father", **body)` is the answer; `as_=""` shows no key."""
    keys = {name: key(getattr(cast, name), *FAMILY) for name in ("father", "mother", "stranger")}
    keys["head"] = key(cast.head, *SITE)
    client = Client()

    def asked(method, path, *, as_="father", **body):
        headers = {"Authorization": f"Bearer {keys[as_]}"} if as_ else {}
        more = {"data": body, "content_type": "application/json"} if method in {"post", "put"} else {}
        return getattr(client, method)(f"/api/v1/{path}", headers=headers, **more)

    return asked


@pytest.fixture
def room(cast):
    return care_class(cast.bamboo, "大树班", 2)


def wish(child, *sites, **more) -> dict:
    return {
        "child": str(child.public_id),
        "sites": [str(site.public_id) for site in sites],
        "form": "full_day",
        "wanted_from": "2026-12-01",
        **more,
    }


def test_a_family_asks_at_two_sites_ranks_them_and_gives_one_up(cast, api):
    answer = api("post", "cases", **wish(cast.daughter, cast.bamboo, cast.far, ranked=True))
    made = answer.json()
    assert (answer.status_code, made["state"], made["asks"], made["site"]) == (201, "applied", 2, None)
    assert [(one["site"]["name"], one["rank"], one["position"]) for one in made["applications"]] == [
        (cast.bamboo.name, 1, 1),
        (cast.far.name, 2, 1),
    ]
    path = made["href"].removeprefix("/api/v1/")
    order = [one["id"] for one in reversed(made["applications"])]
    ranked = api("put", f"{path}/order", applications=order).json()
    assert [one["id"] for one in ranked["applications"]] == order
    left = api("delete", f"applications/{order[0]}", as_="mother").json()
    assert [(one["state"], one["position"]) for one in left["applications"]] == [
        ("withdrawn", None),
        ("waiting", 1),
    ]
    again = api("post", f"{path}/applications", site=str(cast.far.public_id))
    assert (again.status_code, again.json()["asks"]) == (201, 2)
    assert [one["id"] for one in api("get", "cases", as_="mother").json()] == [made["id"]]
    assert api("delete", path).json()["state"] == "withdrawn"


def test_a_site_s_own_system_offers_and_the_family_takes_it(cast, api, room):
    made = api("post", "cases", **wish(cast.daughter, cast.bamboo)).json()
    [item] = api("get", f"sites/{cast.bamboo.public_id}/inbox", as_="head").json()
    assert (item["case"], item["child_name"], item["next"]["mine"]) == (made["id"], "陈*", True)
    [line] = api("get", f"sites/{cast.bamboo.public_id}/waiting-list", as_="head").json()
    assert (line["position"], line["application"]) == (1, item["application"])
    path = f"applications/{item['application']}/offers"
    wanted = {"care_class": room.pk, "starts_on": "2026-12-01"}
    offered = api("post", path, as_="head", **wanted)
    assert (offered.status_code, offered.json()["state"]) == (201, "standing")
    assert api("post", path, as_="head", **wanted).json()["code"] == "TooLate"
    standing = api("get", f"cases/{made['id']}").json()["applications"][0]["offer"]
    assert (standing["id"], standing["care_class"]) == (offered.json()["id"], "大树班")
    taken = api("post", f"offers/{standing['id']}/accept", leave=False).json()
    assert (taken["state"], taken["site"]["name"]) == ("accepted", cast.bamboo.name)
    assert [(one["state"], one["first_day"], one["last_day"]) for one in taken["placements"]] == [
        ("planned", "2026-12-01", None)
    ]


def test_a_place_with_an_end_is_told_by_its_last_day(cast, api, room):
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    body = {"care_class": room.pk, "starts_on": "2026-12-01", "last_day": "2027-01-31"}
    assert api("post", f"applications/{asked.public_id}/offers", as_="head", **body).status_code == 201
    assert Offer.objects.get().placement.during.upper == date(2027, 2, 1)
    [board] = [
        one
        for one in api("get", f"sites/{cast.bamboo.public_id}/board", as_="head").json()
        if one["id"] == room.pk
    ]
    assert [(one["child_name"], one["first_day"], one["last_day"]) for one in board["places"]] == [
        ("陈*", "2026-12-01", "2027-01-31")
    ]
    assert board["free"] == [{"on": "2026-11-21", "free": 1}, {"on": "2027-02-01", "free": 2}]


def test_an_offer_is_declined_or_taken_back_and_an_application_refused(cast, api, room):
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    offers = f"applications/{asked.public_id}/offers"
    body = {"care_class": room.pk, "starts_on": "2026-12-01"}
    first = api("post", offers, as_="head", **body).json()["id"]
    back = api("post", f"offers/{first}/retract", as_="head", reason="mistake")
    assert back.json() == {"id": str(asked.public_id), "state": "waiting", "reason": ""}
    second = api("post", offers, as_="head", **body).json()["id"]
    assert api("post", f"offers/{second}/decline").json()["state"] == "applied"
    [asked] = ask(Case.objects.get(), cast.bamboo)
    refused = api("post", f"applications/{asked.public_id}/refuse", as_="head", reason="no_place")
    assert (refused.json()["state"], refused.json()["reason"]) == ("refused", "no_place")


def test_a_child_who_is_there_is_away_comes_back_moves_up_and_leaves(cast, api, room):
    upper = care_class(cast.bamboo, "森林班", 5, "mixed")
    one = attending(cast.daughter, room, cast.father, cast.head, TODAY)
    site = f"enrolments/{one.public_id}"
    assert api("post", f"cases/{one.public_id}/suspend", as_="mother").json()["state"] == "suspended"
    back = api("post", f"{site}/return", as_="head").json()
    assert (back["state"], back["away_since"]) == ("attending", None)
    board = api("post", f"{site}/move-up", as_="head", care_class=upper.pk, starts_on="2027-02-01").json()
    assert (board["name"], [place["first_day"] for place in board["places"]]) == ("森林班", ["2027-02-01"])
    left = api("post", f"{site}/leave", as_="head", last_day="2027-03-31").json()
    assert (left["state"], left["last_day"]) == ("attending", "2027-03-31")
    early = api("post", f"cases/{one.public_id}/leave", last_day="2026-12-31").json()
    assert [(place["state"], place["last_day"]) for place in early["placements"]] == [
        ("current", "2026-12-31")
    ]


def test_a_day_that_its_month_does_not_have_is_told_at_its_field(cast, api, room):
    one = attending(cast.daughter, room, cast.father, cast.head, TODAY)
    wrong = api("post", f"cases/{one.public_id}/leave", last_day="2027-02-30")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["last_day"])


def test_free_places_are_told_to_everybody(cast, api, room):
    offer(ask(case(cast.daughter, cast.father), cast.bamboo)[0], room, cast.head, MARCH)
    places = api("get", f"sites/{cast.bamboo.public_id}/free-places", as_="").json()
    assert {one["name"]: one["free"] for one in places} == {
        "向阳班": [{"on": "2026-11-21", "free": 5}],
        "大树班": [{"on": "2026-11-21", "free": 1}],
    }


def test_a_stranger_s_key_and_another_side_s_key_reach_nothing(cast, api, room):
    one = attending(cast.daughter, room, cast.father, cast.head, TODAY)
    for method, path, body in (
        ("get", f"cases/{one.public_id}", {}),
        ("delete", f"cases/{one.public_id}", {}),
        ("post", f"cases/{one.public_id}/suspend", {}),
        ("get", f"sites/{cast.bamboo.public_id}/inbox", {}),
        ("post", f"enrolments/{one.public_id}/documents/confirm", {}),
    ):
        assert api(method, path, as_="", **body).status_code == 401
        expected = 404 if path.startswith("cases") else 403
        assert api(method, path, as_="stranger", **body).status_code == expected, path
    both = Client(headers={"Authorization": f"Bearer {key(cast.head, *FAMILY, *SITE)}"})
    assert both.post(f"/api/v1/cases/{one.public_id}/suspend").status_code == 404
    assert both.post(f"/api/v1/enrolments/{one.public_id}/suspend").status_code == 200
    assert Application.objects.count() == 1


def test_a_key_over_a_site_s_families_needs_a_second_factor(cast):
    weak = cast.actor("head", strong=False)
    for scope in SITE:
        with pytest.raises(StepUpNeeded):
            create_api_key(weak, label="园所系统", scopes=[scope])


def test_the_agreement_is_read_and_signed_by_its_hash_first_by_the_family(cast, api):
    one = at_signing(cast)
    own, site = f"cases/{one.public_id}", f"enrolments/{one.public_id}"
    paper = api("get", f"{own}/agreement").json()["agreement"]
    assert (paper["state"], paper["fee_fen"], paper["waits_for"]) == ("open", 268000, ["family", "site"])
    assert {"label": "孩子", "value": "陈小丸"} in paper["facts"]
    early = api("post", f"{site}/agreement/countersign", as_="head", sha256=paper["sha256"])
    assert early.json()["code"] == "SignFirst"
    assert api("post", f"{own}/agreement/sign", sha256="0" * 64).json()["code"] == "TextChanged"
    signed = api("post", f"{own}/agreement/sign", sha256=paper["sha256"]).json()["agreement"]
    assert [(line["signed_as"], line["name"]) for line in signed["signatures"]] == [("父亲", "陈大山")]
    placed = api("post", f"{site}/agreement/countersign", as_="head", sha256=paper["sha256"]).json()
    assert (placed["agreement"]["state"], Case.objects.get().state) == ("in_force", "placed")
    assert api("get", f"{site}/agreement", as_="head").json() == placed
    assert api("get", f"{own}/agreement", as_="stranger").status_code == 404


def test_documents_of_a_case_are_told_with_their_source(cast, api):
    one = at_signing(cast)
    lines = api("get", f"cases/{one.public_id}/documents").json()
    assert lines == api("get", f"enrolments/{one.public_id}/documents", as_="head").json()
    assert {line["kind"]: line["needed"] for line in lines}["residence"] is True


def test_a_site_confirms_a_form_it_was_shown_by_its_day(cast, api, room):
    one = case(cast.daughter, cast.father)
    made = offer(ask(one, cast.bamboo)[0], room, cast.head, DECEMBER)
    calls.accept(made.pk, cast.father.pk)
    papers(one, cast.father)
    path = f"enrolments/{one.public_id}"
    assert api("post", f"{path}/documents/confirm", as_="head").json()["state"] == "checkup"
    assert api("post", f"{path}/checkup/confirm", as_="head").status_code == 409
    assert api("post", f"{path}/checkup/confirm?paper_of=2026-11-31", as_="head").status_code == 422
    assert (
        api("post", f"{path}/checkup/confirm?paper_of=2026-11-20", as_="head").json()["state"] == "agreement"
    )


def test_a_change_is_previewed_proposed_and_signed_by_both_sides_and_the_fee_follows(cast, api):
    one = in_force(cast)
    publish(cast.bamboo, "half_day", 160000)
    own, site = f"cases/{one.public_id}", f"enrolments/{one.public_id}"
    plan = {"form": "half_day", "begins_on": "2027-01-01"}
    told = api("post", f"{own}/changes/preview", **plan).json()
    assert (told["next_before"]["total_fen"] - told["next_after"]["total_fen"]) == -told[
        "next_difference_fen"
    ]
    made = api("post", f"{own}/changes", **plan)
    change = made.json()
    assert (made.status_code, change["state"], change["closes"]) == (201, "open", "12:00")
    assert api("post", f"{own}/changes", **plan).json()["code"] == "ChangeStands"
    assert [line["id"] for line in api("get", f"{site}/changes", as_="head").json()] == [change["id"]]
    signed = {"sha256": change["sha256"]}
    assert api("post", f"{own}/changes/{change['id']}/sign", as_="stranger", **signed).status_code == 404
    assert api("post", f"{own}/changes/{change['id']}/sign", **signed).json()["waits_for"] == ["site"]
    done = api("post", f"{site}/changes/{change['id']}/countersign", as_="head", **signed).json()
    assert done["state"] == "in_force"
    fees = api("get", f"{own}/fees?month=2027-01").json()
    assert [(line["form"], line["amount_fen"]) for line in fees["lines"] if line["kind"] == "care"] == [
        ("half_day", 160000)
    ]
    assert api("get", f"{site}/fees?month=2027-01", as_="head").json() == fees
    assert api("get", f"{own}/fees?month=2027-13").status_code == 422


def test_a_proposed_change_is_taken_back_by_its_own_side_s_address_only(cast, api):
    one = in_force(cast)
    own, site = f"cases/{one.public_id}", f"enrolments/{one.public_id}"
    upper = care_class(cast.bamboo, "森林班", 5, "mixed")
    plan = {"form": "full_day", "begins_on": "2027-01-01", "care_class": upper.pk}
    change = api("post", f"{site}/changes", as_="head", **plan).json()
    assert (change["care_class_name"], change["waits_for"]) == ("森林班", ["family", "site"])
    assert api("delete", f"{site}/changes/{change['id']}").status_code == 403
    assert api("delete", f"{own}/changes/{one.public_id}").status_code == 404
    assert api("delete", f"{own}/changes/{change['id']}").json()["state"] == "withdrawn"
    assert api("delete", f"{site}/changes/{change['id']}", as_="head").json()["code"] == "NotOpen"


def test_a_document_is_handed_in_and_read_by_the_site_that_was_accepted(cast, api, room):
    one = case(cast.daughter, cast.father)
    made = offer(ask(one, cast.bamboo)[0], room, cast.head, DECEMBER)
    assert calls.accept(made.pk, cast.father.pk) == "accepted"
    own, site = f"cases/{one.public_id}", f"enrolments/{one.public_id}"
    client = Client(headers={"Authorization": f"Bearer {key(cast.father, *FAMILY)}"})
    sent = {"kind": "residence", "file": SimpleUploadedFile("户口簿.jpg", picture().read())}
    answer = client.post(f"/api/v1/{own}/documents", sent)
    lines = {line["kind"]: line for line in answer.json()}
    assert (answer.status_code, lines["residence"]["state"], lines["residence"]["has_file"]) == (
        201,
        "there",
        True,
    )
    path = f"documents/{lines['residence']['id']}/file"
    got = api("get", f"{own}/{path}")
    assert (got.status_code, got["Content-Type"], got["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    assert api("get", f"{site}/{path}", as_="head").status_code == 200
    assert api("get", f"{own}/{path}", as_="stranger").status_code == 404
    assert api("get", f"{own}/documents/{one.public_id}/file").status_code == 404
    assert client.post(f"/api/v1/{own}/documents", {"kind": "residence"}).status_code == 422
    wrong = {"kind": "residence", "file": SimpleUploadedFile("a.png", b"<html></html>")}
    assert client.post(f"/api/v1/{own}/documents", wrong).json()["errors"].keys() == {"file"}


def test_a_guardian_agrees_to_a_referral_and_the_other_site_takes_it_up(cast, api):
    asked = Referral.objects.create(
        child=cast.daughter, from_site=cast.far, to_site=cast.bamboo, made_by=cast.boss, parts=["allergies"]
    )
    path, inbox = f"referrals/{asked.public_id}", f"sites/{cast.bamboo.public_id}/referrals"
    assert [(line["id"], line["may"]) for line in api("get", "referrals").json()] == [
        (str(asked.public_id), ["agree", "refuse"])
    ]
    assert api("get", inbox, as_="head").json() == []
    assert api("post", f"{path}/take", as_="head").status_code == 404
    assert api("post", f"{path}/agree", as_="stranger").status_code == 404
    assert api("post", f"{path}/agree").json()["state"] == "agreed"
    assert [(line["child"], line["may"]) for line in api("get", inbox, as_="head").json()] == [
        ("陈*", ["take", "decline"])
    ]
    assert api("post", f"{path}/take", as_="head").json()["state"] == "taken"
    assert api("post", f"{path}/decline", as_="head").json()["code"] == "TooLate"
    assert api("post", f"{path}/end").json()["state"] == "ended"

"""Every page of the host opens for its keeper, speaks both languages, and is not there for others."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from shanyu.domain.booking import claims, codes
from shanyu.domain.booking.claims import Asked
from shanyu.domain.booking.making import host_of
from shanyu.domain.booking.models import Booking, PlanItem, Session, TrustMark
from shanyu.domain.booking.models.hosts import Partner, PartnerPost
from tests.cast import NOW, SINCE
from tests.domain.booking.families import families, family
from tests.domain.booking.making import session

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=30)


def booked(a_session, a_family) -> Booking:
    children = [child.pk for child in a_family.children]
    asked = Asked(a_session.pk, a_family.account.pk, a_family.household.pk, children, uuid4())
    return Booking.objects.get(pk=claims.claim(asked).booking)


@pytest.fixture
def stage(cast) -> dict:
    """A session that begins soon with one family in it and one in line, a plan, a mark to decide on."""
    host, made = host_of(cast.station), session(cast.station, 1, starts=SOON)
    one, waits = (booked(made, a_family) for a_family in families(2))
    item = PlanItem.objects.create(
        host=host, term_from=NOW.date(), term_to=NOW.date() + timedelta(days=90), kind="activity",
        title="亲子音乐", sessions=4, capacity=8, model=made,
        reasons=[{"why": "more", "ratio": 1.5, "outside": 2}, {"why": "wish", "wish": "weekend", "voices": 3}],
    )  # fmt: skip
    mark = TrustMark.objects.create(
        booking=one, account=one.account, kind="late", at=NOW, appeal="孩子发烧", appealed_at=NOW
    )
    at, of = f"/host/{host.public_id}/", f"/host/sessions/{made.public_id}/"
    return {
        "session": made, "booking": one, "host": host,
        "paths": {
            "calendar": at, "month": f"{at}?view=month", "table": f"{at}sessions/", "new": f"{at}new/",
            "series": f"{at}series/", "feed": f"{at}feed/", "report": f"{at}report/",
            "plan": f"{at}plan/", "add": f"{at}plan/add/", "appeals": f"{at}appeals/",
            "item": f"/host/plan/{item.pk}/", "session": of, "edit": f"{of}edit/", "places": f"{of}places/",
            "people": f"{of}people/", "door": f"{of}door/", "session_report": f"{of}report/",
            "move": f"/host/bookings/{waits.public_id}/move/", "appeal": f"/host/appeals/{mark.pk}/",
        },
    }  # fmt: skip


def test_every_page_opens_for_the_keeper(stage, signed_in):
    client = signed_in("keeper")
    found = {name: client.get(path).status_code for name, path in stage["paths"].items()}
    assert found == dict.fromkeys(found, 200)


def test_every_page_speaks_english(stage, signed_in):
    client = signed_in("keeper")
    client.cookies["django_language"] = "en"
    for name, path in stage["paths"].items():
        html = client.get(path).content.decode()
        for word in ("返回", "保存", "新建", "签到", "名额", "候补", "请", "没有", "开始"):
            assert f">{word}" not in html, (name, word)


@pytest.mark.parametrize("name", ["head", "father", "carer", "stranger"])
def test_a_hosts_pages_are_not_there_for_others(stage, signed_in, name):
    client = signed_in(name)
    found = {key: client.get(path).status_code for key, path in stage["paths"].items()}
    assert found == dict.fromkeys(found, 404)


def test_somebody_with_one_host_goes_straight_there_and_a_head_of_two_chooses(stage, signed_in):
    answer = signed_in("keeper").get("/host/")
    assert answer["Location"] == stage["paths"]["calendar"]
    assert signed_in("head").get("/host/").status_code == 200


def test_a_partner_hosts_too(cast, signed_in):
    farm = Partner.objects.create(
        kind="farm", name="半山农场", region=cast.street, address="半山路1号", lon=120.1, lat=30.3
    )
    PartnerPost.objects.create(account=cast.stranger, partner=farm, valid=SINCE)
    client = signed_in("stranger")
    path = client.get("/host/")["Location"]
    assert "半山农场" in client.get(path).content.decode()


TYPED = {
    "kind": "activity", "title": "故事会", "spoken": "zh", "day": "2026-12-05", "starts_at": "10:00",
    "ends_at": "11:00", "unit": "child", "age_from": "6", "age_to": "36", "most_adults": "2", "price": "0",
    "popular": "auto", "capacity": "8", "exclusive": "on",
}  # fmt: skip


def test_a_session_is_typed_saved_and_published(stage, signed_in):
    client, path = signed_in("keeper"), stage["paths"]["new"]
    wrong = client.post(path, TYPED | {"ends_at": "09:00", "do": "publish"})
    assert wrong.status_code == 422
    assert "结束应晚于开始" in wrong.content.decode() and 'value="故事会"' in wrong.content.decode()
    assert client.post(path, TYPED | {"do": "publish"}).status_code == 302
    made = Session.objects.get(title="故事会")
    assert (made.state, made.counter.capacity) == ("published", 8)
    clash = client.post(path, TYPED | {"title": "早操", "do": "draft"})
    assert clash.status_code == 422 and "故事会" in clash.content.decode()


def test_a_series_is_looked_at_first_and_made_after_that(stage, signed_in):
    client, path = signed_in("keeper"), stage["paths"]["series"]
    typed = TYPED | {"weekdays": ["6"], "last": "2026-12-26", "skipping": "2026-12-12"}
    shown = client.post(path, typed | {"do": "preview"})
    assert shown.status_code == 200 and "可以生成 3 场" in shown.content.decode()
    assert Session.objects.filter(title="故事会").count() == 0
    assert client.post(path, typed | {"do": "make"}).status_code == 302
    assert Session.objects.filter(title="故事会", state="draft").count() == 3


def test_a_session_with_its_form_unchanged_stays_as_it_is(stage, signed_in):
    client, made = signed_in("keeper"), stage["session"]
    form = client.get(stage["paths"]["edit"]).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    sent = {
        name: value.strftime("%Y-%m-%dT%H:%M")
        if hasattr(value, "tzinfo") and hasattr(value, "year")
        else value
        for name, value in typed.items()
        if value is not None and value is not False and value != ""
    }
    before = (
        Session.objects.filter(pk=made.pk).values("starts_at", "opens_at", "cancel_until", "popular").get()
    )
    assert client.post(stage["paths"]["edit"], sent).status_code == 302
    after = (
        Session.objects.filter(pk=made.pk).values("starts_at", "opens_at", "cancel_until", "popular").get()
    )
    assert after == before


def test_chosen_rows_are_called_off_with_one_reason(stage, signed_in):
    client, made = signed_in("keeper"), stage["session"]
    sent = {"chosen": [str(made.public_id)], "do": "call_off", "because": ""}
    assert client.post(stage["paths"]["table"], sent).status_code == 422
    assert client.post(stage["paths"]["table"], sent | {"because": "停电"}).status_code == 200
    assert Session.objects.get(pk=made.pk).cancelled_because == "停电"


ITEM = {
    "kind": "course", "title": "婴儿抚触", "title_en": "", "sessions": "6", "capacity": "8", "unit": "family",
    "age_from": "2", "age_to": "12", "term_from": "2026-12-01", "term_to": "2027-02-28",
}  # fmt: skip


def test_an_item_of_one_s_own_is_added_and_lands_on_its_page(stage, signed_in):
    client, path = signed_in("keeper"), stage["paths"]["add"]
    assert path in client.get(stage["paths"]["plan"]).content.decode()
    answer = client.post(path, ITEM)
    made = PlanItem.objects.get(title="婴儿抚触")
    assert (answer.status_code, answer["Location"]) == (302, f"/host/plan/{made.pk}/")
    assert (made.kind, made.unit, made.sessions, made.state) == ("course", "family", 6, "draft")


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"title": "亲子音乐", "term_from": "2026-11-21"}, "title", "这一期里已经有同名的一项"),
        ({"age_to": "1"}, "age_to", "最大月龄不能小于最小月龄"),
        ({"term_to": "2026-11-30"}, "term_to", "结束日期不能早于开始日期"),
        ({"term_from": "2026-09-01", "term_to": "2026-11-20"}, "term_to", "这一期已经过去"),
        ({"kind": "drop_in"}, "kind", ""),
        ({"sessions": ""}, "sessions", "这一项要填写"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_beside_its_field(stage, signed_in, wrong, field, words):
    answer = signed_in("keeper").post(stage["paths"]["add"], ITEM | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.context["form"].errors[field][0]
    assert not PlanItem.objects.filter(term_to="2027-02-28").exists()


def test_an_agreed_item_without_a_past_session_becomes_a_series(stage, signed_in):
    client = signed_in("keeper")
    client.post(stage["paths"]["add"], ITEM)
    item = PlanItem.objects.get(title="婴儿抚触")
    client.post(f"/host/plan/{item.pk}/", {"do": "agreed"})
    way = f"{stage['paths']['series']}?item={item.pk}"
    assert way in client.get(f"/host/plan/{item.pk}/").content.decode()
    form = client.get(way).context["form"]
    named = {name: str(form[name].value()) for name in ("title", "kind", "unit", "day", "last", "item")}
    assert named == {
        "title": "婴儿抚触", "kind": "course", "unit": "family", "day": "2026-12-01", "last": "2027-01-11",
        "item": str(item.pk),
    }  # fmt: skip
    typed = TYPED | {"weekdays": ["6"], "last": "2026-12-26", "item": str(item.pk)}
    shown = client.post(way, typed | {"do": "preview"}).content.decode()
    assert f'name="item" value="{item.pk}"' in shown
    item.refresh_from_db()
    assert item.state == "agreed"
    client.post(way, typed | {"do": "make"})
    item.refresh_from_db()
    assert item.state == "published"


def test_the_plan_of_another_host_fills_no_form(stage, cast, signed_in):
    other = PlanItem.objects.create(
        host=host_of(cast.bamboo), term_from=NOW.date(), term_to=NOW.date(), kind="activity", title="别家的",
        sessions=1, capacity=1,
    )  # fmt: skip
    way = f"{stage['paths']['series']}?item={other.pk}"
    assert signed_in("keeper").get(way).status_code == 404


def test_too_few_places_name_the_families(stage, signed_in):
    pool = stage["session"].pools.get().pk
    answer = signed_in("keeper").post(
        stage["paths"]["places"], {"do": "resize", "pool": pool, "capacity": "0"}
    )
    assert answer.status_code == 409
    assert "<li>家*</li>" in answer.content.decode()


def test_the_table_is_a_file_too(stage, signed_in):
    path = f"/host/{stage['host'].public_id}/export/"
    text = b"".join(signed_in("keeper").get(path).streaming_content).decode()
    assert "亲子音乐" in text and "可预约" not in text.splitlines()[0]
    report = f"{stage['paths']['report']}export/"
    assert signed_in("keeper").get(report).status_code == 200


def test_the_table_asks_a_fixed_number_of_questions(stage, cast, signed_in, django_assert_max_num_queries):
    client, path = signed_in("keeper"), stage["paths"]["table"]
    client.get(path)
    with django_assert_max_num_queries(40) as few:
        client.get(path)
    for number in range(12):
        session(cast.station, starts=NOW + timedelta(days=number + 1))
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(path).status_code == 200


def test_a_family_is_marked_by_tap_and_by_code_without_any_script(stage, signed_in):
    client, one = signed_in("keeper"), stage["booking"]
    client.post(stage["paths"]["door"], {"booking": str(one.public_id), "kind": "no_show"})
    assert Booking.objects.get(pk=one.pk).state == "no_show"
    client.post(stage["paths"]["door"], {"code": codes.code_of(one), "kind": "arrived"})
    assert Booking.objects.get(pk=one.pk).state == "attended"


def test_a_batch_that_comes_twice_is_answered_twice_and_counted_once(stage, signed_in):
    client, one = signed_in("keeper"), stage["booking"]
    path = f"/host/sessions/{stage['session'].public_id}/marks/"
    at = int(NOW.timestamp() * 1000)
    marks = [
        {"mark": str(uuid4()), "booking": str(one.public_id), "kind": "arrived", "at": at},
        {"mark": str(uuid4()), "code": "ZZZZZZ", "kind": "arrived", "at": at},
        {"mark": "nonsense"},
        7,
    ]
    for _time in range(2):
        answer = client.post(path, json.dumps({"marks": marks}), content_type="application/json")
        assert [row["problem"] for row in answer.json()["answers"]] == ["", "unknown"]
    assert one.marks.count() == 1


@pytest.mark.parametrize("body", ["", "[]", '{"marks": 3}', "\x00"])
def test_what_is_no_batch_is_refused(stage, signed_in, body):
    path = f"/host/sessions/{stage['session'].public_id}/marks/"
    assert signed_in("keeper").post(path, body, content_type="application/json").status_code == 422


def test_an_officer_decides_an_appeal_of_the_district(stage, signed_in):
    client = signed_in("officer")
    assert "孩子发烧" in client.get("/host/appeals/").content.decode()
    assert 'href="/host/appeals/"' in client.get("/authority/").content.decode()
    assert 'href="/authority/activities/"' in client.get("/host/appeals/").content.decode()
    sent = {"do": "forgive", "answer": "祝早日康复"}
    assert client.post(stage["paths"]["appeal"], sent)["Location"] == "/host/appeals/"
    assert TrustMark.objects.get().forgiven is True


def test_no_phone_of_a_family_is_on_any_page(stage, cast, signed_in):
    one = family("有电话")
    one.account.phone = "13800001234"
    one.account.save()
    booked(stage["session"], one)
    client = signed_in("keeper")
    for path in stage["paths"].values():
        assert "13800001234" not in client.get(path).content.decode()

"""Finding care: who stands in the list, in which order and in which words, with and without a script."""

import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client

from shanyu.domain.people.models import FamilyPlace
from shanyu.domain.providers.models import Authorisation, Favourite, Site
from tests import cast as people

HOME = "near=120.1370,30.3120"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results"}


@pytest.fixture
def visitor(cast) -> Client:
    return Client()


def names(response) -> list[str]:
    return [card.name for card in response.context["cards"]]


def facts(response) -> dict[str, list[str]]:
    return {card.name: [fact.words for fact in card.facts] for card in response.context["cards"]}


def find(client: Client, query: str = "", **more):
    response = client.get(f"/find/?{query}", **more)
    assert response.status_code == 200
    return response


def test_a_visitor_without_a_place_sees_all_open_sites_by_name(visitor):
    response = find(visitor)
    assert sorted(names(response)) == sorted(
        ["小竹林托育园", "小竹林托育园柳浪分园", "和睦成长驿站", "和睦小学暑期托管", "北山托育园"]
    )
    assert "找到 5 家" in response.content.decode()


def test_from_a_place_the_nearest_comes_first_with_minutes_before_metres(visitor):
    response = find(visitor, HOME)
    assert names(response)[0] == "小竹林托育园"
    first = response.context["cards"][0]
    assert re.fullmatch(r"走路1分钟 · \d+米", first.walk)
    assert first.estimated
    assert "直线估算" in response.content.decode()


def test_a_card_says_places_fee_and_hours_and_no_more(visitor):
    shown = facts(find(visitor, HOME))
    assert shown["小竹林托育园"] == ["空位 5 个", "¥2,680/月", "07:30–18:30"]
    assert max(len(one) for one in shown.values()) <= 3


def test_places_are_counted_for_the_age_that_was_asked(visitor):
    shown = facts(find(visitor, f"{HOME}&age=27&kind=nursery"))
    assert shown["小竹林托育园"][0] == "适龄空位 5 个"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=station", ["和睦成长驿站"]),
        ("inclusive=on", ["小竹林托育园"]),
        ("kind=nursery&fee=3000", ["小竹林托育园"]),
        ("free=on", ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ("early=on", ["小竹林托育园", "小竹林托育园柳浪分园"]),
        ("late=on&inclusive=on", ["小竹林托育园"]),
        ("form=full_day&fee=2000", []),
        (f"{HOME}&minutes=5", ["小竹林托育园", "和睦成长驿站"]),
    ],
)
def test_each_filter_narrows_the_list(visitor, query, expected):
    assert sorted(names(find(visitor, query))) == sorted(expected)


def test_a_filter_that_is_on_is_a_chip_that_takes_it_off(visitor):
    response = find(visitor, f"{HOME}&kind=nursery&kind=station&free=on&age=27")
    chips = {chip.label: parse_qs(chip.query) for chip in response.context["asked"].chips()}
    assert list(chips) == ["托育机构", "成长驿站", "收2岁3个月的孩子", "有空位"]
    assert chips["托育机构"]["kind"] == ["station"]
    assert "free" not in chips["有空位"]


def test_where_nothing_fits_the_page_says_what_to_loosen(visitor):
    response = find(visitor, "form=full_day&fee=2000&free=on")
    assert "这样找，没有合适的" in response.content.decode()
    assert [chip.label for chip in response.context["asked"].loosen()] == [
        "有空位",
        "不超过¥2,000/月",
        "全日托",
    ]


def test_what_cannot_be_read_is_left_out_and_said(visitor):
    response = find(visitor, "near=somewhere&kind=castle&fee=-3&age=none")
    assert response.context["asked"].near is None
    assert len(names(response)) == 5
    assert "没有看懂这个位置，请重新选择。" in response.content.decode()


def test_a_word_that_is_no_place_is_looked_for_in_names(visitor):
    response = find(visitor, "q=柳浪分园")
    assert names(response)[0] == "小竹林托育园柳浪分园"


def test_a_typed_place_is_looked_up_again_only_when_it_changed(visitor):
    asked = find(visitor, f"q=和睦&place=和睦&{HOME}").context["asked"]
    assert asked.near == (120.137, 30.312)
    assert asked.near_words == "和睦"


def test_htmx_gets_only_the_results_and_a_short_address(visitor):
    response = find(visitor, f"{HOME}&kind=nursery&fee=&q=&work_q=&sort=fee", **HTMX)
    content = response.content.decode()
    assert content.startswith('<div id="results"')
    assert "<html" not in content
    pushed = urlsplit(response["HX-Push-Url"])
    assert (pushed.path, parse_qs(pushed.query)) == (
        "/find/",
        {"near": ["120.1370,30.3120"], "kind": ["nursery"], "sort": ["fee"]},
    )


def test_the_shared_link_carries_the_filters_and_not_the_place(visitor):
    url = find(visitor, f"{HOME}&kind=nursery&free=on&q=x&place=x").context["share_url"]
    assert parse_qs(urlsplit(url).query) == {"kind": ["nursery"], "free": ["on"]}


def test_up_to_three_sites_are_chosen_in_the_address(cast):
    ids = [cast.bamboo.public_id, cast.willow.public_id, cast.far.public_id]
    query = "&".join(f"compare={one}" for one in [*ids, cast.station.public_id, "nonsense"])
    response = find(Client(), query)
    assert response.context["asked"].compared == ids
    assert not response.context["may_choose"]
    links = {card.name: parse_qs(card.compare_query).get("compare", []) for card in response.context["cards"]}
    assert [UUID(one) for one in links["小竹林托育园"]] == ids[1:]


def test_a_site_without_a_valid_filing_is_marked_in_words(cast):
    Authorisation.objects.filter(site=cast.willow).delete()
    cards = {card.name: card for card in find(Client()).context["cards"]}
    assert (cards["小竹林托育园柳浪分园"].mark, cards["小竹林托育园柳浪分园"].mark_words) == (
        "invalid",
        "请先核实",
    )
    assert (cards["小竹林托育园"].mark, cards["小竹林托育园"].mark_words) == ("valid", "已备案，有效")


def test_a_guardian_is_offered_the_ages_of_the_own_children_by_name(signed_in):
    ages = find(signed_in("father")).context["ages"]
    assert [(one["value"], one["label"]) for one in ages[:2]] == [
        (27, "陈小丸 2岁3个月"),
        (8, "陈小树 8个月"),
    ]
    assert "陈小丸" not in find(signed_in("stranger")).content.decode()


def test_a_stored_home_is_a_start_without_coordinates_in_the_address(cast, signed_in):
    FamilyPlace.objects.create(account=cast.father, kind="home", lon="120.137", lat="30.312")
    response = find(signed_in("father"), "start=home")
    assert response.context["asked"].near == (120.137, 30.312)
    pushed = find(signed_in("father"), "start=home", **HTMX)["HX-Push-Url"]
    assert pushed == "/find/?start=home"


def test_near_work_tells_both_distances(cast, signed_in):
    FamilyPlace.objects.create(account=cast.father, kind="work", lon="120.145", lat="30.320")
    cards = find(signed_in("father"), f"{HOME}&near_work=on").context["cards"]
    assert {card.name: bool(card.work) for card in cards}["小竹林托育园柳浪分园"]


def test_favourites_are_kept_by_post_and_ask_a_visitor_to_sign_in(cast, signed_in):
    url = f"/sites/{cast.bamboo.public_id}/favourite/"
    assert Client().post(url, {"keep": "1"}).url.startswith("/account/login/?next=")
    father = signed_in("father")
    assert father.post(url, {"keep": "1"}).status_code == 302
    assert [one.site for one in Favourite.objects.filter(account=cast.father)] == [cast.bamboo]
    hearts = {card.name: card.favourite for card in find(father).context["cards"]}
    assert (hearts["小竹林托育园"], hearts["小竹林托育园柳浪分园"]) == (True, False)
    answer = father.post(url, {"keep": "0", "name": "小竹林托育园"}, HTTP_HX_REQUEST="true")
    assert 'aria-pressed="false"' in answer.content.decode()
    assert not Favourite.objects.exists()


def test_the_number_of_questions_does_not_grow_with_the_list(cast, django_assert_max_num_queries):
    for number in range(30):
        people.site(cast.operator, "nursery", f"新园{number:02}", cast.street, 120.13 + number / 5000, 30.31)
    find(Client(), HOME)
    with django_assert_max_num_queries(16):
        response = find(Client(), HOME)
    assert len(names(response)) == 20
    assert response.context["more"] == Site.objects.filter(state="open").count() - 20
    assert len(names(find(Client(), f"{HOME}&page=2"))) == 35


def test_the_form_works_without_a_script(visitor):
    content = find(visitor, HOME).content.decode()
    form = content[
        content.index('<form class="find-form"') : content.index("</form>", content.index("find-form"))
    ]
    assert 'method="get"' in form
    assert form.count("<button") >= 2
    for name in (
        "q",
        "age",
        "free",
        "inclusive",
        "early",
        "late",
        "kind",
        "form",
        "minutes",
        "fee",
        "work_q",
    ):
        assert f'name="{name}"' in form


def test_suggestions_come_for_two_letters_and_more(visitor):
    assert visitor.get("/find/suggest/?q=和").context["places"] == []
    assert "没有叫这个名字的地点" in visitor.get("/find/suggest/?q=不存在的地方").content.decode()


def test_the_list_speaks_english(cast):
    client = Client()
    client.cookies["django_language"] = "en"
    content = find(client, HOME).content.decode()
    assert "Little Bamboo Nursery" in content
    assert "min walk" in content

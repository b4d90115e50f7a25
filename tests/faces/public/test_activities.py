"""Near me: the list, the calendar, the map, and what a family need not type."""

from datetime import timedelta

from tests.cast import NOW
from tests.domain.booking.making import session


def test_the_list_says_when_for_whom_and_how_many_places(client, cast):
    made = session(cast.station, 5, starts=NOW + timedelta(days=1), age_from=6, age_to=18)
    page = client.get("/activities/").content.decode()
    assert f'href="/activities/{made.public_id}/"' in page
    for words in ("有 1 场", "11月22日 周日 09:30–10:30", "6个月到1岁6个月", "还有 5 个名额", "免费"):
        assert words in page


def test_a_family_sees_what_fits_its_own_children(cast, signed_in):
    session(cast.station, starts=NOW + timedelta(days=1), age_from=48, age_to=60, title="大孩子")
    session(cast.station, starts=NOW + timedelta(days=1), age_from=24, age_to=36, title="小孩子")
    page = signed_in("father").get("/activities/").content.decode()
    assert "小孩子" in page
    assert "大孩子" not in page
    assert "大孩子" in signed_in("father").get("/activities/?asked=on").content.decode()


def test_entry_check_ups_are_shown_to_whoever_asks_for_them(client, cast):
    session(cast.station, starts=NOW + timedelta(days=1), kind="checkup", title="入托体检")
    assert "没有找到" not in client.get("/activities/?kind=checkup").content.decode()
    assert ">入托体检</" in client.get("/activities/?kind=checkup").content.decode()
    assert "有 1 场" not in client.get("/activities/").content.decode()


def test_the_calendar_has_a_column_for_each_day(client, cast):
    session(cast.station, starts=NOW + timedelta(days=2))
    page = client.get("/activities/?view=days").content.decode()
    assert page.count("near-column") == 7
    assert page.count("没有活动") == 6


def test_an_empty_week_leads_to_the_next(client, cast):
    page = client.get("/activities/").content.decode()
    assert "这些日子没有合适的活动" in page
    assert 'href="?week=1"' in page


def test_more_of_a_long_list_is_one_tap_away(client, cast):
    for n in range(23):
        session(cast.station, starts=NOW + timedelta(days=1, minutes=n))
    assert "再看（还有 3 场）" in client.get("/activities/").content.decode()
    assert "再看" not in client.get("/activities/?page=2").content.decode()


def test_the_map_has_one_pin_for_a_host(client, cast):
    for n in range(3):
        session(cast.station, starts=NOW + timedelta(days=1, minutes=n))
    session(cast.bamboo, starts=NOW + timedelta(days=2))
    found = client.get("/map/activities.json").json()
    assert (found["total"], len(found["features"])) == (4, 2)


def test_only_the_results_are_sent_to_a_script(client, cast):
    answer = client.get("/activities/?asked=on", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="results")
    assert answer.content.decode().lstrip().startswith('<div id="results"')
    assert answer["HX-Push-Url"] == "/activities/?asked=on"

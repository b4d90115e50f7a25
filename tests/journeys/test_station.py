"""At the station: a neighbour takes a child over and hands it back, also while the network is off; a grandmother
in elder mode checks in; and every page of the station looked at."""

from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from psycopg.types.range import DateRange

from shanyu.domain.people.models import Guardianship
from shanyu.domain.stations.actions import hand_in, save_equipment, set_opening_hours
from shanyu.domain.stations.models import HandOver, Minding, PlayVisit
from shanyu.domain.stations.posters import token_of
from shanyu.domain.stations.rules import Hours
from tests.cast import NOW
from tests.domain.stations.making import child_here, guardian_of, hour, neighbour, on_duty
from tests.journeys.conftest import SIZES
from tests.journeys.pages import STATES
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    page.clock.set_fixed_time(NOW)
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


@pytest.fixture
def day(cast):
    """Two neighbours on duty; one minds a child since twenty minutes ago."""
    one, two = neighbour(cast.station, "孙阿姨"), neighbour(cast.station, "李伯伯")
    for each in (one, two):
        on_duty(cast.station, each.worker, cast.keeper)
    an_hour = hour(cast.station)
    child, later = (child_here(cast, name, date(2024, 8, 1), an_hour) for name in "ab")
    keeper = cast.actor("keeper")
    set_opening_hours(keeper, cast.station, {6: [Hours(0, 1440)]})
    save_equipment(keeper, cast.station, kind="toy", name="积木", count=3)
    hand_in(keeper, child, adult=guardian_of(child), minder=one.worker.pk, mark=uuid4())
    return one, two, child, later


def test_a_neighbour_takes_over_and_hands_back_a_child_also_with_the_network_off(stage, cast, day):
    _one, two, child, _later = day
    stage.page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))
    stage.enter(two.account.username)
    stage.go("/station/")
    stage.page.get_by_role("link", name="今天的名单").click()
    line = stage.page.locator(".st-line", has_text="孙阿姨照护")
    line.locator("summary").first.click()
    with stage.page.expect_navigation():
        line.get_by_role("button", name="我来照护").click()
    taken = stage.page.locator(".st-line", has_text="李伯伯照护")
    expect(taken).to_have_count(1)
    assert Minding.objects.get(void=False, during__endswith__isnull=True).worker == two.worker
    stage.page.context.set_offline(True)
    taken.locator("summary").first.click()
    taken.locator("input[name=code]").fill(guardian_of(child).code)
    taken.locator("button[name=adult]").first.click()
    expect(stage.page.locator("[data-queue-count]")).to_contain_text("1 条还没有送达")
    expect(taken.locator(".st-waiting")).to_be_visible()
    assert HandOver.objects.filter(step="out").count() == 0
    with stage.page.expect_navigation():
        stage.page.context.set_offline(False)
    expect(stage.page.locator("main")).to_contain_text("已经接走")
    out = HandOver.objects.get(step="out")
    assert (out.booked, out.way, out.worker) == (child, "code", two.worker)


def test_a_grandmother_in_elder_mode_checks_in_with_two_taps(stage, cast, day):
    for child in (cast.daughter, cast.son):
        Guardianship.objects.create(
            account=cast.grandmother, child=child, relation="grandparent", valid=DateRange(child.born, None)
        )
    stage.enter("grandmother")
    stage.page.context.add_cookies([{"name": "shanyu_elder", "value": "1", "url": stage.start}])
    stage.page.set_viewport_size(dict(zip(("width", "height"), SIZES["phone"], strict=True)))
    stage.go(f"/station/hello/{token_of(cast.station.public_id)}/")
    for one in stage.page.locator(".st-child, button.st-tap").all():
        assert one.bounding_box()["height"] >= 56
    stage.page.locator(".st-child").first.click()
    with stage.page.expect_navigation():
        stage.page.get_by_role("button", name="签到").click()
    expect(stage.page.locator("main")).to_contain_text("玩得开心")
    assert PlayVisit.objects.get().account == cast.grandmother


def test_every_page_of_the_station(stage, cast, day):
    _one, two, child, _later = day
    here = f"/station/{cast.station.public_id}"
    stage.enter("keeper")
    for path in ("", "play/", "duties/", "drop-in/", "house/", "hours/", "poster/"):
        stage.look(f"{here}/{path}")
    stage.look(f"/station/care/{child.pk}/")
    stage.enter(two.account.username)
    stage.look("/station/duties/")
    stage.enter("father")
    stage.look("/station/pick-up/")
    stage.look(f"/station/hello/{token_of(cast.station.public_id)}/")
    stage.enter("boss")
    stage.look("/station/")
    assert stage.problems == {}
    assert STATES["station"] - stage.seen == set()

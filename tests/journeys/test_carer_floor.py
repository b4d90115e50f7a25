"""The class of today on tablets: with the network off, killed, with a wrong clock, stopped; and few taps for many."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page, expect

from shanyu.domain.care.actions import revoke_device
from shanyu.domain.care.day import conflicts, standing, state
from shanyu.domain.care.models import Device, Entry
from shanyu.domain.care.queries import day_of_child
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock
from tests import cast as people
from tests.cast import NOW
from tests.domain.care.making import SINCE, daughters_class, worker_of
from tests.domain.care.test_day import NOON, days
from tests.domain.enrolment import making
from tests.journeys.conftest import chromium
from tests.journeys.pages import ELSEWHERE
from tests.journeys.stage import Stage
from tests.journeys.tablets import Tablet

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
WRONG = timedelta(hours=3)


@pytest.fixture
def where(cast) -> CareClass:
    room = daughters_class(cast)
    CareClass.objects.filter(pk=room.pk).update(licensed=60)
    return room


@pytest.fixture
def start(live_server) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def tablet(playwright, browser_type_launch_args, tmp_path, start):
    """`tablet("周老师")` is a tablet that is switched on at the tests' moment."""
    made = []

    def switched_on(name: str, at=NOW) -> Tablet:
        how = {**browser_type_launch_args, "executable_path": chromium("chromium", "chromium-headless-shell")}
        one = Tablet(playwright, how, tmp_path / str(len(made)), start, name)
        one.open(at)
        made.append(one)
        return one

    yield switched_on
    for one in made:
        one.kill()


def children(cast, where, count: int) -> list[Child]:
    """So many more children of the class."""
    made = []
    for number in range(count):
        born = date(2024, 8, 1) + timedelta(days=number)
        child = Child.objects.create(household=cast.household, name=f"孩子{number:02}", sex="f", born=born)
        making.attending(child, where, cast.father, cast.head, SINCE)
        made.append(child)
    return made


def minutes(count: int):
    return NOW + timedelta(minutes=count)


def test_two_tablets_offline_for_a_morning_bring_every_entry_once(cast, where, tablet):
    children(cast, where, 2)
    people.post(people.worker("何老师", cast.stranger), cast.bamboo, "carer", where)
    one, two = tablet("周老师", minutes(-90)), tablet("何老师", minutes(-90) + WRONG)
    with clock.frozen(minutes(-90)):
        one.register("carer")
        one.say("arrival")
        one.has_noted("到园")
        one.waits_for(0)
        two.register("stranger")
        expect(two.page.locator(".cf-here")).to_have_count(3)
    for each in (one, two):
        each.network(False)
    one.at(minutes(-80))
    one.say("morning")
    one.at(minutes(-60))
    one.say("meal_breakfast", choice="全部吃完")
    one.waits_for(6)
    one.kill()
    one.open(minutes(-40))
    one.page.goto(f"{one.start}/carer/")
    one.waits_for(6)
    one.unlock()
    one.say("out", without=("孩子00",))
    one.waits_for(8)
    two.at(minutes(-55) + WRONG)
    two.say("meal_breakfast", without=("孩子00", "孩子01"), choice="吃了一半")
    two.page.get_by_role("button", name="取消").click()
    two.at(minutes(-50) + WRONG)
    two.say("mood", choice="开心")
    two.waits_for(4)
    assert Entry.objects.count() == 3
    one.at(NOW)
    one.network(True)
    one.waits_for(0)
    two.at(NOW + WRONG)
    two.network(True)
    two.waits_for(0)
    assert Entry.objects.count() == 3 + 8 + 4
    told = day_of_child(cast.actor("father"), cast.daughter)
    seen = [(round((entry.at - NOW).total_seconds() / 60), entry.kind, entry.by) for entry in told.entries]
    assert seen == [
        (-90, "arrival", "周老师"), (-80, "check", "周老师"), (-60, "meal", "周老师"), (-55, "meal", "何老师"),
        (-50, "mood", "何老师"), (-40, "outdoor", "周老师"),
    ]  # fmt: skip
    assert len(told.disputed) == 1
    two.page.locator("[data-settle]").filter(has_text="吃了一半").click()
    expect(two.page.locator("[data-conflicts]")).to_have_count(0)
    two.has_noted("早餐 · 吃了一半")
    two.waits_for(0)
    told = day_of_child(cast.actor("father"), cast.daughter)
    assert told.disputed == ()
    assert [entry.facts["amount"] for entry in told.entries if entry.kind == "meal"] == ["half"]


def test_a_class_of_twenty_is_recorded_in_less_than_sixty_taps(cast, where, tablet):
    children(cast, where, 19)
    one = tablet("周老师")
    one.register("carer")
    before = one.taps()
    one.say("arrival", without=("孩子03", "孩子07"))
    one.say("morning")
    one.say("meal_lunch", without=("孩子01", "孩子02", "孩子05"))
    one.again("吃得很少")
    one.say("asleep_noon", without=("孩子04",))
    one.say("activity", words="在小院里玩水")
    taps = one.taps() - before
    one.has_noted("活动")
    one.waits_for(0)
    counted = {
        kind: Entry.objects.filter(kind=kind).count()
        for kind in ("arrival", "check", "meal", "sleep", "activity")
    }
    assert counted == {"arrival": 18, "check": 18, "meal": 18, "sleep": 17, "activity": 18}
    assert taps < 60
    one.page.locator("[data-undo]").click()
    expect(one.page.locator(".sy-toast")).to_contain_text("已撤销")
    one.waits_for(0)
    assert Entry.objects.filter(kind="activity", withdrawn=True).count() == 18
    before = one.taps()
    one.page.locator("[data-child]", has_text="孩子01").click()
    one.page.locator("dialog [data-say=mood]").click()
    one.page.get_by_role("button", name="有点累").click()
    assert one.taps() - before == 3
    one.has_noted("情绪 · 有点累")
    one.waits_for(0)
    assert Entry.objects.get(kind="mood").worker == worker_of(cast.carer)


KEPT = """async () => {
  const pages = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) pages.push(await (await cache.match(request)).text());
  }
  const workers = await navigator.serviceWorker.getRegistrations();
  return {
    databases: (await indexedDB.databases()).map((one) => one.name),
    pages: pages.length,
    named: pages.filter((text) => text.includes("陈小丸")).length,
    workers: workers.length,
  };
}"""


def test_a_stopped_device_forgets_what_it_holds(cast, where, tablet):
    one = tablet("周老师")
    one.register("carer")
    one.say("arrival")
    one.has_noted("到园")
    one.waits_for(0)
    held = one.page.evaluate(KEPT)
    assert (held["databases"], held["named"], held["workers"]) == (["shanyu-carer"], 0, 1)
    assert held["pages"] > 10
    revoke_device(cast.actor("head"), Device.objects.get())
    one.say("morning")
    expect(one.page.locator("[data-wiped]")).to_contain_text("这台设备已停用")
    assert one.page.evaluate(KEPT) == {"databases": [], "pages": 0, "named": 0, "workers": 0}
    assert [cookie["name"] for cookie in one.context.cookies() if cookie["name"] == "shanyu_device"] == []
    assert Entry.objects.filter(kind="check").count() == 0


FOLD = """async ([days, until]) => {
  const core = await import("/static/carer/core.js");
  return days.map((day) => ({
    standing: core.standing(day).map((one) => one.mark),
    conflicts: core.conflicts(day).map((group) => group.map((one) => one.mark)).sort(),
    ...core.state(day, until),
  }));
}"""


def as_sent(entry) -> dict:
    plain = asdict(entry)
    return {
        **plain, "mark": str(entry.mark), "at": entry.at.isoformat(), "facts": entry.facts,
        "replaces": list(map(str, entry.replaces)),
    }  # fmt: skip


def folded(entries) -> dict:
    def ms(moment):
        return moment and round(moment.timestamp() * 1000)

    day = state(entries, until=NOON)
    return {
        "standing": [str(one.mark) for one in standing(entries)],
        "conflicts": sorted([str(one.mark) for one in group] for group in conflicts(entries)),
        "arrivedAt": ms(day.arrived_at), "leftAt": ms(day.left_at), "asleepSince": ms(day.asleep_since),
        "outdoorsSince": ms(day.outdoors_since), "outdoorMinutes": day.outdoor_minutes, "inClass": day.in_class,
        "checks": sorted(day.checks), "outcome": day.outcome, "present": day.present, "isolated": day.isolated,
    }  # fmt: skip


def test_the_script_tells_a_day_as_the_platform_does(db, start, page: Page):
    made = []

    @settings(max_examples=80, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(days())
    def make(day):
        made.append(day)

    make()
    page.goto(f"{start}/carer/shell/")
    seen = page.evaluate(
        FOLD, [[[as_sent(one) for one in day] for day in made], round(NOON.timestamp() * 1000)]
    )
    assert seen == [folded(day) for day in made]


def test_every_page_of_a_device(cast, where, live_server, start, page: Page):
    page.clock.set_fixed_time(NOW)
    stage = Stage(page, start, cast)
    stage.enter("carer")
    for path in ("/carer/", "/carer/device/", "/carer/shell/"):
        stage.look(path)
    stage.enter("head")
    stage.look(f"/carer/devices/{cast.bamboo.public_id}/")
    assert stage.problems == {}
    assert ELSEWHERE["test_carer_floor.py"] - stage.seen == set()

"""A head at her desk answers the inbox in two clicks a thing, and moves a child up by drag and by keyboard."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from shanyu.domain.agreements.actions import draw_up, sign
from shanyu.domain.agreements.queries import agreement
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case, Offer, Placement
from shanyu.domain.people.models import Child, Guardianship
from shanyu.domain.providers.models import CareClass
from tests.cast import SINCE, TODAY
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer
from tests.journeys.conftest import SIZES
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)


class Office:
    """A window at the head's office, and how often she has clicked."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.page = stage.page
        self.clicks = 0
        self.page.set_viewport_size(dict(zip(("width", "height"), SIZES["desk"], strict=True)))
        stage.enter("head")

    def go(self, path: str) -> None:
        assert self.stage.go(path) == 200

    def line(self, words: str):
        """The thing of the inbox that says these words."""
        return self.page.get_by_role("region", name="轮到您办").locator("li.sy-item", has_text=words)

    def click(self, target) -> None:
        self.clicks += 1
        target.click()

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


@pytest.fixture
def office(stage) -> Office:
    return Office(stage)


def child(cast, name: str, born: date = date(2024, 8, 11)) -> Child:
    made = Child.objects.create(household=cast.household, name=name, sex="f", born=born)
    Guardianship.objects.create(account=cast.father, child=made, relation="father", valid=SINCE)
    return made


def accepted(cast, who: Child, *steps: str) -> Case:
    """A case at the first site, taken so many steps by the site."""
    where = cast.bamboo.classes.get(name="向阳班")
    one = case(who, cast.father)
    calls.accept(
        offer(*ask(one, cast.bamboo), where, cast.head, DECEMBER, reason="agreed").pk, cast.father.pk
    )
    for kind, begins, ends in (("documents", "accepted", "checkup"), ("checkup", "checkup", "agreement")):
        if kind in steps:
            assert calls.step(one.pk, kind, (begins,), ends, TODAY, cast.head.pk) == "done"
    one.refresh_from_db()
    return one


def signed(cast, who: Child) -> Case:
    """A case whose agreement the family has signed."""
    one, father = accepted(cast, who, "documents", "checkup"), cast.actor("father")
    draw_up(cast.actor("head"), one)
    sign(father, one, sha256=agreement(father, one).sha256)
    return one


def test_each_thing_of_the_inbox_is_answered_in_two_clicks(cast, office):
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    agreed = signed(cast, child(cast, "陈小禾"))
    checked = accepted(cast, child(cast, "陈小满"), "documents")
    office.go("/office/enrolment/")
    expect(office.page.get_by_role("region", name="轮到您办").locator("li.sy-item")).to_have_count(2)
    office.click(office.line("请答复这份申请").get_by_role("link"))
    office.press("录取")
    office.says("已录取，托位已留好")
    assert (office.clicks, Offer.objects.get(application=asked).state) == (2, "standing")
    office.go("/office/enrolment/")
    office.click(office.line("家庭已签协议").get_by_role("link"))
    office.press("代表机构签署")
    office.says("协议生效")
    agreed.refresh_from_db()
    assert (office.clicks, agreed.state) == (4, "placed")
    office.go("/office/enrolment/")
    office.says("现在没有要您办的事")
    # The family keeps no health file here: its form was shown at the site.
    office.go(f"/office/enrolment/cases/{checked.public_id}/")
    office.page.get_by_label("体检表上的日期").fill("2026-11-20")
    office.press("体检合格，确认")
    office.says("体检已确认")


def test_a_child_is_dragged_to_another_class(cast, office):
    where, bigger = cast.bamboo.classes.get(name="向阳班"), care_class(cast.bamboo, "朝阳班", 6)
    one = attending(cast.daughter, where, cast.father, cast.head, OCTOBER)
    office.go(f"/office/sites/{cast.bamboo.public_id}/enrolment/board/")
    office.page.locator(f"[data-card='{one.public_id}']").drag_to(
        office.page.locator(f"[data-class='{bigger.pk}']")
    )
    form = office.page.locator("[data-board-form]")
    expect(form.get_by_label("去哪个班")).to_have_value(str(bigger.pk))
    form.get_by_label("从哪天起").fill(MARCH.isoformat())
    office.press("安排升班")
    office.says("升班已安排")
    planned = Placement.objects.get(care_class=bigger)
    assert (planned.case, planned.during.lower) == (one, MARCH)


def test_a_child_is_moved_by_the_keyboard_alone(cast, office):
    where, bigger = cast.bamboo.classes.get(name="向阳班"), care_class(cast.bamboo, "朝阳班", 6)
    one = attending(cast.daughter, where, cast.father, cast.head, OCTOBER)
    office.go(f"/office/sites/{cast.bamboo.public_id}/enrolment/board/")
    keys, said = office.page.keyboard, office.page.locator("[data-board-said]")
    office.page.locator(f"[data-card='{one.public_id}'] [data-move]").focus()
    keys.press("Enter")
    expect(said).to_contain_text("已拿起陈小丸")
    keys.press("Escape")
    expect(said).to_have_text("陈小丸已放回。")
    keys.press("Enter")
    keys.press("ArrowRight")
    expect(said).to_have_text("朝阳班，空 6 个")
    keys.press("Enter")
    expect(office.page.get_by_label("从哪天起")).to_be_focused()
    assert office.page.get_by_label("从哪天起").input_value() == TODAY.isoformat()
    keys.press("Enter")
    office.says("升班已安排")
    assert Placement.objects.get(care_class=bigger).case == one


def test_a_finger_moves_a_child_by_two_presses(cast, office):
    where = cast.bamboo.classes.get(name="向阳班")
    care_class(cast.bamboo, "朝阳班", 6)
    one = attending(cast.daughter, where, cast.father, cast.head, OCTOBER)
    office.page.set_viewport_size({"width": 360, "height": 780})
    office.go(f"/office/sites/{cast.bamboo.public_id}/enrolment/board/")
    office.page.locator(f"[data-card='{one.public_id}'] [data-move]").click()
    drops = office.page.locator("[data-drop]:visible")
    expect(drops).to_have_count(1)
    drops.click()
    expect(office.page.locator("[data-board-form]").get_by_label("哪个孩子")).to_have_value(
        str(one.public_id)
    )


def test_every_page_of_enrolment_is_accessible_at_every_size(cast, stage):
    """Full of everything that can stand on it."""
    where, bigger = cast.bamboo.classes.get(name="向阳班"), care_class(cast.bamboo, "朝阳班", 6)
    CareClass.objects.filter(pk=where.pk).update(licensed=24)
    calls.move_up(
        attending(child(cast, "陈小禾"), where, cast.father, cast.head, OCTOBER).pk, bigger.pk, MARCH, None
    )
    there = attending(child(cast, "陈小谷"), where, cast.father, cast.head, OCTOBER)
    papers, agreed = accepted(cast, child(cast, "陈小满")), signed(cast, child(cast, "陈小芒"))
    checking = accepted(cast, child(cast, "陈小雨"), "documents")
    asked, passing = (
        ask(case(one, cast.father), cast.bamboo)[0] for one in (child(cast, "陈小雪"), cast.daughter)
    )
    stage.enter("head")
    site = f"/office/sites/{cast.bamboo.public_id}/enrolment/"
    for path in ["/office/", "/office/enrolment/", site, f"{site}waiting/", f"{site}board/"]:
        stage.look(path)
    for one in (asked, passing):
        stage.look(f"/office/enrolment/applications/{one.public_id}/")
    offering = f"/office/enrolment/applications/{passing.public_id}/"
    stage.look_after(offering, {"do": "offer", "starts_on": ""}, status=422)
    offer(asked, where, cast.head, DECEMBER)
    stage.look(f"/office/enrolment/applications/{asked.public_id}/")
    for one in (papers, checking, agreed, there):
        stage.look(f"/office/enrolment/cases/{one.public_id}/")
    stage.look(f"/office/enrolment/cases/{there.public_id}/health/")
    stage.look(f"/office/enrolment/cases/{agreed.public_id}/agreement/")
    stage.look(f"/office/enrolment/cases/{checking.public_id}/agreement/")
    stage.look_after(
        f"/office/enrolment/cases/{there.public_id}/call/", at=f"/office/enrolment/cases/{there.public_id}/"
    )
    assert stage.problems == {}

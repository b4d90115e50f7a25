"""From finding a place to the first day: a father on a phone in under forty taps, a head on a desk; and after it."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from shanyu.domain.agreements.actions import Change, propose_change
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case
from shanyu.kernel import clock
from tests.cast import NOW, TODAY, Cast
from tests.domain.agreements.making import at_signing, in_force, publish
from tests.domain.enrolment.making import ask, attending, care_class, case, offer
from tests.journeys.enrolment_pages import Father, Head, desk
from tests.journeys.stage import Stage

MOST_TAPS = 40
#: A child whose household, guardians and habits are known already.
MOST_TAPS_OF_A_SECOND_CHILD = 26

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


@pytest.fixture
def nursery(cast: Cast) -> Cast:
    """A site that takes children for half and whole days, with a class for the little brother."""
    publish(cast.bamboo, "half_day", 160000)
    care_class(cast.bamboo, "乳儿班", 5, band="infant")
    return cast


def applies(father: Father, *choices: str) -> Father:
    father.finds("和睦", "小竹林托育园").follows("申请入托")
    return father.chooses(*choices).presses("提交申请").reads("排在第 1 位")


def health(father: Father) -> Father:
    """The health file of a child of whom there is little to tell."""
    father.presses("同意，开始填写").chooses("自己吃", "只睡午觉", "要提醒")
    return father.presses("其余都没有，保存")


def examined(father: Father) -> Father:
    father.chooses_day("体检日期", f"{clock.today():%Y-%m-%d}").types("体检的医院", "市一医院")
    return father.chooses("可以入园").photographs("file").presses("上传").reads("体检结果已有，等机构核对。")


def signs(father: Father) -> Father:
    father.goes("/family/").follows("阅读并签署").ticks("我已读完并同意")
    return father.presses("签署").reads("协议已签，等机构签署。")


def test_from_finding_to_the_first_day_and_on(stage, browser, nursery, record_property):
    began = time.monotonic()
    father = Father(stage, "father")
    with desk(browser, stage.start, nursery) as beside:
        head = Head(beside, "head")
        applies(father, "半日托")
        head.takes_up("看申请并答复").presses("录取")
        father.goes("/family/").follows("去答复").presses("接受录取").follows("去交材料")
        father.follows("去填健康情况")
        health(father).follows("去交材料").photographs("child_identity", "guardian_identity", "residence")
        father.presses("交上去").reads("材料已交齐，等机构核对。")
        head.takes_up("核对材料").presses("材料齐了，确认")
        father.goes("/family/").follows("去交体检表")
        examined(father)
        head.takes_up("核对体检").presses("体检合格，确认")
        signs(father)
        head.takes_up("看协议").presses("代表机构签署")
        placed = Case.objects.get()
        first_day = placed.placements.get().during.lower
        moment = NOW + (first_day - TODAY)
        with clock.frozen(moment):
            head.goes("/office/enrolment/").presses("确认入托")
            father.goes("/family/").reads("孩子在托。")
        placed.refresh_from_db()
        first = father.taps
        record_property("taps to the first day", first)
        record_property("seconds to the first day", round(time.monotonic() - began, 1))
        assert (placed.state, placed.child) == ("attending", nursery.daughter)
        assert first < MOST_TAPS
        with clock.frozen(moment + timedelta(days=31)):
            whole_days(father, head, placed)
            second = second_child(father, head, nursery)
        record_property("taps of the second child", second)
        assert second < MOST_TAPS_OF_A_SECOND_CHILD < first


def whole_days(father: Father, head: Head, row: Case) -> None:
    """Half days become whole days a month later, with the fee before one's eyes."""
    father.goes(f"/family/enrolment/{row.public_id}/").follows("改半天或全天").chooses("全日托")
    father.presses("看看费用").reads("每月 ¥2,680", "原来").presses("提出变更")
    father.ticks("我已读完并同意").presses("签署变更").reads("等机构签署")
    head.takes_up("看变更").presses("代表机构签署")
    [change] = row.papers.filter(kind="change")
    assert (change.state, change.form) == ("in_force", "full_day")
    father.goes(f"/family/enrolment/{row.public_id}/fees/?month={change.begins_on:%Y-%m}")
    father.reads("全日托", "¥2,680")


def second_child(father: Father, head: Head, nursery: Cast) -> int:
    """The little brother: what the household has said and handed in is not asked again. Returns the taps."""
    before = father.taps
    nursery.son.birth_certificate = "Y330123456"
    nursery.son.save()
    father.goes(f"/sites/{nursery.bamboo.public_id}/").follows("申请入托").chooses("陈小树")
    father.presses("提交申请")
    head.takes_up("看申请并答复").presses("录取")
    father.goes("/family/").follows("去答复").presses("接受录取").reads("材料已交齐，等机构核对。")
    head.takes_up("核对材料").presses("材料齐了，确认")
    father.goes("/family/").follows("去交体检表")
    health(father).follows("去交体检表")
    examined(father)
    head.takes_up("核对体检").presses("体检合格，确认")
    signs(father)
    head.takes_up("看协议").presses("代表机构签署")
    assert Case.objects.get(child=nursery.son).state == "placed"
    return father.taps - before


def test_without_a_script_a_family_applies_and_accepts(browser, live_server, cast):
    with browser.new_context(java_script_enabled=False) as context:
        there = Stage(context.new_page(), live_server.url.replace("127.0.0.1", "localhost"), cast)
        there.enter("father")
        there.go(f"/family/enrolment/apply/{cast.bamboo.public_id}/")
        there.page.get_by_role("button", name="提交申请").click()
        row = Case.objects.get()
        [application] = row.applications.all()
        offer(application, cast.bamboo.classes.get(), cast.head, TODAY + timedelta(days=9))
        there.go(f"/family/enrolment/{row.public_id}/")
        there.page.get_by_role("button", name="接受录取").click()
        row.refresh_from_db()
        assert row.state == "accepted"


def test_every_page_of_a_family_s_enrolment_is_well_made_in_every_size(stage, nursery):
    cast = nursery
    wishing = case(cast.daughter, cast.father, needs_both=True)
    asked = ask(wishing, cast.bamboo, cast.willow)
    offer(asked[0], cast.bamboo.classes.get(name="向阳班"), cast.head, TODAY + timedelta(days=9))
    there = attending(cast.son, cast.bamboo.classes.get(name="乳儿班"), cast.father, cast.head, TODAY)
    stage.enter("father")
    for path in (
        "/family/",
        "/family/enrolment/",
        f"/family/enrolment/apply/{cast.willow.public_id}/",
        f"/family/enrolment/{wishing.public_id}/",
        f"/family/enrolment/{there.public_id}/",
        f"/family/enrolment/{there.public_id}/agreement/",
        f"/family/children/{cast.daughter.public_id}/health/quick/",
    ):
        stage.look(path)
    stage.enter("stranger")
    stage.look(f"/family/enrolment/apply/{cast.willow.public_id}/")
    assert stage.problems == {}


def test_the_pages_of_entering_and_of_the_agreement_are_well_made_in_every_size(stage, nursery):
    cast = nursery
    entering = case(cast.son, cast.father)
    [asked] = ask(entering, cast.bamboo)
    made = offer(asked, cast.bamboo.classes.get(name="乳儿班"), cast.head, TODAY, reason="agreed")
    calls.accept(made.pk, cast.father.pk)
    signed = in_force(cast)
    propose_change(
        cast.actor("head"), signed, change=Change("half_day"), begins_on=TODAY + timedelta(days=30)
    )
    stage.enter("father")
    for path in (
        f"/family/enrolment/{entering.public_id}/",
        f"/family/enrolment/{entering.public_id}/documents/",
        f"/family/enrolment/{signed.public_id}/agreement/",
        f"/family/enrolment/{signed.public_id}/change/",
        f"/family/enrolment/{signed.public_id}/change/?form=half_day&begins_on=2027-02-01&weekdays=1&weekdays=2",
        f"/family/enrolment/{signed.public_id}/fees/?month=2027-01",
    ):
        stage.look(path)
    assert stage.problems == {}


def test_the_agreement_to_be_signed_is_well_made_in_every_size(stage, nursery):
    row = at_signing(nursery)
    stage.enter("father")
    stage.look(f"/family/enrolment/{row.public_id}/agreement/")
    stage.look_after(f"/family/enrolment/{row.public_id}/agreement/", {"sha256": "0"}, status=422)
    assert stage.problems == {}

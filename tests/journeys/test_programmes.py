"""A summer programme by its pages: ranked wishes, evidence, the steps of the office, the result and why, a contest."""

import json
from datetime import time, timedelta

import pytest
from playwright.sync_api import Page

from shanyu.domain.programmes import actions, jobs
from shanyu.domain.programmes.models import Contest, Entry, Evidence, Programme, Run
from shanyu.engines.allocation.verifying import verify
from shanyu.kernel import clock
from tests.domain.programmes import making
from tests.files import picture
from tests.journeys.programme_pages import Person, RankingFamily
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]
OFFICE = "/authority/programmes/"
ONE, TWO, THREE = (f"小竹林托育园 · c{number:02}班" for number in (1, 2, 3))


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def keys(programme: Programme, *names: str) -> list[str]:
    return [str(one) for one in making.codes(programme, *names)]


def wishes_of(entry: Entry) -> list[str]:
    rows = entry.wishes.filter(version=entry.version).order_by("rank")
    return list(rows.values_list("programme_class__code", flat=True))


def test_a_family_ranks_its_wishes_by_touch_by_key_and_by_pulling(stage, cast):
    programme = making.announced(cast, (1, 1, 1))
    with clock.frozen(making.IN_WINDOW):
        father = RankingFamily(stage, "father").goes("/programmes/").follows("寒假托管")
        father.follows("给孩子报名").reads("给哪个孩子报名").follows("陈小丸")
        father.adds(ONE, TWO, THREE)
        assert father.wishes() == [ONE, TWO, THREE]
        father.moves_by_key(THREE)
        assert father.wishes() == [ONE, THREE, TWO]
        stage.page.keyboard.press("Enter")
        assert father.wishes() == [THREE, ONE, TWO]
        father.pulls(TWO, above=THREE)
        assert father.wishes() == [TWO, THREE, ONE]
        assert father.sent() == keys(programme, "c02", "c03", "c01")
        father.presses(f"去掉 {THREE}")
        assert father.sent() == keys(programme, "c02", "c01")
        father.presses("提交报名").reads("已经报上，不用再做什么", "第 1 志愿", ONE, TWO)
        assert wishes_of(Entry.objects.get()) == ["c02", "c01"]
        father.follows("改志愿").presses(f"把 {ONE} 提前").presses("提交新的志愿")
        father.reads("志愿已提交。截止之前还可以改。")
    entry = Entry.objects.get()
    assert (entry.version, wishes_of(entry)) == (2, ["c01", "c02"])


def test_without_a_script_wishes_are_ranked_by_lists_and_nothing_is_lost(browser, live_server, cast):
    programme = making.announced(cast, (1, 1))
    with browser.new_context(java_script_enabled=False) as context, clock.frozen(making.IN_WINDOW):
        there = Stage(context.new_page(), live_server.url.replace("127.0.0.1", "localhost"), cast)
        father = RankingFamily(there, "father")
        father.goes(f"/family/programmes/{programme.public_id}/?child={cast.daughter.public_id}")
        first, second = keys(programme, "c01", "c02")
        there.page.get_by_label("第 1 志愿").select_option(second)
        there.page.get_by_label("第 2 志愿").select_option(second)
        father.presses("提交报名").reads("还没有选班级，或同一个班级选了两次。")
        assert father.sent() == [second, second]
        there.page.get_by_label("第 2 志愿").select_option(first)
        father.presses("提交报名").reads("已经报上，不用再做什么")
    assert wishes_of(Entry.objects.get()) == ["c02", "c01"]


def test_after_the_window_a_family_is_told_and_keeps_what_it_chose(stage, cast):
    programme = making.announced(cast)
    father = RankingFamily(stage, "father")
    path = f"/family/programmes/{programme.public_id}/?child={cast.daughter.public_id}"
    with clock.frozen(making.CLOSES - timedelta(seconds=1)):
        father.goes(path).adds(TWO)
    with clock.frozen(making.CLOSES):
        father.presses("提交报名").reads("报名已在 2026-12-11 17:30 截止。")
        assert father.wishes() == [TWO]
    assert not Entry.objects.exists()


def test_an_officer_leads_a_programme_from_rules_to_a_published_and_contested_result(stage, cast):
    programme = _made_and_announced(stage, cast)
    entry = _entered_with_evidence(stage, cast, programme)
    making.crowd(cast, programme, 100, wishes=1)
    _checked(stage, cast)
    run = _allocated(stage, cast, programme)
    _verified_by_a_stranger(stage, cast, programme)
    _contested(stage, cast, programme, entry, run)


def _made_and_announced(stage: Stage, cast) -> Programme:
    officer = Person(stage, "officer").goes(f"{OFFICE}new/").reads("先建一套分配规则")
    officer.follows("去建规则")
    officer.fills(name="暑期规则", since="2026-01-01", rank_hardship="1", rank_migrant="2").presses(
        "建这套规则"
    )
    officer.reads(
        "规则已建好", "先看优先情形：困境儿童 先于 进城务工人员随迁子女。", "没有文号，是示例（SAMPLE）"
    )
    officer.goes(OFFICE).follows("新建项目").fills(
        name="和睦暑期班", from_month="0", to_month="72", opens_at="2026-12-01T09:00", rules="暑期规则 2026-01-01",
        closes_at="2026-12-01T08:00", starts_on="2027-01-18", ends_on="2027-02-05", fee="240",
        public_value="福利彩票双色球 2026146 期", public_value_at="2026-12-15T21:00", last_rules="暑期规则 2026-01-01",
    ).presses("建草稿").reads("截止要晚于报名开始。")  # fmt: skip
    officer.fills(closes_at="2026-12-11T17:30").presses("建草稿").reads("先加班级").presses_next()
    for code, cap in (("HM-01", "8"), ("HM-02", "6")):
        officer.fills(
            site="小竹林托育园", code=code, name=f"{code}班", band="托大班", from_month="0", to_month="72", cap=cap,
            opens="08:30", closes="16:30", seats_migrant="2",
        ).presses("加上这个班").reads(f"{code}班", "进城务工人员随迁子女 2 个")  # fmt: skip
    officer.follows("班级齐了，回到项目").reads("指定核验人员")
    stage.page.locator("main select[name=account]").select_option(str(cast.city_officer.public_id))
    officer.presses("指定").reads("核对无误就公告").presses("公告")
    officer.reads("等报名开始", "随机种子已封存")
    made = Programme.objects.get()
    officer.goes(f"{OFFICE}{made.public_id}/amend/").fills(fee="200", reason="街道补贴").presses("更正并公布")
    officer.reads("¥200 / 期", "更正过 1 次")
    return made


def _entered_with_evidence(stage: Stage, cast, programme: Programme) -> Entry:
    with clock.frozen(making.IN_WINDOW):
        actions.enter(
            cast.actor("father"), cast.daughter.pk, programme.public_id,
            classes=[one.public_id for one in programme.classes.order_by("code")],
        )  # fmt: skip
        entry = Entry.objects.get()
        father = Person(stage, "father").goes("/family/programmes/").reads("已报名")
        father.goes(f"/family/programmes/entries/{entry.public_id}/").follows("申报优先情形")
        father.chooses("进城务工人员随迁子女").fills(details="居住证 330105……")
        page = {"name": "note.html", "mimeType": "text/html", "buffer": b"<!doctype html><p>x"}
        stage.page.locator("[name=file]").set_input_files(page)
        father.presses("提交核验").reads("刚才选的附件没有保存")
        scan = {"name": "居住证.png", "mimeType": "image/png", "buffer": picture()}
        stage.page.locator("[name=file]").set_input_files(scan)
        father.presses("提交核验").reads("已提交，等待核验。", "待核验", "交的材料")
    return entry


def _checked(stage: Stage, cast) -> None:
    with clock.frozen(making.AFTER):
        verifier = Person(stage, "city_officer").goes(f"{OFFICE}evidence/")
        evidence = Evidence.objects.get(entry__child=cast.daughter)
        verifier.opens("进城务工人员随迁子女").reads("陈小丸", "居住证 330105……")
        with stage.page.expect_download() as paper:
            verifier.follows("下载材料")
        assert paper.value.suggested_filename == "居住证.png"
        verifier.chooses("不通过").presses("记下核验结果").reads("请写明为什么没有通过，家长会看到。")
        verifier.chooses("通过").presses("记下核验结果").reads("都核验完了")
        assert stage.go(f"{OFFICE}evidence/{evidence.public_id}/paper/") == 404


def _allocated(stage: Stage, cast, programme: Programme) -> Run:
    home = f"{OFFICE}{programme.public_id}/"
    officer = Person(stage, "officer")
    with clock.frozen(making.AFTER):
        officer.goes(home).presses("锁定名单").reads("等公开数字")
    with clock.frozen(making.LATER):
        officer.goes(home).fills(value="03 11 17 22 28 31 + 09").presses("记下")
        officer.presses("开始正式分配").reads("正在计算", "读取名单")
        run = Run.objects.get(kind="final")
        jobs.compute(run.pk)
        officer.reads("看过结果，签字", "检查全部通过").follows("签字前，和别的规则放在一起看")
        officer.reads("全部孩子", "进城务工人员随迁子女").goes(home).presses("我看过了，签字").reads(
            "等另一位签字"
        )
        second = Person(stage, making.second_officer(cast)).goes(home)
        second.presses("我看过了，签字").presses("公布结果").reads("结果已公布", "结果已经公布")
    return run


def _verified_by_a_stranger(stage: Stage, cast, programme: Programme) -> None:
    stage.enter("")
    stage.go(f"/programmes/{programme.public_id}/")
    command = stage.page.locator("[data-copy] input").input_value().split()
    assert command[:4] == ["shanyu", "allocation", "verify", "protocol.json"]
    with stage.page.expect_download() as protocol:
        stage.page.get_by_role("link", name="下载公开协议").click()
    document = json.loads(protocol.value.path().read_text(encoding="utf-8"))
    assert "陈小丸" not in json.dumps(document, ensure_ascii=False)
    assert verify(document, announced=command[5], listed=command[7]) == []


def _contested(stage: Stage, cast, programme: Programme, entry: Entry, run: Run) -> None:
    path = f"/family/programmes/entries/{entry.public_id}/"
    with clock.frozen(making.LATER + timedelta(hours=1)):
        father = Person(stage, "father").goes(path).reads("结果", "每个志愿怎么样，为什么")
        father.unfolds("觉得结果不对").fills(words="材料核验过，为什么不在前面").presses("申请人工复核")
        father.reads("已经收到。", "等待人工复核")
        officer = Person(stage, "officer").goes(f"{OFFICE}{programme.public_id}/").presses_next()
        contest = Contest.objects.get()
        officer.opens("和睦暑期班").reads("这次计算是您做的", "请另一位工作人员复核。")
        second = Person(stage, "second").goes(f"{OFFICE}contests/{contest.public_id}/")
        second.reads("材料核验过，为什么不在前面").fills(reason="次序和公布的规则一致。").presses("下结论")
        second.reads("结论已告诉家长。", "现在没有等着复核的")
        Person(stage, "father").goes(path).reads("维持原结果", "次序和公布的规则一致。")


def test_a_family_s_and_everybody_s_pages_are_well_made_in_every_size(stage, cast):
    programme, entry = _ready(cast)
    with clock.frozen(making.IN_WINDOW):
        stage.enter("father")
        stage.look("/family/programmes/")
        stage.look(f"/family/programmes/{programme.public_id}/")
        stage.look(f"/family/programmes/{programme.public_id}/?child={cast.daughter.public_id}")
        stage.look(f"/family/programmes/entries/{entry.public_id}/claim/")
    making.published(cast, programme)
    with clock.frozen(making.LATER):
        actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        stage.look(f"/family/programmes/entries/{entry.public_id}/")
        stage.enter("")
        stage.look("/programmes/")
        stage.look(f"/programmes/{programme.public_id}/")
        stage.enter("head")
        stage.look("/host/programmes/")
        stage.look(f"/host/programmes/{programme.classes.order_by('code')[2].public_id}/")
    assert stage.problems == {}


def test_the_pages_of_making_a_programme_are_well_made_in_every_size(stage, cast):
    programme = making.make_programme(cast, (1, 2))
    first = programme.classes.first().public_id
    home = f"{OFFICE}{programme.public_id}/"
    stage.enter("officer")
    for path in (OFFICE, f"{OFFICE}new/", f"{OFFICE}rules/", home, f"{home}edit/", f"{home}classes/"):
        stage.look(path)
    stage.look(f"{home}classes/{first}/")
    actions.announce(cast.actor("officer"), programme.pk)
    stage.look(f"{home}amend/")
    assert stage.problems == {}


def test_the_pages_of_checking_and_allocating_are_well_made_in_every_size(stage, cast):
    programme, entry = _ready(cast)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    with clock.frozen(making.IN_WINDOW):
        asked = actions.claim(cast.actor("father"), entry.pk, group="disabled", details="残疾人证")
        stage.enter("city_officer")
        stage.look(f"{OFFICE}evidence/")
        stage.look(f"{OFFICE}evidence/{asked.public_id}/")
        actions.verify(cast.actor("city_officer"), asked.pk, holds=True)
    making.drawn(cast, programme)
    home = f"{OFFICE}{programme.public_id}/"
    with clock.frozen(making.LATER):
        stage.enter("officer")
        dry, run = making.dry_run(cast, programme), making.final_run(cast, programme)
        stage.look(home)
        stage.look(f"{home}runs/")
        stage.look(f"{home}compare/?run={run.public_id}&run={dry.public_id}")
        stage.look(f"{OFFICE}runs/{run.public_id}/")
        for name in ("officer", making.second_officer(cast)):
            actions.sign_off(cast.actor(name), run.pk)
        actions.publish(cast.actor("officer"), run.pk)
        contest = actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        stage.enter("second")
        stage.look(f"{OFFICE}contests/")
        stage.look(f"{OFFICE}contests/{contest.public_id}/")
    assert stage.problems == {}


def _ready(cast) -> tuple[Programme, Entry]:
    """A programme with reserves and a minimum, the father's entry in it, and a crowd."""
    programme = making.make_programme(cast, (1, 1, 10))
    new = actions.NewClass(
        code="d01", name="大班", band="older_toddler", opens=time(8, 30), closes=time(16, 30), cap=12, staff=2,
        from_month=0, to_month=72, minimum=5, reserves=[("hardship", 2), ("migrant", 3)],
    )  # fmt: skip
    actions.add_class(cast.actor("officer"), programme.pk, cast.school, new)
    actions.announce(cast.actor("officer"), programme.pk)
    entry = making.enter(cast, programme, cast.daughter, "c01", "d01")
    making.crowd(cast, programme, 30, wishes=2)
    return programme, entry

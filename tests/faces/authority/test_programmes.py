"""The office's pages of programmes: one next action by state, whose buttons, nothing lost, long work watched."""

from datetime import timedelta

import pytest

from shanyu.domain.programmes import actions
from shanyu.domain.programmes.models import Programme, Run
from shanyu.kernel.clock import frozen
from tests.domain.programmes.making import (
    AFTER,
    IN_WINDOW,
    LATER,
    OPENS,
    announced,
    computed,
    drawn,
    dry_run,
    enter,
    final_run,
    make_programme,
    make_rules,
    published,
    second_officer,
)

pytestmark = pytest.mark.django_db
OFFICE = "/authority/programmes/"


def text(answer) -> str:
    return answer.content.decode()


def home(programme: Programme) -> str:
    return f"{OFFICE}{programme.public_id}/"


def next_of(client, programme: Programme) -> str:
    """The title of the card that says what is next."""
    page = text(client.get(home(programme)))
    assert page.count('class="sy-next') - page.count('class="sy-next-') == 1
    return page.split('id="next">')[1].split("<")[0]


def test_the_next_action_follows_state_and_clock(cast, signed_in):
    officer, found = signed_in("officer"), []
    programme = make_programme(cast, ())
    found.append(next_of(officer, programme))
    programme = make_programme(cast, (1,), rules=programme.rules)
    found.append(next_of(officer, programme))
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    found.append(next_of(officer, programme))
    with frozen(OPENS):
        found.append(next_of(officer, programme))
    actions.announce(cast.actor("officer"), programme.pk)
    found.append(next_of(officer, programme))
    with frozen(IN_WINDOW):
        found.append(next_of(officer, programme))
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        asked = actions.claim(cast.actor("father"), entry.pk, group="migrant", details="证")
    with frozen(AFTER):
        found.append(next_of(officer, programme))
        actions.verify(cast.actor("city_officer"), asked.pk, holds=False, reason="过期")
        found.append(next_of(officer, programme))
        actions.close_list(cast.actor("officer"), programme.pk)
        found.append(next_of(officer, programme))
    assert found == [
        "先加班级", "指定核验人员", "核对无误就公告", "报名开始的时间已经过了", "等报名开始",
        "报名到 12月11日 周五 17:30 截止", "报名已经截止，把优先情形核验完", "锁定名单", "等公开数字",
    ]  # fmt: skip


def test_after_the_draw_two_sign_and_then_it_is_published(cast, signed_in):
    programme = announced(cast, (5,))
    entry = enter(cast, programme, cast.daughter, "c01")
    drawn(cast, programme)
    with frozen(LATER):
        officer, second = signed_in("officer"), signed_in(second_officer(cast))
        found = [next_of(officer, programme)]
        officer.post(f"{home(programme)}runs/final/")
        found.append(next_of(officer, programme))
        run = computed(Run.objects.get())
        found.append(next_of(officer, programme))
        officer.post(f"{OFFICE}runs/{run.public_id}/sign/", {"words": ""})
        found += [next_of(officer, programme), next_of(second, programme)]
        second.post(f"{OFFICE}runs/{run.public_id}/sign/", {"words": "看过"})
        found.append(next_of(officer, programme))
        officer.post(f"{OFFICE}runs/{run.public_id}/publish/")
        found.append(next_of(officer, programme))
        actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        found.append(next_of(officer, programme))
    assert found == [
        "做正式分配", "正在计算", "看过结果，签字", "等另一位签字", "看过结果，签字", "公布结果",
        "结果已经公布", "有家庭申请人工复核",
    ]  # fmt: skip


def test_long_work_is_watched_by_its_part_alone_and_the_page_comes_anew_at_its_end(cast, signed_in):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    drawn(cast, programme)
    client = signed_in("officer")
    with frozen(LATER):
        run = actions.final_run(cast.actor("officer"), programme.pk)
        path = f"{OFFICE}runs/{run.public_id}/"
        part = client.get(path, headers={"HX-Request": "true"})
        assert (
            "<html" not in text(part) and 'hx-trigger="every 1s"' in text(part) and "停止计算" in text(part)
        )
        assert "HX-Refresh" not in part
        assert client.post(f"{path}cancel/").url == path
        part = client.get(path, headers={"HX-Request": "true"})
        assert part["HX-Refresh"] == "true" and "hx-trigger" not in text(part)
        assert "什么也没有留下" in text(client.get(path))
        assert next_of(client, programme) == "做正式分配"


def test_runs_of_two_sets_of_rules_stand_side_by_side(cast, signed_in):
    programme = announced(cast, (5, 5))
    enter(cast, programme, cast.daughter, "c02")
    drawn(cast, programme)
    client = signed_in("officer")
    with frozen(LATER):
        final, other = final_run(cast, programme), make_rules(cast, "先满普通", open_first=True)
        client.post(f"{home(programme)}runs/dry/", {"rules": str(other.public_id)})
        dry = computed(Run.objects.get(kind="dry"))
        assert dry.rules == other
        page = text(client.get(f"{home(programme)}compare/?run={final.public_id}&run={dry.public_id}"))
        assert "先满普通 2026-01-01" in page and "全部孩子" in page and "＊" in page
        assert "要选两次计算" in text(client.get(f"{home(programme)}compare/?run={final.public_id}"))
        strange = f"{home(programme)}compare/?run={final.public_id}&run={programme.public_id}"
        assert client.get(strange).status_code == 404
        foreign = {"rules": str(programme.public_id)}
        assert client.post(f"{home(programme)}runs/dry/", foreign).status_code == 404


def test_an_amendment_changes_what_is_other_and_nothing_else(cast, signed_in):
    programme = announced(cast)
    client, path = signed_in("officer"), f"{home(programme)}amend/"
    form = client.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields if name != "reason"}
    sent |= {
        "opens_at": "2026-12-01T09:00",
        "closes_at": "2026-12-12T17:30",
        "public_value_at": "2026-12-15T21:00",
    }
    assert client.post(path, sent | {"reason": ""}).status_code == 422
    assert client.post(path, sent | {"reason": "多一天"}).status_code == 302
    made = programme.amendments.get()
    assert (list(made.after), made.reason) == (["closes_at"], "多一天")


def test_a_class_is_made_changed_and_taken_out_and_a_refusal_keeps_what_was_typed(cast, signed_in):
    programme = make_programme(cast, ())
    client, path = signed_in("officer"), f"{home(programme)}classes/"
    sent = {
        "site": str(cast.bamboo.public_id), "code": "x1", "name": "早班", "band": "older_toddler", "cap": "21",
        "minimum": "3", "staff": "3", "weekdays": ["1", "2"], "opens": "08:00", "closes": "12:00",
        "seats_migrant": "2", "seats_hardship": "1",
    }  # fmt: skip
    answer = client.post(path, sent)
    assert answer.status_code == 422 and "班额超过上限 20 人" in text(answer) and "早班" in text(answer)
    assert client.post(path, sent | {"cap": "20"}).status_code == 302
    made = programme.classes.get()
    # In the order of the form, which is the order of filling.
    assert list(made.reserves.values_list("group", "seats")) == [("hardship", 1), ("migrant", 2)]
    one = f"{path}{made.public_id}/"
    assert client.get(one).context["form"]["seats_migrant"].value() == 2
    assert client.post(one, sent | {"cap": "10", "seats_migrant": ""}).status_code == 302
    assert list(made.reserves.values_list("group", "seats")) == [("hardship", 1)]
    client.post(f"{one}remove/")
    assert not programme.classes.exists()


def test_a_form_that_comes_too_late_leads_back_and_says_why(cast, signed_in):
    programme = announced(cast)
    client, path = signed_in("officer"), home(programme)
    one = programme.classes.first().public_id
    for form in ("edit/", f"classes/{one}/"):
        assert "项目已经公告，不能再改。" in text(client.get(f"{path}{form}", follow=True))
    assert "项目已经公告，不能再改。" in text(client.post(f"{path}classes/", {"name": "x"}, follow=True))
    assert client.get(f"{path}amend/").status_code == 200
    assert signed_in("auditor").get(f"{path}amend/").url == path
    with frozen(IN_WINDOW):
        late = text(client.get(f"{path}amend/", follow=True))
    assert "报名已经开始，公告内容不能再改。" in late


def test_a_verifier_reads_where_a_neighbour_lives_beside_where_the_site_is(cast, signed_in):
    programme = announced(cast)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        asked = actions.claim(
            cast.actor("father"), entry.pk, group="neighbour", details="户口本", site=cast.bamboo.public_id
        )
        page = text(signed_in("city_officer").get(f"{OFFICE}evidence/{asked.public_id}/"))
    assert "和睦街道 · 和睦社区" in page and "家在（家庭档案）" in page


def test_of_two_verifiers_the_slower_is_led_back_to_the_list(cast, signed_in):
    programme = announced(cast)
    actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        asked = actions.claim(cast.actor("father"), entry.pk, group="migrant", details="居住证")
        client, path = signed_in("city_officer"), f"{OFFICE}evidence/{asked.public_id}/"
        assert client.post(path, {"holds": "no", "reason": ""}).status_code == 422
        assert client.post(path, {"holds": "yes"}).url == f"{OFFICE}evidence/"
        slower = client.post(path, {"holds": "no", "reason": "过期"}, follow=True)
    assert slower.redirect_chain == [(f"{OFFICE}evidence/", 302)]
    assert "这一条已经核验过。" in text(slower)


@pytest.mark.parametrize("name", ["head", "father", "carer", "stranger"])
def test_the_office_s_pages_are_not_there_for_others(cast, signed_in, name):
    programme = announced(cast)
    client = signed_in(name)
    for path in (OFFICE, home(programme), f"{OFFICE}rules/", f"{OFFICE}evidence/", f"{OFFICE}contests/"):
        assert client.get(path).status_code == 404, path


def test_an_auditor_reads_and_has_no_buttons(cast, signed_in):
    programme = announced(cast)
    client = signed_in("auditor")
    page = text(client.get(home(programme)))
    assert "等报名开始" in page
    assert page.split("<main")[1].count("<form") == 0
    assert client.post(f"{home(programme)}close/").status_code == 404
    assert client.get(f"{home(programme)}runs/").status_code == 200


def test_somebody_who_is_not_named_has_nothing_to_check(cast, signed_in):
    programme = announced(cast)
    entry = enter(cast, programme, cast.daughter, "c01")
    with frozen(IN_WINDOW):
        asked = actions.claim(cast.actor("father"), entry.pk, group="migrant", details="居住证")
        client, path = signed_in("city_officer"), f"{OFFICE}evidence/{asked.public_id}/"
        assert "都核验完了" in text(client.get(f"{OFFICE}evidence/")) and client.get(path).status_code == 404
        actions.name_verifier(cast.actor("officer"), programme.pk, cast.city_officer)
        listed = text(client.get(f"{OFFICE}evidence/"))
        assert "进城务工人员随迁子女" in listed and "寒假托管" in listed
        assert "陈小丸" not in listed and "居住证" not in listed
        assert "居住证" in text(client.get(path))
        duty = programme.verifiers.get()
        signed_in("officer").post(f"{home(programme)}verifiers/{duty.pk}/end/")
        assert client.get(path).status_code == 404


def test_the_maker_of_a_run_is_told_that_another_reviews_it(cast, signed_in):
    programme = announced(cast, (1, 5))
    entry = enter(cast, programme, cast.daughter, "c02", "c01")
    published(cast, programme)
    with frozen(LATER + timedelta(hours=1)):
        made = actions.contest(cast.actor("father"), entry.pk, words="请看一看")
        path = f"{OFFICE}contests/{made.public_id}/"
        assert "请另一位工作人员复核。" in text(signed_in("officer").get(path))
        second = signed_in("second")
        page = text(second.get(path))
        gives = str(programme.classes.get(code="c01").public_id)
        assert f'value="{gives}"' in page
        assert second.post(path, {"gives": gives, "reason": ""}).status_code == 422
        assert second.post(path, {"gives": gives, "reason": "有空位"}).status_code == 302
        page = text(signed_in("father").get(f"/family/programmes/entries/{entry.public_id}/"))
    assert "人工复核后给的名额。" in page and "c01班" in page.split('id="next">')[1][:60]


def test_a_dry_run_leaves_the_result_alone(cast, signed_in):
    programme = announced(cast)
    enter(cast, programme, cast.daughter, "c01")
    with frozen(AFTER):
        dry_run(cast, programme)
        page = text(signed_in("officer").get(f"{home(programme)}runs/"))
    assert "试算 · 暑期规则 2026-01-01" in page and "录取 1 个孩子" in page


def test_a_class_for_several_ages_is_made_with_seats_for_each_and_read_back(cast, signed_in):
    programme = make_programme(cast, ())
    client, path = signed_in("officer"), f"{home(programme)}classes/"
    sent = {
        "site": str(cast.bamboo.public_id), "code": "m1", "name": "混龄班", "band": "mixed", "cap": "10",
        "minimum": "0", "staff": "4", "weekdays": ["1"], "opens": "08:00", "closes": "12:00",
        "part_toddler": "5", "part_older_toddler": "5", "apart": "shared",
    }  # fmt: skip
    above = client.post(path, sent | {"seats_migrant": "3", "part_toddler": "6"})
    assert above.status_code == 422 and "各年龄合起来不能超过班额" in text(above)
    assert client.post(path, sent | {"seats_migrant": "3"}).status_code == 302
    made = programme.classes.get()
    assert not made.apart
    assert list(made.parts.values_list("band", "seats")) == [("toddler", 5), ("older_toddler", 5)]
    page = text(client.get(path))
    assert "托小班 5 个、托大班 5 个" in page
    assert "进城务工人员随迁子女 3 个（托小班 2 个、托大班 1 个）" in page
    form = client.get(f"{path}{made.public_id}/").context["form"]
    assert (form.parted, form["apart"].value()) == (True, "shared")

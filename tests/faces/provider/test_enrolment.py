"""The head's pages of enrolment: a quiet inbox by clock, an answer in two steps, every step of a case, the board."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from shanyu.domain.agreements.actions import Change, countersign, draw_up, propose_change, sign
from shanyu.domain.agreements.queries import agreement
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.actions import agree_referral
from shanyu.domain.enrolment.models import Application, Case, Offer, Placement, Referral
from shanyu.domain.people.models import Child
from shanyu.faces.provider.inbox import sorted_out
from shanyu.faces.provider.templatetags.office import until
from shanyu.kernel import clock
from tests.cast import NOW, TODAY
from tests.domain.enrolment.making import MARCH, ask, attending, care_class, case, offer, through

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
#: A child of every need of a test, in a class for two-year-olds.
TWO = date(2024, 8, 11)


def another(cast, name: str, born: date = TWO) -> Child:
    return Child.objects.create(household=cast.household, name=name, sex="f", born=born)


def paths(cast) -> dict[str, str]:
    site = f"/office/sites/{cast.bamboo.public_id}/enrolment/"
    where = cast.bamboo.classes.get(name="向阳班")
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    there = attending(another(cast, "陈小禾"), where, cast.father, cast.head, TODAY)
    one = f"/office/enrolment/cases/{there.public_id}/"
    return {
        "all": "/office/enrolment/", "inbox": site, "waiting": f"{site}waiting/", "board": f"{site}board/",
        "application": f"/office/enrolment/applications/{asked.public_id}/", "case": one,
        "health": f"{one}health/",
    }  # fmt: skip


def test_every_page_opens_for_the_head_in_both_languages(cast, signed_in):
    client, found = signed_in("head"), paths(cast)
    assert {name: client.get(path).status_code for name, path in found.items()} == dict.fromkeys(found, 200)
    client.cookies["django_language"] = "en"
    for name, path in found.items():
        html = client.get(path).content.decode()
        for word in ("返回", "录取", "确认", "等家庭", "排队", "安排", "请"):
            assert f">{word}" not in html, (name, word)


@pytest.mark.parametrize("name", ["father", "carer", "keeper", "officer", "stranger"])
def test_enrolment_of_a_site_is_not_there_for_others(cast, signed_in, name):
    client = signed_in(name)
    found = {key: client.get(path).status_code for key, path in paths(cast).items()}
    assert found == dict.fromkeys(found, 404)


def test_the_inbox_is_quiet_about_families_that_no_place_reaches(cast):
    cast.willow.classes.update(licensed=F("placed"), held=0)
    care_class(cast.willow, "托大班", 1)
    first, second = case(cast.daughter, cast.father), case(another(cast, "陈小禾"), cast.father)
    ask(first, cast.willow)
    ask(second, cast.willow)
    found = sorted_out(cast.actor("head"), [cast.bamboo, cast.willow, cast.station])
    assert [(line.item.case, line.site, line.step) for line in found.now] == [(first, cast.willow, "answer")]
    assert (found.queued, found.waiting) == ([(cast.willow, 1)], 1)


def test_what_has_run_out_stands_first_and_a_first_day_only_when_it_has_come(cast):
    where = cast.bamboo.classes.get(name="向阳班")
    entering = case(cast.daughter, cast.father)
    accepted = offer(*ask(entering, cast.bamboo), where, cast.head, DECEMBER)
    calls.accept(accepted.pk, cast.father.pk)
    placed = case(another(cast, "陈小禾"), cast.father)
    calls.accept(offer(*ask(placed, cast.bamboo), where, cast.head, DECEMBER).pk, cast.father.pk)
    through(placed, cast.father, cast.head)
    actor = cast.actor("head")
    found = sorted_out(actor, [cast.bamboo])
    assert [line.item.case for line in found.coming] == [placed]
    assert [line.item.case for line in (*found.now, *found.family)] == [entering]
    with clock.frozen(NOW + timedelta(days=10)):
        found = sorted_out(actor, [cast.bamboo])
        assert [(line.item.case, line.step) for line in found.now] == [
            (entering, "overdue"),
            (placed, "first_day"),
        ]


def test_an_application_is_answered_in_two_clicks(cast, signed_in):
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    client = signed_in("head")
    inbox = client.get("/office/enrolment/").content.decode()
    path = f"/office/enrolment/applications/{asked.public_id}/"
    assert f'href="{path}"' in inbox and "看申请并答复" in inbox
    page = client.get(path)
    form = page.context["form"]
    sent = {name: form[name].value() for name in ("care_class", "starts_on")} | {"do": "offer"}
    assert client.post(path, sent).status_code == 302
    made = Offer.objects.get(application=asked)
    assert (made.placement.care_class.name, made.starts_on) == ("向阳班", DECEMBER)
    assert "收回录取" in client.get(path).content.decode()


def test_whoever_passes_a_family_is_asked_why_and_loses_nothing_typed(cast, signed_in):
    ask(case(another(cast, "陈小禾"), cast.father), cast.bamboo)
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    client, path = signed_in("head"), f"/office/enrolment/applications/{asked.public_id}/"
    assert "会越过前面 1 家" in client.get(path).content.decode()
    where = cast.bamboo.classes.get(name="向阳班")
    sent = {"care_class": where.pk, "starts_on": "2026-12-08", "words": "上午来", "do": "offer"}
    answer = client.post(path, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "前面还有月龄合适的家庭在排队。" in html and 'value="2026-12-08"' in html and "上午来" in html
    assert client.post(path, sent | {"reason": "agreed"}).status_code == 302
    assert Offer.objects.get().application == asked


def test_a_refusal_needs_its_reason(cast, signed_in):
    [asked] = ask(case(cast.daughter, cast.father), cast.bamboo)
    client, path = signed_in("head"), f"/office/enrolment/applications/{asked.public_id}/"
    answer = client.post(path, {"do": "refuse"})
    assert answer.status_code == 422 and "请选择原因。" in answer.content.decode()
    assert client.post(path, {"do": "refuse", "no-reason": "hours"}).status_code == 302
    assert Application.objects.get().state == "refused"


def test_missing_documents_are_named_and_cannot_be_confirmed(cast, signed_in):
    where = cast.bamboo.classes.get(name="向阳班")
    one = case(cast.daughter, cast.father)
    calls.accept(offer(*ask(one, cast.bamboo), where, cast.head, DECEMBER).pk, cast.father.pk)
    client, path = signed_in("head"), f"/office/enrolment/cases/{one.public_id}/"
    html = client.get(path).content.decode()
    assert "还缺" in html and "材料齐了，确认" not in html
    answer = client.post(path, {"do": "documents"}, follow=True)
    assert "材料还不齐" in answer.content.decode()
    assert Case.objects.get().state == "accepted"


def test_the_telephones_are_shown_on_asking_only(cast, signed_in):
    cast.father.phone = "13800001234"
    cast.father.save()
    where = cast.bamboo.classes.get(name="向阳班")
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    client, path = signed_in("head"), f"/office/enrolment/cases/{one.public_id}/"
    assert "13800001234" not in client.get(path).content.decode()
    answer = client.post(f"{path}call/")
    assert "13800001234" in answer.content.decode() and answer["Cache-Control"] == "no-store"


def test_a_child_moves_up_on_the_board_and_a_wrong_move_says_why_at_once(cast, signed_in):
    where = cast.bamboo.classes.get(name="向阳班")
    bigger = care_class(cast.bamboo, "朝阳班", 0)
    one = attending(cast.daughter, where, cast.father, cast.head, TODAY)
    client, path = signed_in("head"), f"/office/sites/{cast.bamboo.public_id}/enrolment/board/"
    sent = {"case": str(one.public_id), "care_class": bigger.pk, "starts_on": MARCH.isoformat()}
    answer = client.post(path, sent)
    assert answer.status_code == 422 and "“朝阳班”在这段时间已经没有空位。" in answer.content.decode()
    bigger.licensed = 1
    bigger.save()
    assert client.post(path, sent).status_code == 302
    planned = Placement.objects.get(care_class=bigger)
    assert (planned.state, planned.during.lower) == ("planned", MARCH)
    assert "3月1日 周一升班" in client.get(path).content.decode()


def test_a_child_of_another_site_cannot_be_moved(cast, signed_in):
    infants = care_class(cast.far, "托大班", 5)
    one = attending(cast.daughter, infants, cast.father, cast.head, TODAY)
    client, path = signed_in("head"), f"/office/sites/{cast.bamboo.public_id}/enrolment/board/"
    answer = client.post(path, {"case": str(one.public_id), "care_class": 1, "starts_on": "2027-03-01"})
    assert answer.status_code == 422
    assert Placement.objects.get(case=one).during.upper is None


def agreed(cast, child: Child) -> Case:
    """A case whose agreement waits to be signed."""
    where = cast.bamboo.classes.get(name="向阳班")
    one = case(child, cast.father)
    calls.accept(offer(*ask(one, cast.bamboo), where, cast.head, DECEMBER).pk, cast.father.pk)
    for kind, begins, ends in (("documents", "accepted", "checkup"), ("checkup", "checkup", "agreement")):
        assert calls.step(one.pk, kind, (begins,), ends, TODAY, cast.head.pk) == "done"
    one.refresh_from_db()
    draw_up(cast.actor("head"), one)
    return one


def test_the_head_signs_the_text_that_was_read_after_the_family(cast, signed_in):
    one = agreed(cast, cast.daughter)
    client, path = signed_in("head"), f"/office/enrolment/cases/{one.public_id}/agreement/"
    assert "等家庭先签" in client.get(path).content.decode()
    sha256 = agreement(cast.actor("father"), one).sha256
    sign(cast.actor("father"), one, sha256=sha256)
    assert f'href="{path}"' in client.get("/office/enrolment/").content.decode()
    page = client.get(path).content.decode()
    assert "代表机构签署" in page and sha256 in page
    refused = client.post(path, {"do": "sign", "sha256": "0" * 64}, follow=True)
    assert "和您读到的不同" in refused.content.decode()
    unknown = client.post(path, {"do": "tidy"}, follow=True)
    assert "拟好" not in unknown.content.decode()
    assert client.post(path, {"do": "sign", "sha256": sha256}).status_code == 302
    one.refresh_from_db()
    assert one.state == "placed"


def test_the_inbox_asks_the_same_however_many_families_are_in_it(cast, signed_in):
    client, asked = signed_in("head"), []
    for name in ("陈小禾", "陈小米", "陈小麦"):
        ask(case(another(cast, name), cast.father), cast.bamboo)
        client.get("/office/enrolment/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/office/enrolment/").content.decode()
        asked.append(len(queries))
    assert page.count("看申请并答复") == 3
    assert asked[0] == asked[2]


def test_a_clock_that_ends_with_a_day_names_that_day():
    def midnight(day: int) -> datetime:
        return datetime(2026, 11, day, tzinfo=clock.SHANGHAI)

    assert until(midnight(22)) == "今天之内"
    assert until(midnight(25)) == "11月24日 周二之内"
    assert until(midnight(25) + timedelta(hours=9)) == "11月25日 周三 09:00 前"


def test_a_change_that_the_family_proposes_waits_in_the_inbox_until_it_is_signed(cast, signed_in):
    one = agreed(cast, cast.daughter)
    father, head = cast.actor("father"), cast.actor("head")
    sign(father, one, sha256=agreement(father, one).sha256)
    countersign(head, one, sha256=agreement(head, one).sha256)
    Case.objects.filter(pk=one.pk).update(state="attending")
    wish = Change("full_day", (1, 2, 3), time(8), time(17), None)
    paper = propose_change(father, one, change=wish, begins_on=MARCH)
    client, path = signed_in("head"), f"/office/enrolment/cases/{one.public_id}/agreement/"
    assert "看变更" in client.get("/office/enrolment/").content.decode()
    page = client.get(path).content.decode()
    assert paper.sha256 in page
    sent = {"do": "sign_change", "paper": paper.pk, "sha256": paper.sha256}
    assert client.post(path, sent).status_code == 302
    assert "看变更" not in client.get("/office/enrolment/").content.decode()
    assert "机构已签，等家庭签。" in client.get(path).content.decode()


def test_a_referral_waits_in_the_inbox_until_it_is_answered(cast, signed_in):
    infants = care_class(cast.far, "托大班", 5)
    attending(cast.daughter, infants, cast.father, cast.head, TODAY)
    asked = Referral.objects.create(
        child=cast.daughter, from_site=cast.far, to_site=cast.bamboo, made_by=cast.boss, note="周三下午来"
    )
    client, inbox = signed_in("head"), "/office/enrolment/"
    assert "看转介" not in client.get(inbox).content.decode()
    agree_referral(cast.actor("father"), asked)
    assert f'href="/office/referrals/{asked.public_id}/"' in client.get(inbox).content.decode()
    assert client.post(f"/office/referrals/{asked.public_id}/", {"do": "take"}).status_code == 302
    assert "看转介" not in client.get(inbox).content.decode()


def test_after_the_end_a_case_offers_no_telephone(cast, signed_in):
    client, path = signed_in("head"), paths(cast)["case"]
    assert "家长电话" in client.get(path).content.decode()
    Case.objects.filter(state="attending").update(last_day=TODAY)
    with clock.frozen(NOW + timedelta(days=1)):
        assert "家长电话" not in client.get(path).content.decode()
        assert client.post(f"{path}call/").status_code == 404


def test_an_operator_does_not_confirm_a_check_up_that_only_the_head_may_read(cast, signed_in):
    where = cast.bamboo.classes.get(name="向阳班")
    one = case(cast.daughter, cast.father)
    calls.accept(offer(*ask(one, cast.bamboo), where, cast.head, DECEMBER).pk, cast.father.pk)
    assert calls.step(one.pk, "documents", ("accepted",), "checkup", TODAY, cast.head.pk) == "done"
    path = f"/office/enrolment/cases/{one.public_id}/"
    assert "体检合格，确认" in signed_in("head").get(path).content.decode()
    undated = signed_in("head").post(path, {"do": "checkup"})
    assert (undated.status_code, list(undated.context["checking"].errors)) == (422, ["paper_of"])
    html = signed_in("boss").get(path).content.decode()
    assert "请负责人核对" in html and "体检合格，确认" not in html

"""Messages on every face: lists, threads, announcements, requests, settings, as people use them by plain forms."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import override_settings

from shanyu.domain.messaging.actions import report_message, write
from shanyu.domain.messaging.models import (
    Announcement,
    ConsentAnswer,
    ConsentRequest,
    GroupChoice,
    Message,
    QuietHours,
    Receipt,
    Report,
    SiteHours,
    Template,
    Thread,
)
from tests.cast import TODAY, Cast
from tests.domain.messaging.making import in_class, thread_of
from tests.domain.messaging.test_announcements import publish
from tests.files import picture

pytestmark = pytest.mark.django_db


def test_a_father_opens_a_topic_with_a_picture_and_the_carer_answers(cast: Cast, signed_in):
    where = in_class(cast)
    father, carer = signed_in("father"), signed_in("carer")
    facts = {
        "to": f"class:{where.pk}:{cast.daughter.pk}", "topic": "午睡", "words": "睡得好吗", "mark": str(uuid4()),
        "files": [_file()],
    }  # fmt: skip
    answer = father.post("/family/messages/new/", facts)
    made = Thread.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/family/messages/{made.public_id}/")
    assert "1 条未读" in carer.get("/carer/messages/").content.decode()
    page = carer.get(f"/carer/messages/{made.public_id}/").content.decode()
    assert "睡得好吗" in page
    assert "条未读" not in carer.get("/carer/messages/").content.decode().split("<main", 1)[1]
    one = made.messages.get().attachments.get()
    assert carer.get(f"/carer/messages/files/{one.public_id}/")["Content-Type"] == "image/png"
    mark = str(uuid4())
    for _ in range(2):
        carer.post(f"/carer/messages/{made.public_id}/", {"words": "睡了两小时", "mark": mark})
    assert Message.objects.count() == 2
    assert "睡了两小时" in father.get(f"/family/messages/{made.public_id}/").content.decode()


def _file() -> BytesIO:
    file = BytesIO(picture())
    file.name = "photo.png"
    return file


def test_nobody_else_finds_the_thread_and_an_empty_answer_is_said_beside_the_field(cast: Cast, signed_in):
    in_class(cast)
    made = thread_of(cast)
    urls = {
        "stranger": f"/family/messages/{made.public_id}/", "head": f"/office/messages/{made.public_id}/",
        "officer": f"/authority/messages/{made.public_id}/",
    }  # fmt: skip
    assert {who: signed_in(who).get(url).status_code for who, url in urls.items()} == dict.fromkeys(urls, 404)
    answer = signed_in("father").post(f"/family/messages/{made.public_id}/", {"words": "  "})
    assert (answer.status_code, Message.objects.count()) == (422, 1)


def test_outside_its_hours_a_site_says_when_it_answers(cast: Cast, signed_in):
    in_class(cast)
    made = thread_of(cast)
    office = signed_in("head")
    url = f"/office/sites/{cast.bamboo.public_id}/messages/"
    facts = {"do": "hours", "weekdays": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "17:30"}
    assert office.post(url, facts).status_code == 302
    assert SiteHours.objects.get().site == cast.bamboo
    page = signed_in("father").get(f"/family/messages/{made.public_id}/").content.decode()
    assert "现在不是工作时间，最早 11月23日 周一 08:00 起答复。" in page
    assert office.post(url, {"do": "template", "title": "收到", "words": "收到，谢谢"}).status_code == 302
    one = Template.objects.get()
    assert "收到，谢谢" in office.get(url).content.decode()
    office.post(f"{url}{one.public_id}/remove/")
    assert not Template.objects.exists()


def test_a_report_goes_to_the_authority_and_is_settled_there(cast: Cast, signed_in):
    in_class(cast)
    made = thread_of(cast)
    bad = write(cast.actor("carer"), made, words="不像话", mark=uuid4())
    father, officer = signed_in("father"), signed_in("officer")
    url = f"/family/messages/{made.public_id}/report/{bad.public_id}/"
    assert "不像话" in father.get(url).content.decode()
    assert father.post(url, {"reason": "insult"}).status_code == 302
    one = Report.objects.get()
    assert "留言举报（1 条待处理）" in officer.get("/authority/messages/").content.decode()
    page = f"/authority/messages/reports/{one.public_id}/"
    assert "不像话" in officer.get(page).content.decode()
    assert officer.post(page, {"outcome": "已约谈"}).status_code == 302
    assert "已约谈" in officer.get(page).content.decode()
    assert signed_in("head").get(page).status_code == 404


def test_a_father_confirms_an_announcement_and_the_head_sees_it_and_reminds_the_mother(cast: Cast, signed_in):
    where = in_class(cast)
    head, father = signed_in("head"), signed_in("father")
    facts = {
        "to": f"class:{where.pk}", "title": "秋游", "words": "带水壶", "must_confirm": "on", "mark": str(uuid4()),
    }  # fmt: skip
    answer = head.post("/office/published/new/", facts)
    made = Announcement.objects.get()
    assert answer["Location"] == f"/office/published/{made.public_id}/"
    assert "秋游" in father.get("/family/messages/").content.decode()
    url = f"/family/announcements/{made.public_id}/"
    assert "带水壶" in father.get(url).content.decode()
    father.post(url)
    assert Receipt.objects.get().confirmed_at is not None
    assert "看并确认" not in father.get("/family/announcements/").content.decode()
    page = head.get(f"/office/published/{made.public_id}/").content.decode()
    assert "2 人中 1 人看过 · 1 人确认" in page
    head.post(f"/office/published/{made.public_id}/", {"do": "remind"})
    made.refresh_from_db()
    assert made.reminded_at is not None
    assert "1 人确认" in head.get("/office/published/").content.decode()


def test_the_authority_announces_to_its_sites_and_a_head_confirms(cast: Cast, signed_in):
    made = publish(cast, "officer", f"region:{cast.district.pk}")
    head = signed_in("head")
    assert "周五秋游" in head.get("/office/messages/").content.decode()
    head.post(f"/office/announcements/{made.public_id}/")
    assert Receipt.objects.get().account == cast.head
    page = signed_in("officer").get(f"/authority/published/{made.public_id}/").content.decode()
    assert "2 人中 1 人看过 · 1 人确认" in page


def test_both_guardians_answer_a_request_and_the_head_sees_who(cast: Cast, signed_in):
    where = in_class(cast)
    head = signed_in("head")
    facts = {
        "to": f"class:{where.pk}", "kind": "outing", "title": "去公园", "words": "周五上午", "mark": str(uuid4()),
        "starts": TODAY + timedelta(days=6), "ends": TODAY + timedelta(days=6), "answer_by": TODAY + timedelta(days=4),
    }  # fmt: skip
    assert head.post("/office/consents/new/", facts).status_code == 302
    made = ConsentRequest.objects.get()
    for who, say in (("father", "yes"), ("mother", "no")):
        client = signed_in(who)
        assert "去公园" in client.get("/family/messages/").content.decode()
        url = f"/family/consents/{made.public_id}/"
        assert "周五上午" in client.get(url).content.decode()
        client.post(url, {"child": str(cast.daughter.public_id), "say": say})
        word = "您已同意" if say == "yes" else "您不同意"
        assert word in client.get("/family/consents/").content.decode()
    assert list(ConsentAnswer.objects.order_by("pk").values_list("yes", flat=True)) == [True, False]
    page = head.get(f"/office/consents/{made.public_id}/").content.decode()
    assert "同意 0 · 不同意 1 · 没答复 0" in page
    head.post(f"/office/consents/{made.public_id}/")
    assert "已撤回" in head.get("/office/consents/").content.decode()
    assert signed_in("stranger").get(f"/family/consents/{made.public_id}/").status_code == 404


def test_somebody_chooses_groups_and_quiet_hours(cast: Cast, signed_in):
    father = signed_in("father")
    assert "免打扰时间" in father.get("/account/notices/settings/").content.decode()
    father.post("/account/notices/groups/", {"group": ["booking"]})
    assert GroupChoice.objects.get(account=cast.father, group="message").on is False
    father.post("/account/notices/quiet/", {"starts": "22:00", "ends": "06:30", "digest": "on"})
    assert str(QuietHours.objects.get().ends) == "06:30:00"
    assert father.post("/account/notices/quiet/", {"starts": "late"}).status_code == 422


def test_a_translation_stands_beside_the_original_only_where_a_translator_is_set(
    cast: Cast, signed_in, translator
):
    in_class(cast)
    made = thread_of(cast)
    write(cast.actor("carer"), made, words="睡了两小时", mark=uuid4())
    key = made.messages.last().public_id
    father, url = signed_in("father"), f"/family/messages/{made.public_id}/"
    assert "看译文" not in father.get(url).content.decode()
    with override_settings(SHANYU_TRANSLATOR=translator.address):
        assert "看译文" in father.get(url).content.decode()
        assert translator.asked == []
        page = father.get(f"{url}?translate={key}").content.decode()
        assert "睡了两小时" in page
        assert "slept two hours" in page
        assert translator.asked == [{"text": "睡了两小时", "to": "zh-hans"}]
        translator.status = 500
        assert "现在不能翻译。" in father.get(f"{url}?translate={key}").content.decode()


def test_one_who_reports_twice_is_told_so(cast: Cast, signed_in):
    in_class(cast)
    made = thread_of(cast)
    bad = write(cast.actor("carer"), made, words="不像话", mark=uuid4())
    report_message(cast.actor("father"), bad, reason="insult")
    url = f"/family/messages/{made.public_id}/report/{bad.public_id}/"
    answer = signed_in("father").post(url, {"reason": "harm"})
    assert (answer.status_code, "您已经举报过这一条。" in answer.content.decode()) == (422, True)

"""Every page of messages, full: by axe and without scrolling sideways, at three sizes, in both languages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from shanyu.domain.messaging.actions import (
    announce,
    answer_consent,
    open_thread,
    report_message,
    save_template,
    set_hours,
    write,
)
from tests.cast import TODAY
from tests.domain.messaging.making import in_class, thread_of
from tests.domain.messaging.test_consents import ask
from tests.journeys.pages import ELSEWHERE
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def test_every_page_of_messages_is_well_on_every_face(stage):
    cast = stage.cast
    where = in_class(cast)
    cast.bamboo.refresh_from_db()
    head = cast.actor("head")
    hours = {"weekdays": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "17:30"}
    set_hours(head, cast.bamboo, **hours)
    save_template(head, cast.bamboo, title="收到", words="收到了，谢谢您告诉我们。")
    with_class, with_head = thread_of(cast), thread_of(cast, "head", topic="请假")
    reply = write(cast.actor("carer"), with_class, words="睡了一个半小时", mark=uuid4())
    answer = write(head, with_head, words="好的", mark=uuid4())
    asked = write(cast.actor("mother"), with_class, words="好的，谢谢", mark=uuid4())
    office = open_thread(
        head, to=f"office:{cast.bamboo.pk}", topic="备案", words="请问何时换证", mark=uuid4()
    )
    reported = report_message(cast.actor("father"), reply, reason="other", words="说明")
    facts = {"title": "周五消防演练", "words": "请穿方便走路的鞋", "must_confirm": True}
    told = announce(
        cast.actor("carer"),
        to=f"class:{where.pk}",
        mark=uuid4(),
        confirm_by=TODAY + timedelta(days=3),
        **facts,
    )
    region = announce(cast.actor("officer"), to=f"region:{cast.district.pk}", mark=uuid4(), **facts)
    request = ask(cast)
    answer_consent(cast.actor("mother"), request, child=cast.daughter.public_id, yes=True)

    stage.enter("father")
    stage.look("/family/messages/")
    stage.look("/family/messages/new/")
    stage.look(f"/family/messages/{with_class.public_id}/")
    stage.look(f"/family/messages/{with_class.public_id}/report/{asked.public_id}/")
    stage.look("/family/announcements/")
    stage.look(f"/family/announcements/{told.public_id}/")
    stage.look("/family/consents/")
    stage.look(f"/family/consents/{request.public_id}/")
    stage.enter("carer")
    stage.look("/carer/messages/")
    stage.look("/carer/messages/new/")
    stage.look(f"/carer/messages/{with_class.public_id}/")
    stage.look(f"/carer/messages/{with_class.public_id}/report/{asked.public_id}/")
    stage.look("/carer/published/")
    stage.look("/carer/published/new/")
    stage.look(f"/carer/published/{told.public_id}/")
    stage.enter("head")
    stage.look("/office/messages/")
    stage.look("/office/messages/new/")
    stage.look(f"/office/messages/{with_head.public_id}/")
    opening = with_head.messages.exclude(pk=answer.pk).get()
    stage.look(f"/office/messages/{with_head.public_id}/report/{opening.public_id}/")
    stage.look("/office/announcements/")
    stage.look(f"/office/announcements/{region.public_id}/")
    stage.look("/office/published/")
    stage.look("/office/published/new/")
    stage.look(f"/office/published/{told.public_id}/")
    stage.look("/office/consents/")
    stage.look("/office/consents/new/")
    stage.look(f"/office/consents/{request.public_id}/")
    stage.look(f"/office/sites/{cast.bamboo.public_id}/messages/")
    stage.enter("officer")
    stage.look("/authority/messages/")
    stage.look(f"/authority/messages/{office.public_id}/")
    stage.look("/authority/published/")
    stage.look("/authority/published/new/")
    stage.look(f"/authority/published/{region.public_id}/")
    stage.look("/authority/messages/reports/")
    stage.look(f"/authority/messages/reports/{reported.public_id}/")
    assert stage.problems == {}
    assert ELSEWHERE["test_messages.py"] - stage.seen == set()

"""The head's page of another plan: what it costs is seen before it is proposed."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page

from shanyu.domain.agreements.actions import record_payment
from tests.cast import TODAY
from tests.domain.agreements.making import DECEMBER, in_force, publish
from tests.journeys.stage import Stage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("database_beside_the_browser"),
    pytest.mark.timeout(300),
]


@pytest.fixture
def stage(cast, live_server, page: Page) -> Stage:
    return Stage(page, live_server.url.replace("127.0.0.1", "localhost"), cast)


def test_proposing_a_change_is_well_made_at_every_size(cast, stage):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    stage.enter("head")
    agreed = f"/office/enrolment/cases/{one.public_id}/agreement/"
    stage.look(agreed)
    stage.look(f"{agreed}change/?form=half_day&weekdays=1&weekdays=3&begins_on=2026-12-16&opens=&closes=")
    stage.look(f"{agreed}change/?form=half_day&weekdays=1&begins_on=2026-11-01&opens=&closes=", status=422)
    stage.look(f"{agreed}fees/?month=2026-12")
    paid = record_payment(
        cast.actor("head"),
        one,
        month=DECEMBER,
        amount_fen=1000,
        method="cash",
        received_on=TODAY,
        key=uuid4(),
    )
    stage.look(f"{agreed}fees/{paid.public_id}/reverse/")
    assert stage.problems == {}

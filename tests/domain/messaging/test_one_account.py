"""What messaging keeps of one account: in an export whole, after closing nothing, in the database sealed."""

import pytest
from django.db import connection
from psycopg import sql

from shanyu.domain.messaging.actions import add_device, choose_channels
from shanyu.domain.messaging.models import ChannelChoice, Notification, PushSubscription
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.actions import close_account
from shanyu.domain.people.models import Account
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel import keys, rotation
from shanyu.kernel.clock import now
from shanyu.kernel.fields import matching
from tests.cast import Cast
from tests.domain.messaging.test_push import written
from tests.domain.messaging.work import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(mailed: Cast, push_service) -> Cast:
    """The father has a notice with a signed link, a device and a choice."""
    add_device(
        mailed.actor("father"),
        endpoint=f"{push_service.address}/one",
        p256dh=written(push_service.point),
        auth=written(push_service.secret),
        device="Firefox",
    )
    choose_channels(mailed.actor("father"), offered=["email", "sms"], on=["email"])
    notify(
        mailed.father,
        kind="test",
        title="预约成功",
        body="周六",
        url="/x/",
        dedupe="1",
        links=[("退出", "/b/t/")],
    )
    return mailed


def test_an_export_holds_notices_channels_and_the_address(told: Cast):
    work()
    data = export_my_data(told.actor("father"))
    moment = now().isoformat()
    assert data["notices"] == [
        {
            "at": moment, "kind": "test", "title": "预约成功", "body": "周六", "read": None,
            "sent_by": ["email", "push"],
        }
    ]  # fmt: skip
    assert data["channels"] == {
        "choices": {"email": True, "sms": False},
        "devices": [{"device": "Firefox", "since": moment}],
    }
    assert (data["account"]["email"], data["account"]["email_confirmed"]) == ("father@mail.example", True)


def test_a_closed_account_leaves_nothing_here(told: Cast):
    close_account(told.actor("father"), told.father.pk)
    assert not any(model.objects.exists() for model in (Notification, PushSubscription, ChannelChoice))
    gone = Account.objects.get(pk=told.father.pk)
    assert (gone.email, gone.email_index, gone.email_confirmed_at) == (None, None, None)


def test_what_was_planned_for_a_closed_account_is_not_sent(told: Cast, mail_server):
    close_account(told.actor("father"), told.father.pk)
    assert (set(work()), mail_server.mails) == ({""}, [])


@pytest.mark.parametrize(
    ("table", "column", "clear"),
    [
        ("people_account", "email", b"father@mail.example"),
        ("messaging_pushsubscription", "endpoint", b"http"),
        ("messaging_pushsubscription", "keys", b"p256dh"),
        ("messaging_notification", "links", b"/b/t/"),
    ],
)
def test_the_database_holds_none_of_it_in_clear(told: Cast, table, column, clear):
    with connection.cursor() as cursor:
        ask = sql.SQL("SELECT {column} FROM {table} WHERE {column} IS NOT NULL")
        cursor.execute(ask.format(column=sql.Identifier(column), table=sql.Identifier(table)))
        blobs = [bytes(blob) for (blob,) in cursor.fetchall()]
    assert blobs
    assert not any(clear in blob for blob in blobs)


def test_a_rotation_of_keys_reaches_all_of_it(told: Cast, monkeypatch):
    newer = keys.ring().rotated()
    monkeypatch.setattr(keys, "ring", lambda: newer)
    left = rotation.remaining(newer)
    assert {"Account", "Notification", "PushSubscription"} <= set(left)
    list(rotation.reseal())
    assert rotation.remaining(newer) == {}
    assert Account.objects.get(matching(Account, "email_index", "father@mail.example")) == told.father

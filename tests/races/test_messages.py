"""Receipts and messages at one moment: many devices of one person leave one row, and the first moment stays."""

from uuid import uuid4

import pytest

from shanyu.domain.messaging import broadcasts
from shanyu.domain.messaging.actions import announce, confirm_announcement, see_announcement, write
from shanyu.domain.messaging.models import Message, Receipt
from shanyu.domain.messaging.queries import receipts
from tests.domain.messaging.making import in_class, thread_of
from tests.races.rush import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_guardians_on_many_devices_leave_one_receipt_each(cast):
    where = in_class(cast)
    made = announce(
        cast.actor("head"),
        to=f"class:{where.pk}",
        title="秋游",
        words="带水壶",
        mark=uuid4(),
        must_confirm=True,
    )
    acts = [
        (lambda who=who, act=act: act(cast.actor(who), made))
        for who in ("father", "mother")
        for act in (see_announcement, confirm_announcement, confirm_announcement)
    ]
    together(acts)
    assert Receipt.objects.filter(confirmed_at__isnull=False).count() == Receipt.objects.count() == 2
    found = receipts(cast.actor("head"), made)
    assert (found.people, found.seen, found.confirmed) == (2, 2, 2)
    assert broadcasts.still_to_do(made) == []


def test_one_message_sent_by_many_tries_at_once_is_one(cast):
    in_class(cast)
    thread, mark = thread_of(cast), uuid4()
    answers = together([lambda: write(cast.actor("carer"), thread, words="好的", mark=mark).pk] * 4)
    assert len(set(answers)) == 1
    assert Message.objects.filter(mark=mark).count() == 1


def test_one_topic_opened_by_many_tries_at_once_is_one(cast):
    in_class(cast)
    mark = uuid4()
    answers = together([lambda: thread_of(cast, mark=mark).pk] * 4)
    assert len(set(answers)) == Message.objects.count() == 1

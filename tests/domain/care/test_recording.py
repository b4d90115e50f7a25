"""Entries arrive each once, by whoever worked there on their day; bad ones are told and stop nothing."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.types.range import DateRange

from shanyu.domain.care import jobs
from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Arrived, Device, Entry, Unlock
from shanyu.domain.care.queries import day_of_child, floor
from shanyu.domain.providers.models import Post
from shanyu.kernel import clock
from shanyu.kernel.clock import now
from shanyu.kernel.door import OutOfReach
from shanyu.kernel.events import subscribe, unsubscribe
from tests import cast as people
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw, worker_of


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def send(cast, *entries: dict, who: str = "carer", **more):
    return record(cast.actor(who), cast.bamboo, entries=entries, **more)


def codes(result) -> list[str]:
    return sorted(refusal.code for refusal in result.refused.values())


def test_an_entry_is_in_the_record_and_on_the_day_of_its_child(cast, where):
    sent = raw(cast.daughter, "meal", slot="breakfast", amount="most", note="粥喝了两碗")
    result = send(cast, sent)
    assert result.accepted == (UUID(sent["mark"]),)
    [entry] = day_of_child(cast.actor("father"), cast.daughter).entries
    assert (entry.kind, entry.facts, entry.note) == ("meal", sent["facts"], "粥喝了两碗")
    assert entry.by == worker_of(cast.carer).name
    assert Entry.objects.get().care_class == where


def test_what_is_sent_again_is_known_and_tells_nobody_twice(cast, where):
    heard = []
    subscribe("care.recorded", hear := lambda site, entries: heard.append(len(entries)))
    sent = raw(cast.daughter, "arrival", way="name")
    first, again = send(cast, sent), send(cast, sent, raw(cast.daughter, "mood", mood="calm"), sent)
    unsubscribe("care.recorded", hear)
    assert (first.known, again.known) == ((), (UUID(sent["mark"]),))
    assert len(again.accepted) == 1
    assert heard == [1, 1]
    assert Entry.objects.count() == 2


def test_the_same_mark_on_another_day_is_still_the_same_entry(cast, where):
    sent = raw(cast.daughter, "mood", mood="happy")
    send(cast, sent)
    moved = sent | {"at": (now() - timedelta(days=1)).isoformat()}
    assert send(cast, moved).known == (UUID(sent["mark"]),)
    assert list(Entry.objects.values_list("day", flat=True)) == [TODAY]


def test_a_bad_entry_is_told_and_does_not_stop_a_good_one(cast, where):
    good = raw(cast.daughter, "water", ml=80)
    result = send(
        cast,
        raw(cast.daughter, "water", ml=8000),
        raw(cast.daughter, "dance"),
        raw(cast.daughter, "note"),
        raw(cast.son, "water", ml=80),
        raw(cast.daughter, "water", now() - timedelta(days=50), ml=80),
        {"mark": "?", "child": str(cast.daughter.public_id), "kind": "water", "at": "yesterday"},
        raw(cast.daughter, "water", ml=80, by=uuid4()),
        good,
    )
    assert result.accepted == (UUID(good["mark"]),)
    assert codes(result) == [
        "NotAnEntry", "NotAnEntry", "NotAnEntry", "NotAnEntry", "NotAtWork", "NotInClass", "TooLate",
    ]  # fmt: skip


def test_a_clock_that_is_an_hour_behind_is_put_right(cast, where):
    behind = timedelta(hours=1)
    send(cast, raw(cast.daughter, "mood", now() - behind, mood="calm"), sent_at=now() - behind)
    entry = Entry.objects.get()
    assert (entry.at, entry.clock_off_s) == (now(), 3600)


def test_a_clock_that_is_ahead_never_writes_into_the_future(cast, where):
    send(cast, raw(cast.daughter, "mood", now() + timedelta(days=2), mood="calm"), sent_at=None)
    assert Entry.objects.get().at == now()


def test_entries_made_before_a_change_of_post_still_arrive_and_later_ones_do_not(cast, where):
    Post.objects.filter(worker=worker_of(cast.carer)).update(valid=DateRange(people.SINCE.lower, TODAY))
    yesterday = raw(cast.daughter, "mood", now() - timedelta(days=1), mood="calm")
    result = send(cast, yesterday, raw(cast.daughter, "mood", mood="calm"))
    assert result.accepted == (UUID(yesterday["mark"]),)
    assert codes(result) == ["NotAtWork"]


def test_a_carer_who_was_moved_yesterday_sees_nothing_of_the_class_today(cast, where):
    send(cast, raw(cast.daughter, "mood", mood="calm"))
    assert [one.child for one in floor(cast.actor("carer"), where).children] == [cast.daughter]
    Post.objects.filter(worker=worker_of(cast.carer)).update(valid=DateRange(people.SINCE.lower, TODAY))
    for ask in (
        lambda: floor(cast.actor("carer"), where),
        lambda: day_of_child(cast.actor("carer"), cast.daughter),
    ):
        with pytest.raises(OutOfReach):
            ask()


@pytest.mark.parametrize("who", ["stranger", "grandmother", "keeper", "officer", "auditor", "boss"])
def test_nobody_else_reads_the_day_of_a_child(cast, where, who):
    with pytest.raises(OutOfReach):
        day_of_child(cast.actor(who), cast.daughter)


def test_colleagues_who_unlocked_a_device_may_have_made_its_entries(cast, where):
    device = Device.objects.create(
        site=cast.bamboo, name="大班平板", secret_hash="0" * 64, registered_by=cast.carer, seen_at=now()
    )
    colleague = people.worker("何老师", cast.stranger)
    people.post(colleague, cast.bamboo, "carer", where)
    hers = raw(cast.daughter, "mood", mood="calm", by=colleague.public_id)
    assert codes(send(cast, hers, device=device)) == ["NotAtWork"]
    Unlock.objects.create(device=device, account=cast.stranger, pin_hash="…")
    assert send(cast, hers, device=device).accepted == (UUID(hers["mark"]),)
    assert Entry.objects.get().worker == colleague


def test_a_correction_keeps_the_original(cast, where):
    wrong = raw(cast.daughter, "meal", slot="lunch", amount="none")
    send(cast, wrong, raw(cast.daughter, "meal", slot="lunch", amount="all", replaces=[wrong["mark"]]))
    [shown] = day_of_child(cast.actor("mother"), cast.daughter).entries
    assert (shown.facts["amount"], shown.corrects) == ("all", True)
    assert Entry.objects.count() == 2


def test_the_record_is_never_changed(cast, where):
    send(cast, raw(cast.daughter, "mood", mood="calm"))
    for change in (lambda: Entry.objects.update(kind="note"), lambda: Entry.objects.all().delete()):
        with pytest.raises(Exception, match=r"Cannot (update|delete)"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("water", '{"ml": 5000}'),
        ("water", "{}"),
        ("meal", '{"slot": "lunch", "amount": "plenty"}'),
        ("mood", '{"mood": "calm", "secret": 1}'),
        ("check", '{"slot": "noon", "outcome": "in_class", "symptoms": ["plague"]}'),
        ("dance", "{}"),
        ("medication", '{"request": "%(a)s", "slot": 720, "given_by": "%(a)s", "witnessed_by": "%(a)s"}'),
    ],
)
def test_the_database_itself_refuses_facts_that_a_kind_cannot_have(cast, where, kind, facts):
    send(cast, raw(cast.daughter, "mood", mood="calm"))
    with (
        pytest.raises(IntegrityError, match="care_entry_fits"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO care_entry (day, mark, at, received_at, clock_off_s, site_id, care_class_id, child_id, kind,"
            " facts, account_id, replaces, withdrawn) SELECT day, gen_random_uuid(), at, received_at, 0, site_id,"
            " care_class_id, child_id, %s, %s::jsonb, account_id, '{}', false FROM care_entry",
            [kind, facts % {"a": uuid4()} if "%" in facts else facts],
        )


def test_months_are_made_ahead_and_old_marks_forgotten(cast, where):
    send(cast, raw(cast.daughter, "mood", mood="calm"))
    assert jobs.make_months() == 2
    assert jobs.make_months() == 0
    assert jobs.forget_marks() == 0
    with clock.frozen(now() + timedelta(days=91)):
        assert jobs.forget_marks() == 1
    assert not Arrived.objects.exists()

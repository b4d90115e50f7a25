from datetime import date

import pytest

from shanyu.domain.providers.actions import add_worker, change_post, end_post, unmask_worker
from shanyu.domain.providers.models import Post, Worker
from shanyu.domain.providers.refusals import AlreadyPosted, NameDiffers, NotYoursToAppoint
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import AuditEvent

NUMBER = "11010519491231002X"
WEI = {"name": "魏小禾", "identity": NUMBER, "role": "carer"}


def test_the_same_person_at_two_sites_is_one_worker(cast):
    first = add_worker(cast.actor("head"), cast.bamboo, **WEI, phone="138 0000 1234")
    second = add_worker(cast.actor("head"), cast.willow, **WEI | {"identity": NUMBER.lower()})
    assert first.worker == second.worker
    assert Worker.objects.filter(name="魏小禾").count() == 1
    assert NUMBER not in str(vars(first.worker))


def test_a_number_under_another_name_is_refused_without_telling_whose_it_is(cast):
    add_worker(cast.actor("head"), cast.bamboo, **WEI)
    with pytest.raises(NameDiffers) as refused:
        add_worker(cast.actor("head"), cast.willow, **WEI | {"name": "别的人"})
    assert "魏小禾" not in str(refused.value)


def test_wrong_numbers_are_told_by_their_field_and_not_repeated(cast):
    wrong = WEI | {"identity": "110105194912310021", "name": "", "phone": "123"}
    with pytest.raises(Invalid) as refused:
        add_worker(cast.actor("head"), cast.bamboo, **wrong)
    assert sorted(refused.value.errors) == ["identity", "name", "phone"]
    assert "110105194912310021" not in str(refused.value)


def test_one_post_at_a_time(cast):
    add_worker(cast.actor("head"), cast.bamboo, **WEI)
    with pytest.raises(AlreadyPosted):
        add_worker(cast.actor("head"), cast.bamboo, **WEI)


@pytest.mark.parametrize("role", ["head", "station_keeper"])
def test_a_head_appoints_no_head_but_the_operator_does(cast, role):
    with pytest.raises(NotYoursToAppoint):
        add_worker(cast.actor("head"), cast.bamboo, **WEI | {"role": role})
    assert add_worker(cast.actor("boss"), cast.bamboo, **WEI | {"role": role}).role == role


def test_a_head_does_not_end_their_own_post(cast):
    own = Post.objects.get(worker__account=cast.head, site=cast.bamboo)
    with pytest.raises(NotYoursToAppoint):
        end_post(cast.actor("head"), own)
    assert end_post(cast.actor("officer"), own, last_day=date(2026, 11, 30)).valid.upper == date(2026, 12, 1)


def test_a_changed_post_keeps_what_was_before(cast):
    post = Post.objects.get(worker__account=cast.carer)
    moved = change_post(cast.actor("head"), post, care_class=None, full_time=False, starts=date(2026, 12, 1))
    rows = Post.objects.filter(worker=post.worker).order_by("valid")
    assert [(row.care_class_id, row.full_time, row.valid.lower, row.valid.upper) for row in rows] == [
        (post.care_class_id, True, date(2020, 1, 1), date(2026, 12, 1)),
        (None, False, date(2026, 12, 1), None),
    ]
    assert moved == rows[1]


def test_a_worker_who_left_is_out_of_the_heads_reach(cast):
    post = add_worker(cast.actor("head"), cast.bamboo, **WEI, starts=date(2026, 1, 1))
    end_post(cast.actor("head"), post, last_day=date(2026, 11, 21))
    assert unmask_worker(cast.actor("head"), post.worker, reason="filing").identity == NUMBER
    Post.objects.filter(pk=post.pk).update(valid=f"[2026-01-01,{date(2026, 11, 21)})")
    with pytest.raises(OutOfReach):
        unmask_worker(cast.actor("head"), post.worker, reason="filing")


def test_unmasking_leaves_who_whose_and_why_in_the_trail(cast, django_capture_on_commit_callbacks):
    post = add_worker(cast.actor("head"), cast.bamboo, **WEI, phone="13800001234")
    with django_capture_on_commit_callbacks(execute=True):
        shown = unmask_worker(cast.actor("head"), post.worker, reason="background_check")
    assert (shown.name, shown.identity, shown.phone) == ("魏小禾", NUMBER, "13800001234")
    event = AuditEvent.objects.get(verb="providers.unmask_worker")
    assert event.account_id == cast.head.pk
    assert event.ids == {"providers.worker": [post.worker.pk], "because.background_check": []}


def test_unmasking_without_a_reason_of_the_list_shows_nothing(cast):
    post = add_worker(cast.actor("head"), cast.bamboo, **WEI)
    with pytest.raises(Invalid):
        unmask_worker(cast.actor("head"), post.worker, reason="curious")


@pytest.mark.parametrize("name", ["carer", "keeper", "father", "city_officer"])
def test_nobody_else_unmasks(cast, name):
    worker = Worker.objects.get(account=cast.carer)
    with pytest.raises(OutOfReach):
        unmask_worker(cast.actor(name), worker, reason="filing")

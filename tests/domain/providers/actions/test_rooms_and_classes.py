from datetime import date
from decimal import Decimal

import pytest

from shanyu.domain.providers.actions import (
    add_class,
    add_room,
    close_class,
    edit_class,
    edit_room,
    remove_room,
    set_places,
)
from shanyu.domain.providers.refusals import (
    CameraForbidden,
    ClassNotEmpty,
    ClassTooLarge,
    NameTaken,
    OverLicensed,
    RoomInUse,
)
from shanyu.kernel.door import Invalid, OutOfReach


@pytest.fixture
def head(cast):
    return cast.actor("head")


@pytest.fixture
def sunny(cast):
    return cast.bamboo.classes.get()


@pytest.mark.parametrize("use", ["washing", "toilet", "changing", "nursing", "staff_rest"])
def test_a_private_room_refuses_a_camera_and_names_the_rule(cast, head, use):
    with pytest.raises(CameraForbidden) as refused:
        add_room(head, cast.bamboo, name="里间", use=use, area_m2=Decimal(6), has_camera=True)
    assert "公共安全视频图像信息系统管理条例" in refused.value.sentence()
    room = add_room(head, cast.bamboo, name="里间", use=use, area_m2=Decimal(6))
    with pytest.raises(CameraForbidden):
        edit_room(head, room, name="里间", use=use, area_m2=Decimal(6), has_camera=True)


def test_a_room_name_stands_once_at_a_site(cast, head):
    with pytest.raises(NameTaken):
        add_room(head, cast.bamboo, name="小院", use="outdoor", area_m2=Decimal(9))
    assert add_room(head, cast.willow, name="阁楼", use="store", area_m2=Decimal(9)).site == cast.willow


def test_a_room_is_told_every_wrong_field_at_once(cast, head):
    with pytest.raises(Invalid) as refused:
        add_room(head, cast.bamboo, name=" ", use="castle", area_m2=Decimal(0), floor=200)
    assert sorted(refused.value.errors) == ["area_m2", "floor", "name", "use"]


def test_a_room_with_a_class_stays(cast, head, sunny):
    with pytest.raises(RoomInUse) as refused:
        remove_room(head, sunny.room)
    assert refused.value.facts == {"name": "向阳活动室", "classes": 1}
    remove_room(head, cast.bamboo.rooms.get(name="小院"))
    assert list(cast.bamboo.rooms.values_list("name", flat=True)) == ["向阳活动室"]


@pytest.mark.parametrize(
    ("band", "most"), [("infant", 10), ("toddler", 15), ("older_toddler", 20), ("mixed", 18)]
)
def test_a_class_is_as_large_as_its_band_allows(cast, head, band, most):
    with pytest.raises(ClassTooLarge) as refused:
        add_class(head, cast.bamboo, name="新班", band=band, licensed=most + 1)
    assert refused.value.facts["most"] == most
    assert "国卫人口发〔2019〕58号" in refused.value.facts["rule"]
    made = add_class(head, cast.bamboo, name="新班", band=band, licensed=most)
    assert (made.licensed, made.free) == (most, most)


def test_a_class_takes_a_room_of_its_own_site_only(cast, head, sunny):
    elsewhere = cast.willow.rooms.first()
    with pytest.raises(Invalid) as refused:
        edit_class(head, sunny, name="向阳班", band="older_toddler", room=elsewhere.pk)
    assert list(refused.value.errors) == ["room"]


def test_free_places_follow_the_numbers(cast, head, sunny):
    changed = set_places(head, sunny, placed=16)
    assert (changed.licensed, changed.placed, changed.held, changed.free) == (20, 16, 1, 3)


def test_more_children_than_licensed_places_are_refused(cast, head, sunny):
    with pytest.raises(OverLicensed) as refused:
        set_places(head, sunny, placed=20)
    assert refused.value.facts == {"licensed": 20, "placed": 14, "held": 1}
    sunny.refresh_from_db()
    assert sunny.placed == 14


def test_a_class_beyond_its_band_may_shrink_but_not_grow(cast, head, sunny):
    type(sunny).objects.filter(pk=sunny.pk).update(licensed=24)
    with pytest.raises(ClassTooLarge):
        set_places(head, sunny, licensed=25)
    assert set_places(head, sunny, licensed=22).licensed == 22


def test_a_class_with_children_is_not_closed(cast, head, sunny):
    with pytest.raises(ClassNotEmpty):
        close_class(head, sunny)
    set_places(head, sunny, placed=0, held=0)
    assert close_class(head, sunny).closed_on == date(2026, 11, 21)


def test_a_keeper_has_no_classes_to_change(cast, sunny):
    with pytest.raises(OutOfReach):
        set_places(cast.actor("keeper"), sunny, placed=1)

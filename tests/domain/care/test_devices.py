"""A tablet is opened by a carer's PIN, five wrong ones lock it, and a stopped one lets nobody in."""

import pytest
from django.test import override_settings

from shanyu.domain.care.actions import register_device, revoke_device, set_pin, unlock
from shanyu.domain.care.known_devices import device_of
from shanyu.domain.care.models import Device, Unlock
from shanyu.domain.care.queries import colleagues, devices
from shanyu.domain.care.refusals import DeviceRevoked, DeviceUnknown, NotAtWork, PinEasy, PinLocked, PinWrong
from shanyu.domain.providers.models import Post
from shanyu.kernel.door import Actor, OutOfReach
from tests import cast as people
from tests.domain.care.making import worker_of

PIN = "402817"


@pytest.fixture
def tablet(cast):
    return register_device(cast.actor("carer"), cast.bamboo, name="向阳班平板", pin=PIN)


def open_it(cast, tablet, pin: str = PIN):
    return unlock(Actor(), secret=tablet.secret, worker=worker_of(cast.carer).public_id, pin=pin)


def test_a_registered_device_is_opened_by_its_carers_pin(cast, tablet):
    assert open_it(cast, tablet) == cast.carer
    assert device_of(tablet.secret) == tablet.device
    assert colleagues(tablet.device) == [worker_of(cast.carer)]


def test_neither_the_secret_nor_the_pin_is_kept(cast, tablet):
    kept = f"{Device.objects.values().get()} {Unlock.objects.values().get()}"
    assert tablet.secret not in kept and PIN not in kept


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "40281", "4028170", "abcdef", "４０２８１７"])
def test_an_easy_pin_is_refused(cast, pin):
    with pytest.raises(PinEasy):
        register_device(cast.actor("carer"), cast.bamboo, name="平板", pin=pin)
    assert not Device.objects.exists()


def test_five_wrong_pins_lock_until_a_new_one_is_set(cast, tablet):
    said = []
    for _try in range(5):
        with pytest.raises((PinWrong, PinLocked)) as refused:
            open_it(cast, tablet, "000000")
        said.append(refused.value.facts.get("left"))
    assert said == [4, 3, 2, 1, None]
    with pytest.raises(PinLocked):
        open_it(cast, tablet)
    set_pin(cast.actor("carer"), tablet.device, pin="135790")
    assert open_it(cast, tablet, "135790") == cast.carer


def test_a_right_pin_forgives_the_wrong_ones_before_it(cast, tablet):
    for _round in range(2):
        for _try in range(4):
            with pytest.raises(PinWrong):
                open_it(cast, tablet, "000000")
        assert open_it(cast, tablet) == cast.carer


def test_who_has_no_pin_here_or_no_post_today_does_not_get_in(cast, tablet):
    colleague = people.worker("何老师", cast.stranger)
    with pytest.raises(NotAtWork):
        unlock(Actor(), secret=tablet.secret, worker=colleague.public_id, pin=PIN)
    people.post(colleague, cast.bamboo, "carer")
    with pytest.raises(PinWrong):
        unlock(Actor(), secret=tablet.secret, worker=colleague.public_id, pin=PIN)
    Post.objects.filter(worker=worker_of(cast.carer)).delete()
    with pytest.raises(NotAtWork):
        open_it(cast, tablet)


def test_a_pin_without_the_devices_secret_opens_nothing(cast, tablet):
    with pytest.raises(DeviceUnknown):
        unlock(Actor(), secret="guessed", worker=worker_of(cast.carer).public_id, pin=PIN)


def test_the_head_stops_a_device_for_good(cast, tablet):
    assert [(one.device, one.carers) for one in devices(cast.actor("head"), cast.bamboo)] == [
        (tablet.device, 1)
    ]
    revoke_device(cast.actor("head"), tablet.device)
    with pytest.raises(DeviceRevoked):
        open_it(cast, tablet)
    with pytest.raises(OutOfReach):
        set_pin(cast.actor("carer"), tablet.device, pin="135790")
    [line] = devices(cast.actor("head"), cast.bamboo)
    assert (line.device.revoked_by, line.carers) == (cast.head, 0)


@pytest.mark.parametrize("who", ["carer", "father", "keeper", "officer"])
def test_only_the_head_stops_devices(cast, tablet, who):
    with pytest.raises(OutOfReach):
        revoke_device(cast.actor(who), tablet.device)


@pytest.mark.parametrize("who", ["father", "stranger", "keeper"])
def test_only_who_works_there_registers_a_device(cast, who):
    with pytest.raises(OutOfReach):
        register_device(cast.actor(who), cast.bamboo, name="平板", pin=PIN)


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_a_pin_is_kept_as_a_slow_hash(cast, tablet):
    set_pin(cast.actor("carer"), tablet.device, pin="135790")
    assert Unlock.objects.get().pin_hash.startswith("pbkdf2_sha256$")

"""Web Push: what a browser's own service is given, and what becomes of browsers that are gone."""

import base64
import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shanyu.domain.messaging.actions import add_device, remove_device
from shanyu.domain.messaging.channels.push import may_send_to, unpadded
from shanyu.domain.messaging.channels.sealing import MOST_BYTES, sealed
from shanyu.domain.messaging.models import Delivery, PushSubscription
from shanyu.domain.messaging.refusals import DeviceNotServed
from shanyu.domain.messaging.rules import MOST_DEVICES
from shanyu.domain.messaging.telling import notify
from shanyu.kernel.door import Invalid, OutOfReach
from tests.cast import Cast
from tests.domain.messaging.work import work


def written(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def device(cast: Cast, push_service, who: str = "father", path: str = "/one") -> PushSubscription:
    return add_device(
        cast.actor(who),
        endpoint=push_service.address + path,
        p256dh=written(push_service.point),
        auth=written(push_service.secret),
        device="Chrome",
    )


def tell(cast: Cast, **more):
    facts = {
        "kind": "booking.claim",
        "title": "有空位了",
        "body": "请在 18:00 前确认。",
        "url": "/x/",
        "dedupe": "1",
    }
    return notify(cast.father, **{**facts, **more})


@pytest.mark.django_db
def test_a_browser_reads_the_message_and_its_service_does_not(cast: Cast, push_service):
    device(cast, push_service)
    told = tell(cast, urgent=True)
    assert work() == ["sent"]
    (body,) = push_service.bodies
    assert json.loads(push_service.read(body)) == {
        "title": "有空位了",
        "body": "请在 18:00 前确认。",
        "url": "/x/",
        "tag": str(told.public_id),
        "lang": "zh-hans",
    }
    assert "空位".encode() not in body


@pytest.mark.django_db
def test_the_service_is_told_who_sends_and_how_long_to_keep_it(cast: Cast, push_service):
    device(cast, push_service)
    tell(cast, urgent=True)
    work()
    (headers,) = push_service.headers
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("86400", "high", "aes128gcm")
    scheme, token, key = headers["Authorization"].replace(",", "").split()
    point = unpadded(key.removeprefix("k="))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    claims = jwt.decode(token.removeprefix("t="), public, algorithms=["ES256"], audience=push_service.address)
    assert (scheme, claims["sub"]) == ("vapid", "https://shanyu.example")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(cast: Cast, push_service, status):
    device(cast, push_service)
    tell(cast)
    push_service.status = status
    assert work() == ["given_up"]
    assert (Delivery.objects.get().error, PushSubscription.objects.count()) == ("no_device", 0)


@pytest.mark.django_db
def test_a_service_that_is_busy_is_tried_again(cast: Cast, push_service):
    one = device(cast, push_service)
    tell(cast)
    push_service.status = 503
    assert work() == ["failed"]
    one.refresh_from_db()
    assert (Delivery.objects.get().error, one.failed_at is not None) == ("push_503", True)


@pytest.mark.django_db
def test_a_browser_belongs_to_whoever_subscribed_last(cast: Cast, push_service):
    device(cast, push_service, "father")
    mine = device(cast, push_service, "mother")
    assert list(PushSubscription.objects.all()) == [mine]


@pytest.mark.django_db
def test_the_oldest_device_makes_room_for_one_too_many(cast: Cast, push_service):
    made = [device(cast, push_service, path=f"/{n}") for n in range(MOST_DEVICES + 1)]
    kept = set(PushSubscription.objects.values_list("pk", flat=True))
    assert kept == {one.pk for one in made[1:]}


@pytest.mark.django_db
def test_nobody_removes_the_device_of_another(cast: Cast, push_service):
    one = device(cast, push_service, "father")
    with pytest.raises(OutOfReach):
        remove_device(cast.actor("mother"), one.public_id)
    remove_device(cast.actor("father"), one.public_id)
    assert PushSubscription.objects.count() == 0


@pytest.mark.django_db
def test_an_address_that_is_no_push_service_is_refused(cast: Cast, push_service):
    with pytest.raises(DeviceNotServed):
        add_device(cast.actor("father"), endpoint="https://10.0.0.1/x", p256dh="", auth="")


@pytest.mark.django_db
@pytest.mark.parametrize("point", ["", "AAAA", "not base64!", written(b"\x04" + b"\x01" * 64)])
def test_keys_that_are_none_are_refused(cast: Cast, push_service, point):
    with pytest.raises(Invalid):
        add_device(
            cast.actor("father"),
            endpoint=push_service.address,
            p256dh=point,
            auth=written(push_service.secret),
        )


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://web.push.apple.com/abc", True),
        ("http://fcm.googleapis.com/abc", False),
        ("https://fcm.googleapis.com:8443/abc", False),
        ("https://fcm.googleapis.com@10.0.0.1/abc", False),
        ("https://fcm.googleapis.com.example.org/abc", False),
        ("https://127.0.0.1/abc", False),
        ("https://fcm.googleapis.com:port/abc", False),
        ("https://[/abc", False),
        ("", False),
    ],
)
def test_only_known_push_services_are_called(address, allowed):
    assert may_send_to(address) == allowed


def test_the_encryption_is_that_of_the_standards_own_example():
    """RFC 8291, appendix A."""
    number = int.from_bytes(unpadded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    assert written(
        sealed(
            b"When I grow up, I want to be a watermelon",
            unpadded(
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
            ),
            unpadded("BTBZMqHH6r4Tts7J_aSIgg"),
            ours=ec.derive_private_key(number, ec.SECP256R1()),
            salt=unpadded("DGv6ra1nlYgDCS1FRnbzlw"),
        )
    ) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg"
        "Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_what_is_too_long_for_one_message_is_not_sent():
    browser = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = browser.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    assert len(sealed(b"x" * MOST_BYTES, point, b"s" * 16)) == 4096
    with pytest.raises(ValueError, match="too long"):
        sealed(b"x" * (MOST_BYTES + 1), point, b"s" * 16)

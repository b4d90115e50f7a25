"""Web Push: one encrypted message (RFC 8291) to every browser of an account, through that browser's own service."""

import base64
import json
import os
from fnmatch import fnmatch
from urllib.parse import urlsplit

import http_ece
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from shanyu.domain.messaging.channels import vapid
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.messaging.models import Delivery, Notification, PushSubscription
from shanyu.kernel.clock import now

#: A device that is off gets the message within a day, or not at all.
_LIVES_SECONDS = 86_400
_SECONDS = 15
_GONE = (404, 410)
#: What a service must carry is 4,096 bytes of ciphertext (RFC 8030, 7.2); the words are cut to stay well below.
_MOST_WORDS = 900


def is_served() -> bool:
    return bool(settings.SHANYU_PUSH_HOSTS)


def may_send_to(endpoint: str) -> bool:
    """Whether an address is one of a push service that this installation knows: we call nobody else's."""
    parts = urlsplit(endpoint)
    for known in settings.SHANYU_PUSH_HOSTS:
        wanted = urlsplit(known if "://" in known else f"https://{known}")
        if (
            parts.scheme == wanted.scheme
            and fnmatch(parts.hostname or "", wanted.hostname or "")
            and parts.port == wanted.port
            and parts.username is None
        ):
            return True
    return False


def send(delivery: Delivery) -> None:
    """Send to every browser of the account; done when one has taken it. A browser that is gone is forgotten.

    Raises Undelivered with the last problem.
    """
    told = delivery.notification
    words = _words(told)
    problem = Undelivered("no_device", final=True)
    taken = 0
    for device in PushSubscription.objects.filter(account=told.account_id).order_by("pk"):
        try:
            taken += _send_to(device, words, urgent=told.urgent)
        except Undelivered as this:
            problem = this
    if not taken:
        raise problem


def _send_to(device: PushSubscription, words: bytes, *, urgent: bool) -> bool:
    """True when the service took it, False when the browser is gone."""
    endpoint, keys = device.endpoint.reveal(), json.loads(device.keys.reveal())
    if not may_send_to(endpoint):
        raise Undelivered("unknown_service", final=True)
    try:
        answer = requests.post(
            endpoint,
            data=encrypted(words, keys["p256dh"], keys["auth"]),
            headers={
                "Authorization": vapid.authorization(endpoint),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(_LIVES_SECONDS),
                "Urgency": "high" if urgent else "normal",
            },
            timeout=_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        raise _marked(device, "unreachable") from None
    if answer.status_code in _GONE:
        device.delete()
        return False
    if not answer.ok:
        raise _marked(device, f"push_{answer.status_code}")
    return True


def _marked(device: PushSubscription, code: str) -> Undelivered:
    device.failed_at = now()
    device.save(update_fields=["failed_at"])
    return Undelivered(code)


def _words(told: Notification) -> bytes:
    message = {
        "title": told.title,
        "body": told.body[:_MOST_WORDS],
        "url": told.url or "/account/notices/",
        "tag": str(told.public_id),
        "lang": told.language,
    }
    return json.dumps(message, ensure_ascii=False).encode()


def encrypted(words: bytes, p256dh: str, auth: str) -> bytes:
    """`words` for the one browser that holds the private half of `p256dh` (RFC 8188 with the keys of RFC 8291)."""
    return http_ece.encrypt(
        words,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=unpadded(p256dh),
        auth_secret=unpadded(auth),
        version="aes128gcm",
    )


def unpadded(text: str) -> bytes:
    """Bytes of base64url text whose padding browsers leave out. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

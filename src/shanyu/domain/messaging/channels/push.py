"""Web Push: one encrypted message (RFC 8291) to every browser of an account, through that browser's own service."""

import base64
import json
from collections.abc import Sequence
from fnmatch import fnmatch
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from shanyu.domain.messaging.channels import vapid
from shanyu.domain.messaging.channels.sealing import sealed
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.messaging.discretion import outward
from shanyu.domain.messaging.models import Delivery, Notification, PushSubscription
from shanyu.kernel.clock import now

#: A device that is off gets the message within a day, or not at all.
_LIVES_SECONDS = 86_400
_SECONDS = 15
_GONE = (404, 410)
#: Three bytes a character at most, beside title and address: below what one message carries (`sealing`).
_MOST_WORDS = 900
_NOTICES = "/account/notices/"


def is_served() -> bool:
    return bool(settings.SHANYU_PUSH_HOSTS)


def may_send_to(endpoint: str) -> bool:
    """Whether an address is one of a push service that this installation knows: we call nobody else's."""
    try:
        scheme, host, port, user = _parts(endpoint)
    except ValueError:
        return False
    for known in settings.SHANYU_PUSH_HOSTS:
        known_scheme, known_host, known_port, _nobody = _parts(
            known if "://" in known else f"https://{known}"
        )
        if (scheme, port, user) == (known_scheme, known_port, None) and fnmatch(host, known_host):
            return True
    return False


def _parts(address: str) -> tuple[str, str, int | None, str | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port, parts.username


def send(delivery: Delivery, others: Sequence[Delivery] = ()) -> None:
    """Send to every browser of the account; done when one has taken it. A browser that is gone is forgotten.

    Raises Undelivered with the last problem.
    """
    told = delivery.notification
    words = _words_of_many(told, len(others) + 1) if others else _words(told)
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
            data=sealed(words, unpadded(keys["p256dh"]), unpadded(keys["auth"])),
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
    with translation.override(told.language):
        title, body = outward(told)
    return _packed(told, title, body, told.url or _NOTICES)


def _words_of_many(told: Notification, count: int) -> bytes:
    """Several notices in one message: how many, and where they stand."""
    with translation.override(told.language):
        title = _("%(count)s 条新通知") % {"count": count}
        body = _("打开善育查看")
    return _packed(told, title, body, _NOTICES)


def _packed(told: Notification, title: str, body: str, url: str) -> bytes:
    message = {
        "title": title,
        "body": body[:_MOST_WORDS],
        "url": url,
        "tag": str(told.public_id),
        "lang": told.language,
    }
    return json.dumps(message, ensure_ascii=False).encode()


def unpadded(text: str) -> bytes:
    """Bytes of base64url text whose padding browsers leave out. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

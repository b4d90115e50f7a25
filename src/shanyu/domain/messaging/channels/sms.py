"""SMS: an interface for the operator's own gateway, and one that writes files, for development."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

from shanyu.domain.messaging import addresses
from shanyu.domain.messaging.channels.undelivered import Undelivered
from shanyu.domain.messaging.discretion import outward
from shanyu.domain.messaging.models import Delivery

#: What one message of two parts carries in Chinese.
_MOST_CHARACTERS = 134


class Gateway(Protocol):
    """What a gateway does. `reference` is the same when a message is sent again: use it to send once.

    Raises Undelivered; `final=True` where trying again is of no use. The class is named by SHANYU_SMS as a
    dotted path and made without arguments.
    """

    def send(self, mobile: str, text: str, reference: str) -> None: ...


class FileGateway:
    """Writes every message to `outbox/sms` in the home instead of sending it. For development only."""

    def send(self, mobile: str, text: str, reference: str) -> None:
        folder: Path = settings.SHANYU_HOME / "outbox" / "sms"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(folder / f"{reference}.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"to": mobile, "text": text, "reference": reference}, file, ensure_ascii=False)


def is_served() -> bool:
    return bool(settings.SHANYU_SMS)


def send(delivery: Delivery, others: Sequence[Delivery] = ()) -> None:
    """Send one notice as an SMS: its title and one address, nothing of a child. Raises Undelivered.

    Only what is urgent comes by SMS, and that goes by itself: there are no `others`.
    """
    told = delivery.notification
    to = told.account
    if to.phone is None or to.identity_level < 1:
        raise Undelivered("no_number", final=True)
    way = addresses.first_way(told)
    tail = f" {addresses.whole(way)}" if way else ""
    with translation.override(told.language):
        title, _body = outward(told)
    text = title[:_MOST_CHARACTERS] + tail
    _gateway().send(to.phone.reveal(), text, str(delivery.public_id))


def _gateway() -> Gateway:
    return FileGateway() if settings.SHANYU_SMS == "file" else import_string(settings.SHANYU_SMS)()

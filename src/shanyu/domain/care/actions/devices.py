"""A tablet on the floor: registered by a carer, unlocked by a PIN of each who uses it, stopped by the head."""

import re
import secrets
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from shanyu.domain.care.here import posts
from shanyu.domain.care.known_devices import device_of, hashed
from shanyu.domain.care.models import Device, Unlock
from shanyu.domain.care.refusals import DeviceUnknown, NotAtWork, PinEasy, PinLocked, PinWrong
from shanyu.domain.people.models import Account
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import action

#: After so many wrong PINs a carer signs in anew.
MOST_WRONG = 5
MOST_NAME = 60
_SIX = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Registered:
    """A device, and its secret, which is given out this once and kept as a hash."""

    device: Device
    secret: str


@action("care.register_device", on=Site)
def register_device(actor: Actor, site: Site, *, name: str, pin: str) -> Registered:
    """Let a device keep the records of this site's classes, opened by the carer's PIN. Raises Invalid, PinEasy."""
    name = name.strip()
    if not 0 < len(name) <= MOST_NAME:
        raise Invalid({"name": DeviceUnknown.unnamed})
    secret = secrets.token_urlsafe(32)
    device = Device.objects.create(
        site=site, name=name, secret_hash=hashed(secret), registered_by_id=actor.account_id, seen_at=now()
    )
    _keep_pin(device, actor.account_id, pin)
    touched(device)
    return Registered(device, secret)


@action("care.set_pin", on=Device)
def set_pin(actor: Actor, device: Device, *, pin: str) -> Device:
    """One's own PIN on a device, new or instead of a forgotten one. Raises PinEasy."""
    _keep_pin(device, actor.account_id, pin)
    return device


def _keep_pin(device: Device, account: int, pin: str) -> None:
    if not _SIX.fullmatch(pin) or _easy(pin):
        raise PinEasy
    facts = {"pin_hash": make_password(pin), "wrong": 0}
    Unlock.objects.update_or_create(device=device, account_id=account, defaults=facts)


def _easy(pin: str) -> bool:
    """One digit six times, or six that follow each other."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})


@action("care.unlock", alone=True)
def unlock(actor: Actor, *, secret: str, worker: UUID, pin: str) -> Account:
    """Whoever knows the device's secret and a carer's PIN on it acts as that carer.

    A try is counted before it is looked at, so that many at once are no more tries than one after the other. Raises
    DeviceUnknown, DeviceRevoked, NotAtWork, PinWrong, PinLocked.
    """
    device = device_of(secret)
    if device is None:
        raise DeviceUnknown
    held = posts(today()).filter(site=device.site_id, worker__public_id=worker).exclude(worker__account=None)
    post = held.select_related("worker__account").first()
    if post is None or not post.worker.account.is_active:
        raise NotAtWork
    ours = Unlock.objects.filter(device=device, account=post.worker.account)
    touched(device, post.worker.account)
    known = ours.first()
    if known is None:
        raise PinWrong(left=0)
    if not ours.filter(wrong__lt=MOST_WRONG).update(wrong=F("wrong") + 1):
        raise PinLocked
    if not check_password(pin, known.pin_hash):
        left = MOST_WRONG - ours.values_list("wrong", flat=True).get()
        raise PinWrong(left=max(left, 0)) if left > 0 else PinLocked
    ours.update(wrong=0)
    Device.objects.filter(pk=device.pk).update(seen_at=now())
    return post.worker.account


@action("care.revoke_device", on=Device)
def revoke_device(actor: Actor, device: Device) -> Device:
    """Stop a device: at its next contact it forgets what it holds, and nobody gets in by it any more."""
    if device.revoked_at is None:
        with transaction.atomic():
            device.revoked_at, device.revoked_by_id = now(), actor.account_id
            device.save(update_fields=["revoked_at", "revoked_by"])
            Unlock.objects.filter(device=device).delete()
    return device

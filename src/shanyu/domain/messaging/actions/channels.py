"""Choosing channels, adding and removing devices, ending e-mails by the link that each of them carries."""

import json
from collections.abc import Collection
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.translation import gettext_lazy as _

from shanyu.domain.messaging import tokens
from shanyu.domain.messaging.channels import push
from shanyu.domain.messaging.kinds import Channel
from shanyu.domain.messaging.models import ChannelChoice, PushSubscription
from shanyu.domain.messaging.refusals import DeviceNotServed
from shanyu.domain.messaging.rules import MOST_DEVICES
from shanyu.domain.people.models import Account
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.fields import matching

#: The secret that a browser makes beside its point (RFC 8291, 3).
_SECRET_BYTES = 16


@action("messaging.choose_channels")
def choose_channels(actor: Actor, *, offered: Collection[str], on: Collection[str]) -> list[str]:
    """Say yes to the channels `on` and no to the others that were `offered`. Raises Invalid."""
    if not set(on) <= set(offered) <= set(Channel.values):
        raise Invalid({"channels": _("没有这种通知方式。")})
    for channel in offered:
        _choose(actor.account_id, channel, channel in on)
    return sorted(on)


@action("messaging.stop_mails")
def stop_mails(actor: Actor, *, token: str) -> None:
    """Say no to e-mail for the account whose letter carried the token. Raises LinkUseless."""
    account = tokens.read_stop(token)
    _choose(account.pk, Channel.EMAIL, False)
    audit.touched(account)


def _choose(account: int, channel: str, on: bool) -> None:
    ChannelChoice.objects.update_or_create(account_id=account, channel=channel, defaults={"on": on})


@action("messaging.add_device")
def add_device(
    actor: Actor, *, endpoint: str, p256dh: str, auth: str, device: str = "", replaces: UUID | None = None
) -> PushSubscription:
    """Send push messages to this browser from now on, and to this account only.

    `replaces` is the device of this account that the browser was under its former subscription. The oldest
    device makes room for one too many. Raises Invalid, and DeviceNotServed for a service that this
    installation does not send to.
    """
    if not push.may_send_to(endpoint):
        raise DeviceNotServed
    _check_keys(p256dh, auth)
    PushSubscription.objects.filter(matching(PushSubscription, "endpoint_index", endpoint)).delete()
    if replaces is not None:
        PushSubscription.objects.filter(account=actor.account_id, public_id=replaces).delete()
    made = PushSubscription.objects.create(
        account=Account.objects.select_for_update().get(pk=actor.account_id),
        endpoint=endpoint,
        keys=json.dumps({"p256dh": p256dh, "auth": auth}),
        device=device[:200],
    )
    older = PushSubscription.objects.filter(account=actor.account_id).order_by("-pk")[MOST_DEVICES:]
    PushSubscription.objects.filter(pk__in=[one.pk for one in older]).delete()
    return made


def _check_keys(p256dh: str, auth: str) -> None:
    try:
        secret = push.unpadded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), push.unpadded(p256dh))
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise Invalid({"device": _("浏览器给的通知密钥不完整，请刷新页面再试。")})


@action("messaging.remove_device", on=PushSubscription)
def remove_device(actor: Actor, device: PushSubscription) -> UUID:
    """Send no more push messages to this browser."""
    public_id = device.public_id
    device.delete()
    return public_id

"""Second factors: sealing their secrets, and the public one that people of the demo have."""

import base64
import hashlib

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache

from shanyu.domain.people.models import Account
from shanyu.kernel import keys
from shanyu.kernel.sealed import seal, unseal

#: What a sealed secret is bound to; it must never change.
CONTEXT = "mfa.authenticator.secret"


def seal_secret(text: str) -> str:
    """A secret of an authenticator as the database may hold it: sealed, in base64."""
    return base64.b64encode(seal(keys.ring(), text, CONTEXT)).decode()


def open_secret(sealed: str) -> str:
    """What `seal_secret` sealed. Raises Tampered or UnknownKey."""
    return unseal(keys.ring(), base64.b64decode(sealed), CONTEXT)


def has_second_factor(account: Account) -> bool:
    """Whether the account has a one-time password or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=account.pk, type__in=kinds).exists()


def how_many(account: Account, kind: str) -> int:
    """How many authenticators of a kind the account has."""
    return Authenticator.objects.filter(user_id=account.pk, type=kind).count()


def remember_session(account_id: int, *, key: str, address: str, signature: str) -> None:
    """Enter a session, whose key is new, into the list that its owner sees: from where and with which browser."""
    most = UserSession._meta.get_field("user_agent").max_length
    facts = {"user_id": account_id, "ip": address, "user_agent": signature[:most]}
    UserSession.objects.update_or_create(session_key=key, defaults=facts)


def demo_second_factor(account: Account) -> Authenticator:
    """Give a person of the demo a one-time password whose secret follows from the user name.

    Raises ValueError outside the demo and for accounts that are not of the demo: such a secret is public.
    """
    if not (settings.DEMO and account.is_demo):
        raise ValueError("only people of the demo have a public second factor")
    digest = hashlib.sha1(f"shanyu demo {account.username}".encode(), usedforsecurity=False).digest()
    secret = base64.b32encode(digest).decode()
    made, _new = Authenticator.objects.update_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": {"secret": seal_secret(secret)}}
    )
    return made


def demo_code(account: Account | None) -> str:
    """The one-time password to show to a visitor of the demo; "" for everybody else, always.

    A password counts once, so the next one is given when the present one was used.
    """
    if not (settings.DEMO and account and account.is_demo):
        return ""
    found = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).first()
    if found is None:
        return ""
    secret, totp = open_secret(found.data["secret"]), TOTP(found)
    before, present, after = (
        format_hotp_value(hotp_value(secret, c)) for c in yield_hotp_counters_from_time()
    )
    for code in (present, after, before):
        if cache.get(totp._get_used_cache_key(code)) is None:
            return code
    return ""

"""Keys of the API: how one is written, and which account a shown key stands for.

A key reads `sy_<prefix>_<secret>`. Only the SHA-256 of the whole key is kept: it is random, so it needs no
slow hash; whoever reads the table cannot use what they find.
"""

import hashlib
import re
import secrets
from dataclasses import replace
from typing import NamedTuple

from shanyu.domain.people.actors import actor_for
from shanyu.domain.people.models import ApiKey
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Origin, Role

FORM = re.compile(r"sy_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")


class NewKey(NamedTuple):
    """A key as it is shown once (`whole`), and what is kept of it."""

    whole: str
    prefix: str
    secret_hash: str


def new_key() -> NewKey:
    """A fresh random key."""
    prefix = f"sy_{secrets.token_hex(4)}"
    whole = f"{prefix}_{secrets.token_urlsafe(32)}"
    return NewKey(whole, prefix, hash_of(whole))


def hash_of(whole: str) -> str:
    return hashlib.sha256(whole.encode()).hexdigest()


def key_shown(whole: str) -> ApiKey | None:
    """The key that was shown, if it is one of ours, neither revoked nor expired, and its account is active."""
    if not FORM.fullmatch(whole):
        return None
    key = ApiKey.objects.select_related("account").filter(prefix=whole[:11], revoked_at__isnull=True).first()
    if key is None or not secrets.compare_digest(key.secret_hash, hash_of(whole)):
        return None
    return key if key.account.is_active and key.expires_on >= today() else None


def actor_of_key(key: ApiKey, origin: Origin) -> Actor:
    """The key's account, as it is today, as an actor that may do no more than the key's scopes.

    Strong roles count where the key's maker had shown a second factor. Administration is never carried by a key:
    it is a person's, for minutes, with a reason.
    """
    holder = actor_for(key.account_id, assurance=key.assurance, origin=origin)
    carried = tuple(grant for grant in holder.granted if grant.role != Role.ADMINISTRATOR)
    return replace(holder, granted=carried, on_duty=False, scopes=frozenset(key.scopes))

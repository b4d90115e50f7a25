"""Asking about one's own account."""

from dataclasses import dataclass

from shanyu.domain.people.models import Account
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import query
from shanyu.kernel.masks import mask_identity, mask_mobile


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of their own account: numbers masked."""

    username: str
    name: str
    mobile: str
    identity: str
    identity_level: int
    language: str
    is_demo: bool


@query("people.sign_in", audited=False)
def may_sign_in(actor: Actor) -> bool:
    """The pages of signing in and up are open to everybody."""
    return True


@query("people.my_account", of=Account)
def my_account(actor: Actor, accounts) -> OwnAccount:
    """One's own account."""
    account = accounts.get(pk=actor.account_id)
    return OwnAccount(
        username=account.username,
        name=account.name,
        mobile=account.phone.masked(mask_mobile) if account.phone else "",
        identity=account.identity.masked(mask_identity) if account.identity else "",
        identity_level=account.identity_level,
        language=account.language,
        is_demo=account.is_demo,
    )

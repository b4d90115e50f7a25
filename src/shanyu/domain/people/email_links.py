"""The signed link that confirms an e-mail address: for one account, one address, three days."""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from shanyu.domain.people.models import Account
from shanyu.domain.people.refusals import EmailLinkEnded
from shanyu.kernel.clock import now

LIVES = timedelta(days=3)
_SALT = "people.email"


def secret_for(account: Account) -> str:
    """The secret of the link for the address that the account has now."""
    ends = int((now() + LIVES).timestamp())
    return signing.dumps([str(account.public_id), _mark(account), ends], salt=_SALT)


def read(secret: str) -> Account:
    """The account, locked, whose present address a secret was made for. Raises EmailLinkEnded."""
    try:
        public_id, mark, ends = signing.loads(secret, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise EmailLinkEnded from None
    account = Account.objects.select_for_update().filter(public_id=public_id, is_active=True).first()
    if account is None or account.email is None or now().timestamp() >= ends:
        raise EmailLinkEnded
    if not constant_time_compare(mark, _mark(account)):
        raise EmailLinkEnded
    return account


def _mark(account: Account) -> str:
    """What tells one address from another without naming it."""
    return salted_hmac(_SALT, account.email.reveal()).hexdigest()[:32]

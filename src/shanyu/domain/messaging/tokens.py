"""Signed tokens of messages: ending e-mails by one click."""

from django.core import signing

from shanyu.domain.messaging.refusals import LinkUseless
from shanyu.domain.people.models import Account

_STOP = "messaging.stop"


def stop_for(account: Account) -> str:
    """The secret part of the address by which a mail's reader ends such mails. It does not run out."""
    return signing.dumps(str(account.public_id), salt=_STOP)


def read_stop(token: str) -> Account:
    """The account that a token was made for. Raises LinkUseless."""
    try:
        return Account.objects.get(public_id=signing.loads(token, salt=_STOP), is_active=True)
    except (signing.BadSignature, Account.DoesNotExist):
        raise LinkUseless from None

"""An account's e-mail address: given, confirmed by a link that is sent to it, forgotten."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people import email_links
from shanyu.domain.people.models import Account
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import action
from shanyu.kernel.events import publish
from shanyu.kernel.throttle import spend

_LONGEST = 254
#: Letters a day: asked for by one account, and to one address from whatever accounts.
LETTERS_A_DAY = 5
_DAY = 86_400


@action("people.give_email", on=Account)
def give_email(actor: Actor, account: Account, *, email: str) -> Account:
    """Take an address, not yet confirmed, and tell that a letter is due to it. Raises Invalid and TooOften."""
    address = cleaned(email)
    named = hashlib.sha256(address.encode()).hexdigest()[:32]
    spend(f"email:{account.pk}", most=LETTERS_A_DAY, seconds=_DAY)
    spend(f"email-to:{named}", most=LETTERS_A_DAY, seconds=_DAY)
    account.email, account.email_confirmed_at = address, None
    account.save()
    publish("people.email_given", account=account)
    return account


@action("people.confirm_email")
def confirm_email(actor: Actor, *, secret: str) -> Account:
    """The reader of the letter says that the address is theirs. Confirming twice is once. Raises EmailLinkEnded."""
    account = email_links.read(secret)
    if account.email_confirmed_at is None:
        account.email_confirmed_at = now()
        account.save(update_fields=["email_confirmed_at"])
    audit.touched(account)
    return account


@action("people.forget_email", on=Account)
def forget_email(actor: Actor, account: Account) -> Account:
    """Keep no address any more."""
    account.email = account.email_confirmed_at = None
    account.save()
    return account


def cleaned(email: str) -> str:
    """An address in its one form: no spaces around it, the domain in small letters. Raises Invalid."""
    text = email.strip()
    local, _at, domain = text.rpartition("@")
    address = f"{local}@{domain.lower()}"
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    if not address or len(address) > _LONGEST:
        raise Invalid({"email": _("请填写完整的邮箱地址，例如 name@example.cn。")})
    return address

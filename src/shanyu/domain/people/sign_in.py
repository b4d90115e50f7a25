"""What sign-in needs to know before there is an actor: whose a user name or a mobile number is."""

from dataclasses import dataclass

from django.db.models import Q

from shanyu.domain.people.models import Account
from shanyu.kernel.fields import matching
from shanyu.kernel.identifiers import BadIdentifier, clean_identity, clean_mobile

#: From this identity level on a provider has checked the real name (0 nothing, 1 phone, 2 name, 3 in person).
REAL_NAME = 2


@dataclass(frozen=True)
class Claims:
    """What an identity provider vouches for, cleaned; empty where it says nothing or something unreadable."""

    level: int = 0
    name: str = ""
    mobile: str = ""
    identity: str = ""

    @classmethod
    def of(cls, facts: dict) -> "Claims":
        """Read the claims `identity_level`, `name`, `phone_number` (only verified) and `identity_number`."""
        level = facts.get("identity_level")
        proven = facts.get("phone_number_verified") is True
        return cls(
            level=min(max(int(level), 0), 3) if str(level).isdecimal() else 0,
            name=str(facts.get("name") or "")[:60],
            mobile=_cleaned(clean_mobile, facts.get("phone_number")) if proven else "",
            identity=_cleaned(clean_identity, facts.get("identity_number")),
        )


def _cleaned(clean, value: object) -> str:
    try:
        return clean(str(value)) if value else ""
    except BadIdentifier:
        return ""


def mobile_of(text: str) -> str:
    """The mobile number that somebody typed, in its one form; "" when it is none."""
    return _cleaned(clean_mobile, text)


def account_of(login: str) -> Account | None:
    """The account that a user name or a mobile number names. Both are looked up, whatever the first gives."""
    login = login.strip()
    by_name = Account.objects.filter(Q(username=login) | Q(username=login.lower())).first()
    mobile = mobile_of(login)
    by_phone = Account.objects.filter(matching(Account, "phone_index", mobile)).first() if mobile else None
    return by_phone or by_name


def account_vouched_for(claims: Claims) -> Account | None:
    """The account of the person whom a provider has recognised by real name; None below that level.

    A mobile number counts only where the account itself was proven to own it: anybody can type the number of
    another into a sign-up form and wait for its owner to come.
    """
    if claims.level < REAL_NAME:
        return None
    known = Q(pk__in=[])
    if claims.identity:
        known |= matching(Account, "identity_index", claims.identity)
    if claims.mobile:
        known |= Q(identity_level__gte=1) & matching(Account, "phone_index", claims.mobile)
    found = list(Account.objects.filter(known, is_active=True).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def take_over_claims(account: Account, claims: Claims) -> None:
    """Write what the provider vouches for onto an account that is about to be saved or was just recognised.

    A number that another account merely typed goes to its proven owner; a proven one stays where it is.
    """
    account.identity_level = max(account.identity_level, claims.level)
    account.name = account.name or claims.name
    if claims.level >= 1 and claims.mobile and not account.phone:
        others = Account.objects.filter(matching(Account, "phone_index", claims.mobile)).exclude(
            pk=account.pk
        )
        for other in others.filter(identity_level=0):
            other.phone = None
            other.save()
        if not others.filter(identity_level__gte=1).exists():
            account.phone = claims.mobile
    if claims.level >= REAL_NAME and claims.identity and not account.identity:
        taken = Account.objects.filter(matching(Account, "identity_index", claims.identity))
        if not taken.exclude(pk=account.pk).exists():
            account.identity = claims.identity

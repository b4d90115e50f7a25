"""Everything the platform knows of somebody and of their children, to take along."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet

from shanyu.domain.people.models import Account, ApiKey, Child, FamilyPlace
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.deeds import deed_of
from shanyu.kernel.door.verbs import query
from shanyu.kernel.models import AuditEvent

#: The newest uses of the platform that an export lists.
MOST_EVENTS = 1000

Part = Callable[[Account, list[Child]], object]
_parts: dict[str, Part] = {}


def export_part(name: str) -> Callable[[Part], Part]:
    """Register a domain's answer to: what do you know of this account and these children? JSON values only."""

    def register(part: Part) -> Part:
        _parts[name] = part
        return part

    return register


@query("people.export_my_data", of=Child)
def export_my_data(actor: Actor, children: QuerySet[Child]) -> dict:
    """One's own data and those of one's children as JSON values, in full; every domain adds its part."""
    account = Account.objects.get(pk=actor.account_id)
    own = list(children.order_by("pk"))
    audit.touched(account, *own)
    return {"made_at": now().isoformat(), **{name: part(account, own) for name, part in _parts.items()}}


@query("people.my_places", of=FamilyPlace)
def my_places(actor: Actor, places: QuerySet[FamilyPlace]) -> list[dict]:
    """One's own home and work: `kind`, `label`, `address` in full, `lon`, `lat` (WGS-84, to about 100 m)."""
    rows = list(places.order_by("kind"))
    audit.touched(*rows)
    return [
        {
            "kind": place.kind,
            "label": place.get_kind_display(),
            "address": _open(place.address),
            "lon": float(place.lon),
            "lat": float(place.lat),
        }
        for place in rows
    ]


@query("people.my_api_keys", of=ApiKey)
def my_api_keys(actor: Actor, keys: QuerySet[ApiKey]) -> list[ApiKey]:
    """One's own keys of the API, the newest first."""
    return list(keys.order_by("-pk"))


@export_part("account")
def _account(account: Account, children: list[Child]) -> dict:
    kinds = Authenticator.objects.filter(user_id=account.pk).order_by("pk").values_list("type", flat=True)
    providers = SocialAccount.objects.filter(user_id=account.pk).order_by("pk")
    return {
        "username": account.username,
        "name": account.name,
        "mobile": _open(account.phone),
        "identity": _open(account.identity),
        "email": _open(account.email),
        "email_confirmed": account.email_confirmed_at is not None,
        "identity_level": account.identity_level,
        "language": account.language,
        "since": account.created_at.isoformat(),
        "second_factors": list(kinds),
        "single_sign_on": list(providers.values_list("provider", flat=True)),
        "api_keys": list(account.api_keys.order_by("pk").values_list("label", flat=True)),
    }


@export_part("children")
def _children(account: Account, children: list[Child]) -> list[dict]:
    return [
        {
            "name": child.name.reveal(),
            "sex": child.sex,
            "born": child.born.isoformat(),
            "identity": _open(child.identity),
            "birth_certificate": _open(child.birth_certificate),
            "home_address": _open(child.household.address),
            "guardians": sorted(child.guardianships.values_list("relation", flat=True)),
            "registered": child.created_at.isoformat(),
        }
        for child in children
    ]


@export_part("consents")
def _consents(account: Account, children: list[Child]) -> list[dict]:
    names = {child.pk: child.name.reveal() for child in children}
    return [
        {
            "purpose": row.purpose,
            "child": names.get(row.child_id, ""),
            "decision": row.decision,
            "text_version": row.text_version,
            "at": row.created_at.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in account.consents.order_by("created_at", "pk")
    ]


@export_part("places")
def _places(account: Account, children: list[Child]) -> list[dict]:
    return [
        {
            "kind": place.kind,
            "address": _open(place.address),
            "lon": float(place.lon),
            "lat": float(place.lat),
        }
        for place in account.places.order_by("kind")
    ]


@export_part("roles")
def _roles(account: Account, children: list[Child]) -> list[dict]:
    return [
        {
            "role": row.role,
            "region": row.region.name if row.region else "",
            "since": row.valid.lower.isoformat() if row.valid.lower else None,
            "until": row.valid.upper.isoformat() if row.valid.upper else None,
        }
        for row in account.role_grants.select_related("region").order_by("pk")
    ]


@export_part("uses")
def _uses(account: Account, children: list[Child]) -> list[dict]:
    rows = AuditEvent.objects.filter(account_id=account.pk).order_by("-at", "-pk")[:MOST_EVENTS]
    return [
        {"at": row.at.isoformat(), "verb": row.verb, "what": deed_of(row.verb), "outcome": row.outcome}
        for row in rows
    ]


def _open(sealed) -> str:
    return sealed.reveal() if sealed else ""

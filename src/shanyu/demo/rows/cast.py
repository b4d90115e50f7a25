"""The cast: accounts with a password and a second factor, their roles, consents and places."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from shanyu.demo import model as plan
from shanyu.demo.cast import CITY_CODE, HOME, HOME_ADDRESS, WORK, WORK_ADDRESS
from shanyu.demo.rows.bulk import public_id, since, write
from shanyu.demo.rows.families import coarse
from shanyu.demo.rows.sites import Keep
from shanyu.domain.people import rules
from shanyu.domain.people.models import Account, Consent, FamilyPlace, Guardianship, RoleGrant
from shanyu.domain.people.second_factor import demo_second_factor
from shanyu.domain.providers.models import OperatorPost
from shanyu.domain.regions.models import Region
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import STRONG_ROLES, Role

#: Known to everybody: whoever runs the demo signs in with it as anybody of the cast.
WELCOME = "shanyu-demo-2026"
_SINCE = date(2024, 1, 1)
#: Roles that follow from guardianship, or from a post at a site or for a partner.
_BY_POST = frozenset({Role.GUARDIAN, Role.HEAD, Role.CARER, Role.STATION_KEEPER, Role.PARTNER})
_AGREED, _REFUSED = ("child_care", "share_with_site"), ("photos",)


def write_cast(seed: int, cast: tuple[plan.Member, ...]) -> dict[str, Account]:
    """The accounts of the cast by user name. The password is hashed once: it is the same, and public."""
    hashed = make_password(WELCOME)
    rows = write(
        [
            Account(
                public_id=public_id(seed, "cast", member.username),
                username=member.username,
                password=hashed,
                name=member.name,
                phone=member.mobile,
                identity=member.identity,
                is_demo=True,
            )
            for member in cast
        ]
    )
    return {row.username: row for row in rows}


def grant_cast(
    cast: tuple[plan.Member, ...], accounts: dict[str, Account], regions: dict[str, Region], kept: Keep
) -> None:
    """What the cast may do beyond guardianships and posts at sites, and the second factor that needs.

    A public second factor is given only where the settings say that this is the demo.
    """
    for member in cast:
        account = accounts[member.username]
        if member.operator:
            write(
                [OperatorPost(account=account, operator=kept.operators[member.operator], valid=since(_SINCE))]
            )
        elif member.role not in _BY_POST:
            write([_grant(member, account, regions)])
        if member.role in STRONG_ROLES and settings.DEMO:
            demo_second_factor(account)
    _write_family_choices(accounts)


def _grant(member: plan.Member, account: Account, regions: dict[str, Region]) -> RoleGrant:
    code = member.region[:4] if member.region == CITY_CODE else member.region
    return RoleGrant(
        account=account, role=member.role, region=regions[code] if code else None, valid=since(_SINCE)
    )


def _write_family_choices(accounts: dict[str, Account]) -> None:
    """The parents' consents for their children, and the father's home and work, which he agreed to keep."""
    day = today()
    for parent in (accounts["chen"], accounts["lin"]):
        for guardianship in Guardianship.objects.filter(account=parent).order_by("pk"):
            for key in (*_AGREED, *_REFUSED):
                purpose = rules.purpose_of(key, "child", day)
                _consent(purpose, parent, guardianship.child_id, agrees=key in _AGREED)
    father = accounts["chen"]
    _consent(rules.purpose_of("family_places", "account", day), father, None, agrees=True)
    places = (FamilyPlace.Kind.HOME, HOME, HOME_ADDRESS), (FamilyPlace.Kind.WORK, WORK, WORK_ADDRESS)
    write(
        [
            FamilyPlace(account=father, kind=kind, address=address, lon=coarse(lon), lat=coarse(lat))
            for kind, (lon, lat), address in places
        ]
    )


def _consent(purpose: rules.Purpose, account: Account, child_id: int | None, *, agrees: bool) -> None:
    Consent.objects.create(
        account=account,
        child_id=child_id,
        purpose=purpose.key,
        decision=rules.decision(agrees, held=False),
        text_version=purpose.version,
        until=purpose.until(today()) if agrees else None,
        created_at=now(),
    )

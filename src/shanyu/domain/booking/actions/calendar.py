"""The secret addresses of calendar feeds: made, shown once, taken back."""

from hashlib import sha256
from secrets import token_urlsafe

from shanyu.domain.booking.models import CalendarLink, Host
from shanyu.kernel.clock import now
from shanyu.kernel.door import Actor
from shanyu.kernel.door.verbs import action

_BYTES = 24


def hash_of(secret: str) -> str:
    """What is kept of a secret: nobody reads the address out of the database."""
    return sha256(secret.encode()).hexdigest()


@action("booking.make_calendar_link")
def make_calendar_link(actor: Actor) -> tuple[CalendarLink, str]:
    """A new address for one's own bookings and its secret, which is told only here; the one before ends."""
    return _made(actor, None)


@action("booking.make_host_calendar_link", on=Host)
def make_host_calendar_link(actor: Actor, host: Host) -> tuple[CalendarLink, str]:
    """The same for the sessions of a host that one acts for."""
    return _made(actor, host)


@action("booking.revoke_calendar_link", on=CalendarLink)
def revoke_calendar_link(actor: Actor, link: CalendarLink) -> CalendarLink:
    """End an address; doing it twice is doing it once."""
    if link.revoked_at is None:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at", "modified_at"])
    return link


def _made(actor: Actor, host: Host | None) -> tuple[CalendarLink, str]:
    open_ones = CalendarLink.objects.filter(account=actor.account_id, host=host, revoked_at__isnull=True)
    open_ones.update(revoked_at=now())
    secret = token_urlsafe(_BYTES)
    made = CalendarLink.objects.create(account_id=actor.account_id, host=host, secret_hash=hash_of(secret))
    return made, secret

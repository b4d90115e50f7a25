"""Papers: which ones a site and a worker need, how long they hold, and when to warn."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal

from shanyu.domain.providers.rules.book import in_force, rule
from shanyu.kernel.ages import date_of_months

ExpiryState = Literal["valid", "soon", "due", "expired"]


def warn_windows(on: date) -> tuple[int, ...]:
    """Days before expiry at which to warn, longest first."""
    return tuple(sorted(rule("warn.windows", on).value["days"], reverse=True))


def days_left(expires_on: date, today: date) -> int:
    """Days until the last day a paper holds; negative once it has expired."""
    return (expires_on - today).days


def expiry_state(expires_on: date | None, today: date) -> ExpiryState:
    """`valid`, `soon` within the longest warning window (90 days), `due` within the second (30), `expired`.

    A paper still holds on the day it expires on; one without such a day holds until it is revoked.
    """
    if expires_on is None:
        return "valid"
    left = days_left(expires_on, today)
    if left < 0:
        return "expired"
    longest, second, *_rest = warn_windows(today)
    if left <= second:
        return "due"
    return "soon" if left <= longest else "valid"


def expiry_window(expires_on: date | None, today: date) -> int | None:
    """The narrowest warning window (90, 30, 7) the paper is in; 0 once expired, None outside all."""
    if expires_on is None:
        return None
    left = days_left(expires_on, today)
    if left < 0:
        return 0
    return min((window for window in warn_windows(today) if left <= window), default=None)


def effective_expiry(kind: str, issued_on: date, expires_on: date | None) -> date | None:
    """The last day a paper holds: what it prints or what the rule's clock allows, whichever is earlier.

    `kind` is a certificate's or a credential's. None where neither limits it.
    """
    clock = in_force(f"clock.{kind}", issued_on)
    if clock is None:
        return expires_on
    by_rule = date_of_months(issued_on, clock.value["months"])
    return min(by_rule, expires_on) if expires_on else by_rule


def lease_long_enough(begins: date, ends: date) -> bool:
    """Whether a lease, its last day counted in, runs as long as the setting standard asks (three years)."""
    months = rule("lease.shortest", begins).value["months"]
    return ends + timedelta(days=1) >= date_of_months(begins, months)


def papers_needed(site_kind: str, on: date, *, meals: bool = False) -> list[str]:
    """Kinds of certificate a site of this kind must hold; with `meals` also those for serving food."""
    found = in_force(f"papers.{site_kind}", on)
    if found is None:
        return []
    return [*found.value["needed"], *(found.value["with_meals"] if meals else ())]


def papers_recommended(site_kind: str, on: date) -> list[str]:
    """Kinds of certificate that a recommended standard asks for beyond the needed ones."""
    found = in_force("papers.insurance", on)
    return list(found.value["needed"]) if found and site_kind in found.value["kinds"] else []


def credential_groups(post_role: str, on: date) -> list[tuple[str, ...]]:
    """What a worker in this post must hold: of each group one credential is enough."""
    found = in_force(f"credentials.{post_role}", on)
    return [tuple(group) for group in found.value["needed"]] if found else []


def missing_credentials(post_role: str, held: Collection[str], on: date) -> list[tuple[str, ...]]:
    """The groups of which a worker with these valid credentials holds none."""
    return [group for group in credential_groups(post_role, on) if not set(group).intersection(held)]

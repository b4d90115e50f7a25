"""What the page of a site's file says of filings and contracts."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Authorisation, ContractTarget, OperatingContract
from shanyu.domain.providers.rules import expiry_state

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Filing:
    """A filing or permit with its last day and a badge."""

    filing: Authorisation
    last_day: date | None
    state: str
    words: str


@dataclass(frozen=True)
class Target:
    """A target, and whether what was measured reaches it; None where nothing was."""

    row: ContractTarget
    met: bool | None


@dataclass(frozen=True)
class Contract:
    """A contract with its days as people say them, the last one counting in."""

    contract: OperatingContract
    first: date
    last: date | None
    current: bool
    targets: tuple[Target, ...]


def filing_of(filing: Authorisation, on: date) -> Filing:
    last = filing.valid.upper - ONE_DAY if filing.valid and filing.valid.upper else None
    state, words = _filing_state(filing, last, on)
    return Filing(filing, last, state, words)


def _filing_state(filing: Authorisation, last: date | None, on: date) -> tuple[str, str]:
    if filing.state == "pending":
        return "due", str(filing.get_state_display())
    if filing.state != "valid":
        return "invalid", str(filing.get_state_display())
    found = expiry_state(last, on)
    if found == "expired":
        return "invalid", _("已过期")
    return ("valid", "") if found == "valid" else ("soon", _("快到期"))


def contract_of(contract: OperatingContract, on: date) -> Contract:
    upper = contract.valid.upper
    return Contract(
        contract=contract,
        first=contract.valid.lower,
        last=upper - ONE_DAY if upper else None,
        current=on in contract.valid,
        targets=tuple(Target(row, _met(row)) for row in contract.targets.all()),
    )


def _met(target: ContractTarget) -> bool | None:
    return None if target.measured is None else target.measured >= target.target

"""Rules of care as dated data: class sizes and ratios, papers and their clocks, premises, stations.

Nothing here asks the database or the clock; `on` is always given. Every number comes from `data/*.json` with
its document, article, force and mark of source, and `rule` shows it for a page that explains itself.
"""

from shanyu.domain.providers.rules.book import Rule, force_name, in_force, rule, rules_under
from shanyu.domain.providers.rules.classes import (
    BandRule,
    band_rule,
    bands_for_age,
    carers_needed,
    fits,
    ratio_of,
    size_limit,
)
from shanyu.domain.providers.rules.papers import (
    credential_groups,
    days_left,
    effective_expiry,
    expiry_state,
    expiry_window,
    lease_long_enough,
    missing_credentials,
    papers_needed,
    papers_recommended,
    warn_windows,
)
from shanyu.domain.providers.rules.premises import FloorState, floor_state, serves_age, temporary_places

__all__ = [
    "BandRule",
    "FloorState",
    "Rule",
    "band_rule",
    "bands_for_age",
    "carers_needed",
    "credential_groups",
    "days_left",
    "effective_expiry",
    "expiry_state",
    "expiry_window",
    "fits",
    "floor_state",
    "force_name",
    "in_force",
    "lease_long_enough",
    "missing_credentials",
    "papers_needed",
    "papers_recommended",
    "ratio_of",
    "rule",
    "rules_under",
    "serves_age",
    "size_limit",
    "temporary_places",
    "warn_windows",
]

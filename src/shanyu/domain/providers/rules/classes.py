"""Class types: ages, sizes and how many carers their children need."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.rules.book import Rule, in_force


@dataclass(frozen=True)
class BandRule:
    """Ages in completed months (`to_month` does not count in), the largest size, and the rule it comes from."""

    band: str
    from_month: int
    to_month: int
    most: int
    source: Rule


def band_rule(band: str, on: date) -> BandRule | None:
    """Ages and size of a class type on a day; None before the rule began."""
    source = in_force(f"class.{band}", on)
    if source is None:
        return None
    value = source.value
    return BandRule(band, value["from_month"], value["to_month"], value["most"], source)


def fits(band: str, months: int, on: date) -> bool:
    """Whether a child of so many completed months may be in a class of this type."""
    found = band_rule(band, on)
    return found is not None and found.from_month <= months < found.to_month


def bands_for_age(months: int, on: date) -> list[str]:
    """The class types a child of so many completed months may join, narrowest first."""
    found = [band_rule(band, on) for band in AgeBand.values if fits(band, months, on)]
    return [entry.band for entry in sorted(found, key=lambda entry: entry.to_month - entry.from_month)]


def size_limit(band: str, on: date) -> int | None:
    """The most children a class of this type may have; None where no rule says."""
    found = band_rule(band, on)
    return found.most if found else None


def ratio_of(band: str, on: date) -> tuple[int, Rule] | None:
    """Children to one carer, and the rule that says so; None where no rule does.

    For mixed classes the standard gives no ratio: the one known comes from a secondary source, and its rule
    says so (`secondary`).
    """
    for key in (f"class.{band}", f"ratio.{band}"):
        source = in_force(key, on)
        if source is not None and source.value["children_per_carer"]:
            return source.value["children_per_carer"], source
    return None


def carers_needed(band: str, children: int, on: date) -> int | None:
    """How many carers so many children of this class type need, each counted whole; None without a rule.

    Raises ValueError for a negative number of children.
    """
    if children < 0:
        raise ValueError("children must not be negative")
    ratio = ratio_of(band, on)
    return None if ratio is None else ceil(children / ratio[0])

"""What a family with several children wants together: its options, made from the children's own wishes.

The rules, and their order of options, are those in which daycare offices let families choose (patterns 1, 4 and 5 of
ChilmAI's documentation):
- `together`: all children at one place, or none of them;
- `together_first`: as many children as possible; then as many of them as possible at one place;
- `all_or_none`: every child somewhere, or none of them; then as many as possible at one place.
Among equals the product of the children's wish numbers decides, then the wish numbers, the first child's first.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod

MOST_OPTIONS = 50_000
"""A family whose wishes multiply to more options than this is refused: it has to shorten its lists."""


class SiblingRule(StrEnum):
    TOGETHER = "together"
    TOGETHER_FIRST = "together_first"
    ALL_OR_NONE = "all_or_none"


@dataclass(frozen=True)
class Family:
    """Children who are placed together. options: sites in the order of `children` (−1 for none), best first."""

    children: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Siblings:
    """Families, and how they want their children placed.

    families: the ids of the children of each, who ask to be placed by `rule`.
    rules: a rule of its own for each family instead of `rule`.
    places: for each site the place it is at, so that two classes of one house are "together"; by default every
        site is a place of its own.
    """

    families: Sequence[Sequence[int]]
    rule: SiblingRule | str = SiblingRule.TOGETHER
    rules: Sequence[SiblingRule | str] | None = None
    places: Sequence[int] | None = None


def options_of(
    wishes: Sequence[Sequence[int]], places: Sequence[int], rule: SiblingRule | str
) -> list[tuple[int, ...]]:
    """The options of one family, best first, out of the wishes of each of its children."""
    rule = SiblingRule(rule)
    if rule is SiblingRule.TOGETHER:
        found = _at_one_place(wishes, places)
    else:
        lists = [[*row, -1] if rule is SiblingRule.TOGETHER_FIRST else list(row) for row in wishes]
        if prod(len(row) for row in lists) > MOST_OPTIONS:
            raise ValueError(f"the wishes of a family make more than {MOST_OPTIONS} options together")
        found = [sites for sites in product(*lists) if any(site >= 0 for site in sites)]
    ranks = [{site: number + 1 for number, site in enumerate(row)} for row in wishes]
    none = 1 + max((len(row) for row in wishes), default=0)

    def goodness(sites: tuple[int, ...]) -> tuple[int, ...]:
        placed = [places[site] for site in sites if site >= 0]
        numbers = [rank.get(site, none) for rank, site in zip(ranks, sites, strict=True)]
        return (-len(placed), -max(Counter(placed).values()), prod(numbers), *numbers)

    return sorted(found, key=goodness)


def _at_one_place(wishes: Sequence[Sequence[int]], places: Sequence[int]) -> list[tuple[int, ...]]:
    shared = set.intersection(*({places[site] for site in row} for row in wishes))
    found = []
    for place in shared:
        found.extend(product(*([site for site in row if places[site] == place] for row in wishes)))
    return found

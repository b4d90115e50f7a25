"""Rules of programmes: the domain's book, and pure functions over values."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from shanyu.kernel.clock import local
from shanyu.kernel.rulebook import Book

book = Book("shanyu.domain.programmes")

#: Fewer than this many children might be recognised (as in booking's figures).
K = 5


def most_wishes(on: date) -> int:
    return book.rule("entry.wishes", on).value["most"]


def evidence_due(claimed: datetime) -> datetime:
    """By when a claim should have been checked, by the rule of the day on which it was made."""
    return claimed + timedelta(days=book.rule("evidence.days", local(claimed).date()).value["days"])


def contest_until(published: datetime) -> datetime:
    """Until when a result may be contested, by the rule of the day on which it was published."""
    return published + timedelta(days=book.rule("contest.days", local(published).date()).value["days"])


def waives(groups: set[str], on: date) -> bool:
    """Whether verified evidence for these groups waives the fee."""
    found = book.in_force("fee.waiver", on)
    return found is not None and bool(groups & set(found.value["groups"]))


def parted_reserves(reserves: Sequence[int], parts: Sequence[int]) -> list[list[int]]:
    """How each reserve of a class is parted among its ages: by the seats of each that are not yet reserved.

    reserves, parts: seats, in their order. Whole seats go by the largest remainder, of equals to the first part.
    """
    left, found = list(parts), []
    for seats in reserves:
        whole = sum(left)
        own = [seats * part // whole for part in left]
        remainders = sorted(range(len(left)), key=lambda i: (-(seats * left[i] % whole), i))
        for place in remainders[: seats - sum(own)]:
            own[place] += 1
        left = [part - taken for part, taken in zip(left, own, strict=True)]
        found.append(own)
    return found


def smallest_group(on: date) -> int:
    """A public protocol in which a group has fewer children (but some) is held back."""
    return book.rule("protocol.smallest_group", on).value["children"]


def shown(number: int) -> int | None:
    """A number of children as it may be told: None where a few might be recognised."""
    return None if 0 < number < K else number


def said(moment: datetime) -> str:
    """A moment as a family reads it, in Shanghai's time."""
    return f"{local(moment):%Y-%m-%d %H:%M}"

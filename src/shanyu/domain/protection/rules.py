"""Rules of protection as pure functions over values: deadlines, clusters in sliding windows, signs against the usual.

The numbers are dated data in `data/protection.json`, each with its source and mark.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.protection")


@dataclass(frozen=True, order=True)
class Onset:
    """One episode of a disease: of which child (any key), in which class (None: in none), from which day."""

    on: date
    child: int
    care_class: int | None = None


@dataclass(frozen=True)
class Cluster:
    """Episodes so close together that a threshold is met: the first and last day of illness, and who."""

    first: date
    last: date
    children: frozenset[int]


def report_due(severity: int, happened_at: datetime, on: date) -> datetime | None:
    """Until when an incident must be reported to the authority; None where it need not be (rules `report.*`)."""
    value = book.rule(f"report.{severity}", on).value
    return happened_at + timedelta(hours=value["within_hours"]) if value["report"] else None


def needs_proof(disease: str, on: date) -> bool:
    """Whether a child comes back from this disease only with a doctor's paper (76号令 art. 18)."""
    return disease in book.rule("return.proof", on).value["needed_for"]


def thresholds(scope: str, on: date) -> list[Rule]:
    """The rules of clusters within a class ("class") or an institution ("site") that are in force."""
    return [rule for rule in book.rules_under("cluster.", on) if rule.value["scope"] == scope]


def clusters(onsets: Iterable[Onset], days: int, children: int) -> list[Cluster]:
    """Every cluster among episodes of one disease, the earliest first.

    Some `days` consecutive days with at least `children` different children ill from one of them meet the threshold;
    windows that share an episode are one cluster. A child counts once in a window however often it was noted, and
    the order in which episodes became known makes no difference.
    """
    # A child noted twice within one window is one child there; its earliest day keeps the order out of it.
    cases = sorted({(one.on, one.child) for one in onsets})
    found: list[tuple[date, date, set[int]]] = []
    for end in sorted({day for day, _child in cases}):
        since = end - timedelta(days=days - 1)
        within = [(day, child) for day, child in cases if since <= day <= end]
        ill = {child for _day, child in within}
        if len(ill) < children:
            continue
        first = within[0][0]
        if found and first <= found[-1][1]:
            before = found.pop()
            found.append((before[0], end, before[2] | ill))
        else:
            found.append((first, end, ill))
    return [Cluster(first, last, frozenset(ill)) for first, last, ill in found]


def in_class(onsets: Iterable[Onset]) -> dict[int, list[Onset]]:
    """Episodes by class; those of a child in no class are left out."""
    found: dict[int, list[Onset]] = defaultdict(list)
    for one in onsets:
        if one.care_class is not None:
            found[one.care_class].append(one)
    return dict(found)


def class_closes(disease: str, cluster: Cluster, on: date) -> int:
    """For how many days a class with such a cluster is closed by practice; 0 where no practice is known."""
    rule = book.in_force(f"suspend.{disease}.class", on)
    return rule.value["closed_days"] if rule and len(cluster.children) >= rule.value["children"] else 0


def site_closes(disease: str, onsets: Collection[Onset], on: date) -> int:
    """For how many days the institution is closed by practice: in one window many children, or several classes, hit."""
    rule = book.in_force(f"suspend.{disease}.site", on)
    if rule is None:
        return 0
    closes = any(_many(onsets, end, rule.value) for end in {one.on for one in onsets})
    return rule.value["closed_days"] if closes else 0


def _many(onsets: Collection[Onset], end: date, value: Mapping[str, int]) -> bool:
    since = end - timedelta(days=value["window_days"] - 1)
    within = [one for one in onsets if since <= one.on <= end]
    ill = [len({one.child for one in of_class}) for of_class in in_class(within).values()]
    hit = sum(children >= value["class_children"] for children in ill)
    return len({one.child for one in within}) >= value["children"] or hit >= value["classes"]


def closed_from(decided_on: date, days: int) -> tuple[date, date]:
    """The first day of a suspension and the day after its last: whole days, beginning the day after it is decided."""
    first = decided_on + timedelta(days=1)
    return first, first + timedelta(days=days)


def unusual(counts: Mapping[date, int], day: date) -> bool:
    """Whether more children than usual show a sign on a day (rule `symptoms.usual`, a proposal).

    `counts` has the children of each day; days before without any are days of none. The usual is their mean.
    """
    value = book.rule("symptoms.usual", day).value
    now = counts.get(day, 0)
    before = sum(counts.get(day - timedelta(days=back), 0) for back in range(1, value["usual_days"] + 1))
    return now >= value["children"] and now * value["usual_days"] >= value["times"] * before


def suspected_of(symptoms: Collection[str], tenths: int | None, on: date) -> list[str]:
    """The diseases that signs may be, for a health worker to look at (rules `suspect.*`).

    `tenths` is the temperature in tenths of a degree Celsius; where none was taken, no fever is assumed.
    """
    shown = set(symptoms)

    def meets(value: Mapping[str, Any]) -> bool:
        hot = not value["tenths"] or (tenths is not None and tenths >= value["tenths"])
        return hot and shown >= set(value["all"]) and (not value["any"] or bool(shown & set(value["any"])))

    return [rule.value["disease"] for rule in book.rules_under("suspect.", on) if meets(rule.value)]

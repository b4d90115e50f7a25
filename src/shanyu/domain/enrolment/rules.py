"""Rules of enrolment as pure functions over values, and what the database's functions are told."""

import json
from datetime import date
from functools import lru_cache

from shanyu.domain.enrolment.kinds import Group
from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.enrolment")


@lru_cache(maxsize=4)
def for_the_database(on: date) -> str:
    """The rules that `sql/*.sql` works by, as JSON: ends of offers, the night, days of each state, re-check."""
    offer = book.rule("offer.stands", on).value
    return json.dumps(
        {
            "offer": offer["steps"],
            "night": offer["night"],
            "days": dict(book.rule("case.days", on).value),
            "most": most_applications(on),
            "recheck_months": book.rule("suspend.recheck", on).value["months"],
        }
    )


def most_applications(on: date) -> int:
    """At how many sites a case may stand at one time."""
    return book.rule("apply.most", on).value["sites"]


def days_to_answer(on: date) -> int:
    """Within how many days a site answers an application."""
    return book.rule("case.days", on).value["applied"]


def priority_of(*, sibling: bool, resident: bool, on: date) -> tuple[Group, int]:
    """The first group of rule `line.groups` that a family belongs to, and its place in the order from 1."""
    belongs = {Group.SIBLING: sibling, Group.RESIDENT: resident, Group.EVERYBODY: True}
    order = [Group(name) for name in book.rule("line.groups", on).value["order"]]
    found = next(group for group in order if belongs[group])
    return found, order.index(found) + 1


def farthest_start(on: date) -> int:
    """How many days ahead a wish or an offer may lie."""
    return book.rule("apply.ahead", on).value["days"]


def asked_at(region_code: str, on: date) -> Rule:
    """What documents are asked for at a place: by the nearest division that has its own list, else the sample."""
    for length in (12, 9, 6, 4, 2):
        found = book.in_force(f"documents.asked.{region_code[:length]}", on) if region_code else None
        if found:
            return found
    return book.rule("documents.asked", on)


def referral_days(on: date) -> int:
    """How many days a site reads what was passed on to it, from taking the referral up."""
    return book.rule("referral.days", on).value["open"]


def days_kept(on: date) -> int:
    """How many days after the end of a family's last case its documents, and sites' words in referrals, are kept."""
    return book.rule("documents.kept", on).value["days"]

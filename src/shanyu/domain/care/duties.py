"""What a site owes its children every day, as dated rules: tracing of absence, checks, time outdoors."""

from datetime import date, datetime, time, timedelta

from shanyu.kernel.clock import SHANGHAI
from shanyu.kernel.rulebook import Book, Rule

book = Book("shanyu.domain.care")


def tracing_begins(on: date) -> int:
    """From which minute of the day an absence without a word is traced, where a site has not chosen another."""
    return book.rule("tracing.hours", on).value["begins"]


def tracing_ends(on: date) -> int:
    """At which minute of the day a tracing that is still open becomes an exception."""
    return book.rule("tracing.hours", on).value["ends"]


def outdoor_rule(on: date) -> Rule:
    """Time outdoors that a child is owed every day: `value["minutes"]`."""
    return book.rule("outdoor.least", on)


def outdoor_minutes(on: date) -> int:
    return outdoor_rule(on).value["minutes"]


def counted_stay(on: date) -> int:
    """How many minutes a child has to have been there for its time outdoors to be held against the rule."""
    return book.rule("outdoor.counted", on).value["stay_minutes"]


def noon_check_by(on: date) -> int:
    """By which minute of the day the noon check is done."""
    return book.rule("checks.daily", on).value["noon_by"]


def at_minute(on: date, minute: int) -> datetime:
    """The moment of a day that lies so many minutes after its midnight in Shanghai."""
    return datetime.combine(on, time(), SHANGHAI) + timedelta(minutes=minute)

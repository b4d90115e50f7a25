"""Calling the database's functions. They decide what is contested; here they are only asked."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection

from shanyu.domain.enrolment import rules
from shanyu.domain.enrolment.kinds import Group
from shanyu.kernel.clock import local, now


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function said: a code, and the row it made."""

    code: str
    made: int | None = None


def join(
    case: int, site: int, group: Group, priority: int, account: int | None, rank: int | None = None
) -> Answer:
    """A case asks at a site: `joined`, `already`, `too_many` or `gone`, and the application."""
    values = [case, site, rank, group, priority, uuid4(), account]
    return Answer(
        *_ask("SELECT code, application FROM enrolment_join(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
    )


def offer(
    application: int,
    care_class: int,
    starts_on: date,
    account: int,
    *,
    until: date | None = None,
    reason: str = "",
    words: str = "",
    public_id: UUID | None = None,
) -> Answer:
    """A place is offered and held: `offered`, `gone`, `out_of_turn` or an obstacle, and the offer.

    `until` is the first day after the place, for a plan that has an end.
    """
    values = [application, care_class, starts_on, until, reason, words, public_id or uuid4(), account]
    return Answer(
        *_ask("SELECT code, offer FROM enrolment_offer(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
    )


def accept(offer: int, account: int, *, leave: bool = False) -> str:
    """A guardian takes up an offer: `accepted`, `waits`, `clash` or `gone`."""
    return _ask("SELECT enrolment_accept(%s, %s, %s, %s, %s)", [offer, leave, account])[0]


def release(application: int, kind: str, account: int | None, *, reason: str = "", words: str = "") -> bool:
    """End an application or its offer; False where it is too late for it."""
    return _ask(
        "SELECT enrolment_release(%s, %s, %s, %s, %s, %s, %s)", [application, kind, reason, words, account]
    )[0]


def end(case: int, state: str, kind: str, account: int | None, *, reason: str = "", words: str = "") -> bool:
    """End a case before its first day; False where it is too late for it."""
    return _ask(
        "SELECT enrolment_end(%s, %s, %s, %s, %s, %s, %s, %s)", [case, state, kind, reason, words, account]
    )[0]


def step(case: int, kind: str, begins: tuple[str, ...], ends: str, day: date, account: int | None) -> str:
    """One plain step of a case: `done`, or why not."""
    return _ask(
        "SELECT enrolment_step(%s, %s, %s, %s, %s, %s, %s, %s)",
        [case, kind, list(begins), ends, day, account],
    )[0]


def leave(case: int, last_day: date, account: int | None) -> str:
    """Fix the last day of a child who is there: `done`, `wrong_state` or `full`."""
    return _ask("SELECT enrolment_leave(%s, %s, %s, %s, %s)", [case, last_day, account])[0]


def move_up(case: int, care_class: int, starts_on: date, account: int | None) -> str:
    """Plan the move to another class of the site: `done`, `wrong_state` or an obstacle."""
    return _ask("SELECT enrolment_move_up(%s, %s, %s, %s, %s, %s)", [case, care_class, starts_on, account])[0]


def settle(care_class: int) -> int:
    """Let offers of a class lapse that have run out, and count its places anew. Returns how many lapsed."""
    return _ask("SELECT enrolment_settle(%s, %s, %s)", [care_class])[0]


def new_day(case: int) -> bool:
    """Do what a new day changes for a child who is there; whether anything changed."""
    return _ask("SELECT enrolment_new_day(%s, %s, %s)", [case])[0]


def note(case: int, kind: str, account: int | None) -> None:
    """Enter a step into the ledger that changes neither state nor place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM enrolment_note(%s, NULL, NULL, %s, '', '', %s, %s)", [case, kind, account, now()]
        )


def _ask(statement: str, values: list) -> tuple:
    """The one row a function answers; the moment and the rules of its day are added to `values`."""
    moment: datetime = now()
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, moment, rules.for_the_database(local(moment).date())])
        return cursor.fetchone()

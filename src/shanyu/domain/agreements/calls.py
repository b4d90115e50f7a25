"""Calling the database's functions, which decide what is contested."""

from datetime import date

from django.db import connection

from shanyu.domain.agreements.models import Paper, Signature
from shanyu.domain.enrolment import rules
from shanyu.kernel.clock import now, today


def sign(paper: Paper, side: str, signed_as: str, name: str, sha256: str, account: int) -> str:
    """A signature under a text: `signed`, `in_force`, or why not (see `sql/sign.sql`)."""
    sealed = Signature._meta.get_field("name").get_prep_value(name)
    return _ask(
        "SELECT agreements_sign(%s, %s, %s, %s, %s, %s, %s, %s)",
        [paper.pk, side, signed_as, sealed, sha256, account, now(), rules.for_the_database(today())],
    )


def make_room(case: int) -> bool:
    """The open agreement of a case, if there is one, is replaced; False where it is too late for another."""
    return _ask("SELECT agreements_make_room(%s, %s, %s)", [case, now(), rules.for_the_database(today())])


def withdraw(paper: int) -> bool:
    """A proposed change is taken back or declined; False where it is not open."""
    return _ask("SELECT agreements_withdraw(%s, %s)", [paper, now()])


def next_number(site: int, year: int) -> int:
    """The number of the next entry in a site's book of a year; the book is one's own until the transaction ends."""
    return _ask("SELECT agreements_next_number(%s, %s)", [site, year])


def obstacle(care_class: int, child: int, begins_on: date, until: date | None) -> str | None:
    """Why a child cannot be in a class from a day on: full, closed, too_young or too_old; None where it can."""
    return _ask(
        "SELECT enrolment_obstacle(%s, %s, daterange(%s, %s), 0)", [care_class, child, begins_on, until]
    )


def turn(case: int) -> None:
    """Wait for the turn of a case and keep it until the end of the transaction."""
    _ask("SELECT enrolment_turn_cases(ARRAY[%s]::bigint[])", [case])


def _ask(statement: str, values: list) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]

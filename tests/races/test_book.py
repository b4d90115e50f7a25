"""Two who record payments at one site at the same moment. With its control: guard off, it shows."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from shanyu.domain.agreements import actions, sql
from shanyu.domain.agreements.models import Payment
from shanyu.kernel import clock
from tests import cast as people
from tests.domain.agreements.making import DECEMBER, in_force
from tests.races.rush import together
from tests.races.windows import install

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "FROM agreements_payment WHERE site_id = p_site AND year = p_year);"


def both(cast) -> list[str]:
    """What comes of a head and an operator who record at once: the number, or that the database stopped it.

    Their turn of the case is left out, as if they were about two children.
    """
    one = in_force(cast)

    def act(who: str) -> str:
        try:
            return actions.record_payment(
                cast.actor(who), one, month=DECEMBER, amount_fen=100, method="cash", received_on=people.TODAY,
                key=uuid4(),
            ).said_number  # fmt: skip
        except IntegrityError:
            return "stopped"

    return sorted(together([lambda: act("head"), lambda: act("boss")]))


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setattr("shanyu.domain.agreements.actions.paying.calls.turn", lambda case: None)
    with clock.frozen(people.NOW):
        yield people.build()


def with_a_pause(text: str) -> str:
    """The next number, told half a second after it was looked up."""
    assert ASKED in text
    return text.replace("RETURN (SELECT", "RETURN (SELECT (pg_sleep(0.5) IS NULL)::int +", 1)


def test_their_entries_are_numbered_one_after_the_other(cast):
    install(with_a_pause(sql.functions(sql.BOOK)))
    try:
        assert both(cast) == ["2026-00001", "2026-00002"]
    finally:
        install(sql.functions(sql.BOOK))


def test_without_its_turn_the_second_is_stopped_by_the_database_and_leaves_no_gap(cast):
    text = sql.functions(sql.BOOK)
    install(with_a_pause("\n".join("" if line.endswith("-- guard") else line for line in text.splitlines())))
    try:
        assert both(cast) == ["2026-00001", "stopped"]
        assert list(Payment.objects.values_list("number", flat=True)) == [1]
    finally:
        install(text)

"""Two who want the last place at the same moment. Each race with its control: guards off, it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection

from shanyu.domain.enrolment import calls, sql
from shanyu.domain.enrolment.models import Application, Case, Offer, Placement
from shanyu.domain.providers.models import CareClass
from shanyu.kernel import clock
from tests import cast as people
from tests.cast import NOW, TODAY
from tests.domain.booking.families import families
from tests.domain.enrolment.ledger import wrongs
from tests.domain.enrolment.making import ask, care_class, case, offer
from tests.races.rush import together
from tests.races.windows import install, once_somebody_is_in_the_window

pytestmark = pytest.mark.django_db(transaction=True)
DECEMBER = date(2026, 12, 1)
#: Where somebody may come in between: the class was looked at and the place is not taken yet; the offer was looked at
#: and is not taken up yet.
LOOKED = "wrong := enrolment_obstacle(NEW.care_class_id, NEW.child_id, NEW.during, NEW.id);"
CHOSEN = "SELECT * INTO place FROM enrolment_placement WHERE id = taken.placement_id;"


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


@contextmanager
def unguarded(window: str, seconds: float = 0.8) -> Iterator[None]:
    """The functions without their locks and with a pause after `window`, and classes without the check of their sum.

    Afterwards everything is put back.
    """
    whole = sql.functions()
    if window not in whole:
        raise ValueError(window)
    text = "\n".join("" if line.endswith("-- guard") else line for line in whole.splitlines())
    # A loop without its lock has nothing to do.
    text = text.replace("ORDER BY k LOOP\n\n", "ORDER BY k LOOP NULL;\n")
    install(text.replace(window, f"{window} PERFORM pg_sleep({seconds});"))
    [check] = [one for one in CareClass._meta.constraints if one.name == "class_never_over_licensed"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(CareClass, check)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE enrolment_case CASCADE")
        CareClass.objects.update(placed=0, held=0, placed_here=0, held_here=0)
        with connection.schema_editor() as editor:
            editor.add_constraint(CareClass, check)
        install(whole)


def two_who_wait(cast) -> tuple:
    where = care_class(cast.bamboo, "新竹班", 1)
    waiting = [ask(case(one.children[0], one.account), cast.bamboo)[0] for one in families(2)]
    return where, waiting


def offers(cast, where, waiting, *, into_the_window: bool = False) -> list[str]:
    def act(application: Application, wait: bool) -> str:
        if wait:
            once_somebody_is_in_the_window()
        return calls.offer(application.pk, where.pk, DECEMBER, cast.head.pk, reason="agreed").code

    first, second = waiting
    return together([lambda: act(first, False), lambda: act(second, into_the_window)])


def test_the_last_place_offered_by_two_at_once_is_held_for_one(cast):
    where, waiting = two_who_wait(cast)
    assert sorted(offers(cast, where, waiting)) == ["full", "offered"]
    where.refresh_from_db()
    assert (where.held, Offer.objects.count()) == (1, 1)
    assert wrongs(TODAY) == []


def test_control_without_guards_the_last_place_is_held_for_both(cast):
    where, waiting = two_who_wait(cast)
    with unguarded(LOOKED):
        assert offers(cast, where, waiting, into_the_window=True) == ["offered", "offered"]
        assert "a class has more children on a day than places" in wrongs(TODAY)


def an_offer(cast) -> tuple:
    where, [application, _other] = two_who_wait(cast)
    return application, offer(application, where, cast.head, DECEMBER)


def test_an_offer_taken_up_while_the_site_takes_it_back_is_one_or_the_other(cast):
    application, made = an_offer(cast)
    together([
        lambda: calls.accept(made.pk, application.case.opened_by_id),
        lambda: calls.release(application.pk, "retract", cast.head.pk, reason="mistake"),
    ])  # fmt: skip
    held = Case.objects.get(pk=application.case_id)
    assert (held.state, Placement.objects.get().state) in {("accepted", "planned"), ("applied", "released")}
    assert wrongs(TODAY) == []


def test_control_without_guards_a_place_taken_back_is_taken_up_all_the_same(cast):
    application, made = an_offer(cast)

    def takes_back() -> bool:
        once_somebody_is_in_the_window()
        return calls.release(application.pk, "retract", cast.head.pk, reason="mistake")

    with unguarded(CHOSEN):
        assert together([
            lambda: calls.accept(made.pk, application.case.opened_by_id), takes_back,
        ]) == ["accepted", True]  # fmt: skip


def test_two_guardians_who_take_two_offers_at_once_have_one_place(cast):
    here, there = care_class(cast.bamboo, "新竹班", 1), care_class(cast.willow, "新柳班", 1)
    held = case(cast.daughter, cast.father)
    first, second = ask(held, cast.bamboo, cast.willow)
    offers = [offer(first, here, cast.head, DECEMBER), offer(second, there, cast.head, DECEMBER)]
    answers = together([
        lambda: calls.accept(offers[0].pk, cast.father.pk), lambda: calls.accept(offers[1].pk, cast.mother.pk),
    ])  # fmt: skip
    assert sorted(answers) == ["accepted", "gone"]
    assert wrongs(clock.local(NOW).date()) == []

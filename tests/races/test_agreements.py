"""Two who sign, or sign and withdraw, at the same moment. Each race with its control: guards off, it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import IntegrityError

from shanyu.domain.agreements import actions, jobs, sql
from shanyu.domain.agreements.models import Paper, Signature
from shanyu.domain.enrolment import calls as of_cases
from shanyu.domain.enrolment.models import Case, Entry
from shanyu.kernel import clock
from shanyu.kernel.door import Refusal
from tests import cast as people
from tests.domain.agreements.making import at_signing, in_force, paper_of, publish
from tests.domain.enrolment.making import MARCH
from tests.races.rush import together
from tests.races.windows import install, once_somebody_is_in_the_window, once_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
#: Where somebody may come in between: the paper and its case were looked at, and nothing is written yet.
LOOKED = "INTO families, sites FROM agreements_signature WHERE paper_id = p_paper;"


@pytest.fixture
def cast():
    with clock.frozen(people.NOW):
        yield people.build()


@contextmanager
def unguarded(seconds: float = 0.8) -> Iterator[None]:
    """Signing without its turn and with a pause between looking and writing. Afterwards everything is put back."""
    whole = sql.functions()
    text = "\n".join("" if line.endswith("-- guard") else line for line in whole.splitlines())
    if LOOKED not in text:
        raise ValueError(LOOKED)
    install(text.replace(LOOKED, f"{LOOKED} PERFORM pg_sleep({seconds});"))
    try:
        yield
    finally:
        install(whole)


def told(act) -> str:
    """What an act comes to: the state of the paper, the name of the refusal, or that a trigger stopped it."""
    try:
        return act().state
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return "stopped by a trigger"


def both_guardians(cast, one: Case, *, into_the_window: bool = False) -> list[str]:
    sha256 = paper_of(one).sha256

    def act(who: str, wait: bool) -> str:
        if wait:
            once_somebody_is_in_the_window()
        return told(lambda: actions.sign(cast.actor(who), one, sha256=sha256))

    return together([lambda: act("father", False), lambda: act("mother", into_the_window)])


def test_two_guardians_who_sign_at_once_have_both_signed(cast):
    one = at_signing(cast, needs_both=True)
    assert both_guardians(cast, one) == ["open", "open"]
    one.refresh_from_db()
    assert one.signed_at is not None
    kinds = list(
        Entry.objects.filter(case=one, kind__in=["agree", "sign"])
        .order_by("pk")
        .values_list("kind", flat=True)
    )
    assert kinds[-2:] == ["agree", "sign"]


def test_control_without_the_turn_both_have_signed_and_the_case_waits_for_a_third(cast):
    one = at_signing(cast, needs_both=True)
    with unguarded():
        both_guardians(cast, one, into_the_window=True)
    one.refresh_from_db()
    assert (one.signed_at, Signature.objects.count()) == (None, 2)


def head_and_withdrawal(cast, one: Case, *, into_the_window: bool = False) -> list[object]:
    sha256 = paper_of(one).sha256
    actions.sign(cast.actor("father"), one, sha256=sha256)

    def withdraw() -> bool:
        if into_the_window:
            once_somebody_is_in_the_window()
        return of_cases.end(one.pk, "withdrawn", "withdraw", cast.father.pk)

    return together(
        [lambda: told(lambda: actions.countersign(cast.actor("head"), one, sha256=sha256)), withdraw]
    )


def test_a_head_who_signs_while_the_family_withdraws_leaves_nothing_in_force(cast):
    one = at_signing(cast)
    signed, withdrawn = head_and_withdrawal(cast, one)
    one.refresh_from_db()
    # Whoever came first: the family may withdraw before and after, so the case has ended and the paper with it.
    assert withdrawn is True
    assert (one.state, paper_of(one).state) in {
        ("withdrawn", "ended" if signed == "in_force" else "withdrawn"),
    }
    assert not Paper.objects.filter(state__in=["open", "in_force"]).exists()


def test_control_without_the_turn_only_the_trigger_keeps_the_head_from_signing(cast):
    one = at_signing(cast)
    with unguarded():
        answers = head_and_withdrawal(cast, one, into_the_window=True)
    assert answers == ["stopped by a trigger", True]
    assert paper_of(one).state == "withdrawn"


def test_a_paper_that_is_being_printed_while_its_case_ends_does_not_hold(cast, monkeypatch):
    one = in_force(cast)
    paper, prints, issue = paper_of(one), Event(), jobs.issue_paper

    def slowly(row):
        document = issue(row)
        prints.set()
        once_somebody_waits_for_a_lock()
        return document

    def withdraw() -> bool:
        prints.wait(20)
        return of_cases.end(one.pk, "withdrawn", "withdraw", cast.father.pk)

    monkeypatch.setattr(jobs, "issue_paper", slowly)
    code, withdrawn = together([lambda: jobs.print_paper(paper.pk), withdraw])
    paper.refresh_from_db()
    assert (withdrawn, paper.state, paper.document.code) == (True, "ended", code)
    assert paper.document.revoked_at is not None


def test_two_who_propose_for_one_day_at_once_make_one_proposal(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    change = actions.Change("half_day")
    answers = together(
        [
            lambda who=who: told(
                lambda: actions.propose_change(cast.actor(who), one, change=change, begins_on=MARCH)
            )
            for who in ("father", "head")
        ]
    )
    assert sorted(answers) == ["ChangeStands", "open"]


def test_a_change_signed_last_by_both_sides_at_once_is_in_force_once(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    paper = actions.propose_change(
        cast.actor("father"), one, change=actions.Change("half_day"), begins_on=MARCH
    )
    answers = together(
        [
            lambda: told(lambda: actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)),
            lambda: told(lambda: actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)),
        ]
    )
    assert "in_force" in answers
    assert paper_of(one).state == "in_force"


def test_a_change_signed_while_it_is_withdrawn_is_one_or_the_other(cast):
    publish(cast.bamboo, "half_day", 160000)
    one = in_force(cast)
    paper = actions.propose_change(
        cast.actor("father"), one, change=actions.Change("half_day"), begins_on=MARCH
    )
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    answers = together(
        [
            lambda: told(lambda: actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)),
            lambda: told(lambda: actions.withdraw_change(cast.actor("mother"), paper)),
        ]
    )
    assert sorted(answers) in (["NotOpen", "in_force"], ["NotOpen", "withdrawn"])

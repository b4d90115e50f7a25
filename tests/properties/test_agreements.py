"""Whatever order people sign, propose, withdraw and publish in: papers, signatures and cases always agree."""

from datetime import date, time, timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.agreements import actions, queries
from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment import actions as of_cases
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case
from shanyu.domain.providers.models import ServiceOffer
from shanyu.kernel import clock
from shanyu.kernel.door import Refusal
from shanyu.kernel.prepared import ask
from tests.asking import names_of
from tests.cast import NOW
from tests.domain.agreements.making import at_signing, publish

pytestmark = pytest.mark.django_db

#: Each names rows that must not be there, in plain SQL that knows nothing of the functions.
WRONG = {
    "a case after its signing has no agreement in force, or one before it has": """
        SELECT c.id FROM enrolment_case AS c
        WHERE (c.state IN ('placed', 'attending', 'suspended')) <> EXISTS (
            SELECT 1 FROM agreements_paper WHERE case_id = c.id AND kind = 'agreement' AND state = 'in_force')
    """,
    "a paper that ruled is not signed by everybody": """
        SELECT p.id FROM agreements_paper AS p WHERE p.in_force_at IS NOT NULL AND (
            (SELECT count(*) FROM agreements_signature WHERE paper_id = p.id AND side = 'family') < p.families_needed
            OR NOT EXISTS (SELECT 1 FROM agreements_signature WHERE paper_id = p.id AND side = 'site'))
    """,
    "a signature stands under another text": """
        SELECT s.id FROM agreements_signature AS s JOIN agreements_paper AS p ON p.id = s.paper_id
        WHERE s.sha256 <> p.sha256
    """,
    "a case that is over has a paper that goes on": """
        SELECT c.id FROM enrolment_case AS c JOIN agreements_paper AS p ON p.case_id = c.id
        WHERE c.ended_at IS NOT NULL AND p.state IN ('open', 'in_force')
    """,
    "the family counts as having signed what it has not": """
        SELECT c.id FROM enrolment_case AS c
        WHERE c.state = 'agreement' AND (c.signed_at IS NOT NULL) <> EXISTS (
            SELECT 1 FROM agreements_paper AS p WHERE p.case_id = c.id AND p.kind = 'agreement' AND p.state = 'open'
              AND (SELECT count(*) FROM agreements_signature WHERE paper_id = p.id AND side = 'family')
                  >= p.families_needed)
    """,
    "a change in force begins before somebody signed it": """
        SELECT p.id FROM agreements_paper AS p
        WHERE p.kind = 'change' AND p.begins_on < (p.in_force_at AT TIME ZONE 'Asia/Shanghai')::date
    """,
}
WEIGHTS = {"sign": 6, "countersign": 5, "draw_up": 2, "propose": 4, "sign_change": 6, "countersign_change": 6,
           "withdraw_change": 1, "withdraw": 0.3, "begin": 2, "publish": 1, "leave": 0.3, "time_passes": 2}  # fmt: skip


def wrongs() -> list[str]:
    return [name for (name,) in ask(names_of(WRONG))]


class Months:
    """One family, one site, and what they do in an order that dice decide."""

    def __init__(self, cast, dice: Random) -> None:
        self.cast, self.dice, self.moment = cast, dice, NOW
        publish(cast.bamboo, "half_day", 160000)
        self.case = at_signing(cast, needs_both=dice.random() < 0.4)
        self.done = 0

    def take(self, name: str) -> None:
        self.case.refresh_from_db()
        try:
            with transaction.atomic():
                getattr(self, name)()
            self.done += 1
        except Refusal:
            # A no is an answer as well: it must have changed nothing that is wrong.
            assert self.case.pk
        assert wrongs() == []

    def who(self) -> str:
        return self.dice.choice(["father", "mother"])

    def change(self) -> actions.Change:
        form = self.dice.choice(["full_day", "half_day"])
        return actions.Change(form, sorted(self.dice.sample(range(1, 6), self.dice.randint(1, 5))))

    def paper(self, kind: str) -> Paper | None:
        papers = list(Paper.objects.filter(case=self.case, kind=kind).order_by("-pk")[:3])
        return self.dice.choice(papers[:1] * 4 + papers) if papers else None

    def sign(self) -> None:
        actions.sign(self.cast.actor(self.who()), self.case, sha256=self.paper("agreement").sha256)

    def countersign(self) -> None:
        actions.countersign(self.cast.actor("head"), self.case, sha256=self.paper("agreement").sha256)

    def draw_up(self) -> None:
        who = self.dice.choice(["head", "father"])
        actions.draw_up(self.cast.actor(who), self.case, change=self.dice.choice([None, self.change()]))

    def propose(self) -> None:
        who, on = (
            self.dice.choice(["head", "mother"]),
            clock.today() + timedelta(days=self.dice.randint(0, 40)),
        )
        actions.propose_change(self.cast.actor(who), self.case, change=self.change(), begins_on=on)

    def sign_change(self) -> None:
        if paper := self.paper("change"):
            actions.sign_change(self.cast.actor(self.who()), paper, sha256=paper.sha256)

    def countersign_change(self) -> None:
        if paper := self.paper("change"):
            actions.countersign_change(self.cast.actor("head"), paper, sha256=paper.sha256)

    def withdraw_change(self) -> None:
        if paper := self.paper("change"):
            actions.withdraw_change(self.cast.actor(self.who()), paper)

    def withdraw(self) -> None:
        of_cases.withdraw(self.cast.actor("father"), self.case)

    def begin(self) -> None:
        of_cases.begin(self.cast.actor("head"), self.case)

    def leave(self) -> None:
        last = clock.today() + timedelta(days=self.dice.randint(0, 60))
        of_cases.leave(self.cast.actor("father"), self.case, last_day=last)

    def publish(self) -> None:
        """The site publishes another fee from a day on."""
        form, since = (
            self.dice.choice(["full_day", "half_day"]),
            clock.today() + timedelta(days=self.dice.randint(1, 30)),
        )
        same = ServiceOffer.objects.filter(site=self.cast.bamboo, form=form)
        if same.filter(valid__startswith__gte=since).exists():
            return
        for one in same.filter(valid__contains=since):
            one.valid = DateRange(one.valid.lower, since)
            one.save(update_fields=["valid"])
        fee, closes = self.dice.randint(100000, 300000), time(18, 30) if form == "full_day" else time(12)
        publish(self.cast.bamboo, form, fee, valid=DateRange(since, None), closes=closes)

    def time_passes(self) -> None:
        self.moment += timedelta(days=self.dice.choice([0, 1, 3, 10]), hours=1)
        clock.set_clock(self.moment)
        calls.new_day(self.case.pk)

    def months_are_told(self) -> None:
        """Each month is what its days cost, and at no day above what was signed."""
        if self.case.papers.filter(in_force_at__isnull=False).exists():
            dearest = max(self.case.papers.values_list("fee_fen", flat=True))
            for month in (date(2026, 12, 1), date(2027, 1, 1)):
                fee = queries.fees(self.cast.actor("father"), self.case, month).fee
                care = [line.amount_fen for line in fee.lines if line.kind == "care"]
                assert sum(care) <= dearest


def test_any_order_of_deeds_keeps_papers_signatures_and_cases_right(cast):
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    seen = set()

    @settings(max_examples=8, deadline=None, derandomize=True, database=None)
    @given(seed=st.integers(0, 2**32), steps=st.integers(10, 40))
    def every_order(seed, steps):
        dice, savepoint = Random(seed), transaction.savepoint()
        try:
            months = Months(cast, dice)
            # Either soon in force, or a while of signing and drawing up anew first.
            begun = dice.choice([["sign", "sign", "countersign"], ["sign", "draw_up"] * 3])
            for name in [*begun, *dice.choices(names, weights, k=steps)]:
                months.take(name)
            months.months_are_told()
            seen.update(Paper.objects.values_list("kind", "state"))
            assert Case.objects.count() == 1
        finally:
            clock.set_clock(NOW)
            transaction.savepoint_rollback(savepoint)

    every_order()
    assert seen >= {
        ("agreement", "in_force"), ("agreement", "replaced"), ("change", "open"), ("change", "in_force"),
        ("change", "withdrawn"),
    }  # fmt: skip

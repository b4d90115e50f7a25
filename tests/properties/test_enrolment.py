"""Places and cases in any order of events: no overlap, no over-capacity, no child twice, no offer lost."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyu.domain.enrolment import calls, jobs
from shanyu.domain.enrolment.kinds import Group
from shanyu.domain.enrolment.models import Application, Case, Entry, Offer, Placement
from shanyu.domain.providers.kinds import AgeBand
from shanyu.domain.providers.models import CareClass
from shanyu.domain.providers.rules import band_rule
from shanyu.kernel import clock
from shanyu.kernel.ages import completed_months
from tests.cast import NOW, TODAY
from tests.domain.booking.families import family
from tests.domain.enrolment.ledger import miscounted, wrongs
from tests.domain.enrolment.making import both_sign, care_class

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
BORN = [date(2024, 1, 31), date(2024, 8, 1), date(2025, 1, 10), date(2024, 11, 30)]
#: Each step, and how often it comes beside the others.
WEIGHTS = {
    "open": 4, "join": 8, "offer": 14, "accept": 8, "release": 8, "end": 2, "step": 12, "leave": 3,
    "move_up": 4, "time_passes": 5, "head_counts": 2,
}  # fmt: skip
STEPS = {
    "documents": (("accepted",), "checkup"),
    "checkup": (("checkup",), "agreement"),
    "agreement": (("agreement",), "placed"),
    "first_day": (("placed",), "attending"),
    "suspend": (("attending",), "suspended"),
    "return": (("suspended",), "attending"),
}


def test_the_database_counts_completed_months_as_the_kernel_does(db):
    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(born=DAYS, on=DAYS)
    def of_any_child(born, on):
        born, on = min(born, on), max(born, on)
        with connection.cursor() as cursor:
            cursor.execute("SELECT enrolment_months(%s, %s)", [born, on])
            assert cursor.fetchone()[0] == completed_months(born, on)

    of_any_child()


def test_the_database_knows_the_ages_of_class_types_as_the_rules_do(db):
    @settings(max_examples=100, deadline=None, derandomize=True, database=None)
    @given(on=DAYS, band=st.sampled_from(AgeBand.values))
    def on_any_day(on, band):
        with connection.cursor() as cursor:
            cursor.execute("SELECT from_month, to_month FROM enrolment_band(%s, %s)", [band, on])
            known, rule = cursor.fetchone(), band_rule(band, on)
        assert known == ((rule.from_month, rule.to_month) if rule else None)

    on_any_day()


class Year:
    """Families, heads and time, who take one step after another."""

    def __init__(self, cast, families, dice: Random) -> None:
        self.cast, self.families, self.dice, self.moment = cast, families, dice, NOW
        self.classes = [
            care_class(cast.bamboo, "新竹班", 1),
            care_class(cast.bamboo, "托小二班", 1, "toddler"),
            care_class(cast.willow, "新柳班", 2, placed=1),
        ]

    @property
    def today(self) -> date:
        return clock.local(self.moment).date()

    def take(self, step: str) -> None:
        standing = {one.pk: one.until for one in Offer.objects.filter(state="standing")}
        getattr(self, step)()
        assert wrongs(self.today) == []
        gone = Offer.objects.filter(pk__in=standing, state="lapsed").values_list("pk", flat=True)
        assert [key for key in gone if standing[key] > self.moment] == []
        told = Entry.objects.filter(placement__offer__in=standing).exclude(kind="offer")
        ended = Offer.objects.filter(pk__in=standing).exclude(state="standing")
        assert set(ended.values_list("placement", flat=True)) <= set(told.values_list("placement", flat=True))

    def any_of(self, rows: QuerySet) -> Model | None:
        found = list(rows.order_by("pk"))
        return self.dice.choice(found) if found else None

    def day(self) -> date:
        return self.today + timedelta(days=self.dice.choice([0, 0, 1, 5, 30, 31, 90, 200]))

    def open(self) -> None:
        one = self.dice.choice(self.families)
        child = one.children[0]
        if (
            not Case.objects.filter(child=child, ended_at=None)
            .exclude(state__in=["attending", "suspended"])
            .exists()
        ):
            Case.objects.create(
                child=child, household=one.household, opened_by=one.account, form="full_day",
                wanted_from=self.today, needs_both=self.dice.random() < 0.2,
            )  # fmt: skip

    def join(self) -> None:
        if case := self.any_of(Case.objects.filter(ended_at=None)):
            site = self.dice.choice([self.cast.bamboo, self.cast.willow])
            calls.join(case.pk, site.pk, Group.EVERYBODY, self.dice.randint(1, 3), case.opened_by_id)

    def offer(self) -> None:
        rows = (
            Application.objects.filter(state="waiting") if self.dice.random() < 0.8 else Application.objects
        )
        if application := self.any_of(rows):
            there = [one for one in self.classes if one.site_id == application.site_id]
            ends = self.dice.choice([None, None, self.today + timedelta(days=300)])
            reason = self.dice.choice(["", "agreed", "agreed"])
            where = self.dice.choice(there)
            calls.offer(application.pk, where.pk, self.day(), self.cast.head.pk, until=ends, reason=reason)

    def accept(self) -> None:
        if offer := self.any_of(Offer.objects.all()):
            who = self.dice.choice([self.cast.father, self.cast.mother])
            calls.accept(offer.pk, who.pk, leave=self.dice.random() < 0.5)

    def release(self) -> None:
        rows = Application.objects.filter(
            state__in=self.dice.choice([["offered"], ["offered"], ["waiting"], ["accepted"]])
        )
        if application := self.any_of(rows):
            kind = self.dice.choice(["decline", "retract", "withdraw_one", "refuse"])
            reason = "other" if kind in {"retract", "refuse"} else ""
            calls.release(application.pk, kind, self.cast.father.pk, reason=reason)

    def end(self) -> None:
        if case := self.any_of(Case.objects.all()):
            calls.end(case.pk, "withdrawn", "withdraw", case.opened_by_id)

    def step(self) -> None:
        """Mostly the next step of a case, and often several at once."""
        case = self.any_of(Case.objects.filter(ended_at=None).exclude(state__in=["applied", "offered"]))
        for _again in range(self.dice.randint(1, 6) if case else 0):
            case.refresh_from_db()
            fitting = [kind for kind, (begins, _ends) in STEPS.items() if case.state in begins]
            kind = self.dice.choice(fitting or list(STEPS))
            begins, ends = STEPS[kind]
            if kind == "agreement" and case.state == "agreement":
                both_sign(case, case.opened_by, self.cast.head, self.cast.mother)
                continue
            calls.step(case.pk, kind, begins, ends, self.today, case.opened_by_id)

    def leave(self) -> None:
        if case := self.any_of(Case.objects.filter(state__in=["attending", "suspended"])):
            calls.leave(case.pk, self.day(), case.opened_by_id)

    def move_up(self) -> None:
        if case := self.any_of(Case.objects.filter(state__in=["attending", "suspended"])):
            there = [one for one in self.classes if one.site_id == case.site_id]
            calls.move_up(case.pk, self.dice.choice(there).pk, self.day(), self.cast.head.pk)

    def time_passes(self) -> None:
        self.moment += timedelta(hours=self.dice.choice([1, 13, 25, 75, 24 * 31]))
        clock.set_clock(self.moment)
        if self.dice.random() < 0.7:
            jobs.settle_due()
            jobs.new_day()
            assert not miscounted(self.today)
            assert not Offer.objects.filter(state="standing", until__lte=self.moment).exists()
            assert not Placement.objects.filter(state="current", during__endswith__lte=self.today).exists()

    def head_counts(self) -> None:
        """The site itself takes a child who is not on the platform, where there is a place for good."""
        CareClass.objects.filter(pk=self.dice.choice(self.classes).pk, free__gt=0).update(held=1)


def test_any_order_of_events_keeps_places_and_cases_right(cast):
    families = [family(f"{n}", born=BORN[n % len(BORN)]) for n in range(5)]
    names, weights = list(WEIGHTS), list(WEIGHTS.values())
    seen = set()

    @settings(max_examples=12, deadline=None, derandomize=True, database=None)
    @given(seed=st.integers(0, 2**32), steps=st.integers(30, 80))
    def every_order(seed, steps):
        dice, savepoint = Random(seed), transaction.savepoint()
        try:
            year = Year(cast, families, dice)
            for name in ["open", "open", "join", "join", *dice.choices(names, weights, k=steps)]:
                year.take(name)
            seen.update(Entry.objects.values_list("kind", flat=True))
        finally:
            clock.set_clock(NOW)
            transaction.savepoint_rollback(savepoint)

    every_order()
    assert seen >= {"join", "offer", "accept", "lapse", "decline", "withdraw", "first_day", "leave"}
    assert clock.today() == TODAY

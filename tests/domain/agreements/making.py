"""Cases at their signing, and agreements in force, for tests of agreements."""

from datetime import date, time

from django.db.backends.postgresql.psycopg_any import DateRange

from shanyu.domain.agreements import actions
from shanyu.domain.agreements.models import Paper
from shanyu.domain.enrolment import actions as of_cases
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.models import Case
from shanyu.domain.providers.models import ServiceOffer, Site
from tests.cast import TODAY
from tests.domain.enrolment.making import ask, case, offer

DECEMBER = date(2026, 12, 1)
YEAR = DateRange(date(2026, 1, 1), None)


def publish(site: Site, form: str, fee_fen: int, unit: str = "month", **facts: object) -> ServiceOffer:
    plain = {
        "weekdays": [1, 2, 3, 4, 5], "opens": time(7, 30), "closes": time(12), "meal_fee_fen": 1000, "valid": YEAR,
    }  # fmt: skip
    return ServiceOffer.objects.create(
        site=site, form=form, fee_fen=fee_fen, fee_unit=unit, **{**plain, **facts}
    )


def at_signing(cast, begins_on: date = DECEMBER, form: str = "full_day", **facts: object) -> Case:
    """A case of the daughter at the first site whose check-up the head has confirmed."""
    one = case(cast.daughter, cast.father, wanted_from=begins_on, weekdays=[1, 2, 3, 4, 5], **facts)
    Case.objects.filter(pk=one.pk).update(form=form)
    [application] = ask(one, cast.bamboo)
    made = offer(application, cast.bamboo.classes.get(name="向阳班"), cast.head, begins_on, reason="agreed")
    for who in (cast.father, cast.mother):
        calls.accept(made.pk, who.pk)
    assert calls.step(one.pk, "documents", ("accepted",), "checkup", begins_on, cast.head.pk) == "done"
    return of_cases.confirm_checkup(cast.actor("head"), one, paper_of=TODAY)


def paper_of(one: Case) -> Paper:
    return Paper.objects.filter(case=one).latest("number")


def in_force(cast, begins_on: date = DECEMBER, **facts: object) -> Case:
    """A case whose agreement both sides have signed."""
    one = at_signing(cast, begins_on, **facts)
    sha256 = paper_of(one).sha256
    for who in ("father", "mother") if one.needs_both else ("father",):
        actions.sign(cast.actor(who), one, sha256=sha256)
    actions.countersign(cast.actor("head"), one, sha256=sha256)
    one.refresh_from_db()
    return one


def changed(cast, one: Case, change: actions.Change, begins_on: date) -> Paper:
    """A change that the father proposed and both sides have signed."""
    paper = actions.propose_change(cast.actor("father"), one, change=change, begins_on=begins_on)
    actions.sign_change(cast.actor("father"), paper, sha256=paper.sha256)
    return actions.countersign_change(cast.actor("head"), paper, sha256=paper.sha256)

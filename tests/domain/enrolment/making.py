"""Cases, applications and classes for tests of enrolment."""

from datetime import date, time

from django.db.backends.postgresql.psycopg_any import DateRange

from shanyu.domain.agreements.calls import sign
from shanyu.domain.agreements.kinds import As
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.preparing import prepare
from shanyu.domain.enrolment import calls
from shanyu.domain.enrolment.kinds import COMMON_DOCUMENTS, Group, Side
from shanyu.domain.enrolment.models import Application, Case, Document, Offer
from shanyu.domain.enrolment.papers import lacking
from shanyu.domain.people.models import Account, Child
from shanyu.domain.providers.models import CareClass, ServiceOffer, Site
from shanyu.kernel.clock import today

MARCH = date(2027, 3, 1)


def care_class(
    site: Site, name: str, licensed: int, band: str = "older_toddler", **numbers: int
) -> CareClass:
    return CareClass.objects.create(site=site, name=name, band=band, licensed=licensed, **numbers)


def case(child: Child, account: Account, wanted_from: date = date(2026, 12, 1), **facts: object) -> Case:
    return Case.objects.create(
        child=child,
        household=child.household,
        opened_by=account,
        form="full_day",
        wanted_from=wanted_from,
        **facts,
    )


def ask(one: Case, *sites: Site, priority: int = 3) -> list[Application]:
    """Applications of a case at these sites, in their order."""
    made = [calls.join(one.pk, site.pk, Group.EVERYBODY, priority, one.opened_by_id) for site in sites]
    assert [answer.code for answer in made] == ["joined"] * len(sites)
    return [Application.objects.get(pk=answer.made) for answer in made]


def offer(
    application: Application, where: CareClass, account: Account, starts_on: date, **more: object
) -> Offer:
    answer = calls.offer(application.pk, where.pk, starts_on, account.pk, **more)
    assert answer.code == "offered"
    return Offer.objects.get(pk=answer.made)


def attending(child: Child, where: CareClass, account: Account, head: Account, since: date) -> Case:
    """A case that has come all the way to the first day, its agreement signed by both sides."""
    one = case(child, account, wanted_from=since)
    [application] = ask(one, where.site)
    made = offer(application, where, head, since, reason="agreed")
    assert calls.accept(made.pk, account.pk) == "accepted"
    through(one, account, head)
    assert calls.step(one.pk, "first_day", ("placed",), "attending", since, account.pk) == "done"
    one.refresh_from_db()
    return one


def through(one: Case, account: Account, head: Account) -> None:
    """A case whose family has accepted a place goes on until it is placed."""
    for kind, begins, ends in (("documents", "accepted", "checkup"), ("checkup", "checkup", "agreement")):
        assert calls.step(one.pk, kind, (begins,), ends, today(), head.pk) == "done"
    both_sign(one, account, head)


def both_sign(one: Case, account: Account, head: Account, second: Account | None = None) -> Paper:
    """The agreement of a case that waits for it, drawn up and signed by both sides: the case is placed.

    `second` signs as well where the family asked for two.
    """
    one.refresh_from_db()
    list_fee(one)
    paper = prepare(one, Side.SITE, None)
    for who in (account, second)[: paper.families_needed]:
        assert sign(paper, Side.FAMILY, As.FATHER, who.name, paper.sha256, who.pk) == "signed"
    assert sign(paper, Side.SITE, As.HEAD, head.name, paper.sha256, head.pk) == "in_force"
    return paper


def list_fee(one: Case) -> None:
    """The site of a case publishes a fee for what was asked for, where it has none yet."""
    if not ServiceOffer.objects.filter(site=one.site_id, form=one.form).exists():
        ServiceOffer.objects.create(
            site_id=one.site_id, form=one.form, fee_fen=268000, fee_unit="month", weekdays=[1, 2, 3, 4, 5],
            opens=time(7, 30), closes=time(17, 30), valid=DateRange(date(2026, 1, 1), None),
        )  # fmt: skip


def papers(one: Case, account: Account) -> None:
    """Everything that is asked for at entry, as if departments had answered."""
    for line in lacking(one):
        common = line.kind in COMMON_DOCUMENTS
        owner = {"household": one.household} if common else {"child": one.child}
        Document.objects.create(
            **owner, kind=line.kind, source="fetched", on=date(2026, 1, 1), entered_by=account
        )

"""Asking about reports of suspected harm: one's own receipts, and the officer's desk."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from shanyu.domain.people.models import Account
from shanyu.domain.protection import rules
from shanyu.domain.protection.kinds import HarmState
from shanyu.domain.protection.models import HarmReport
from shanyu.domain.protection.reach import workplaces
from shanyu.domain.providers.models import Site
from shanyu.domain.regions.models import Level, Region
from shanyu.kernel.clock import today
from shanyu.kernel.codes import said_code
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule

MOST = 200


@dataclass(frozen=True)
class HarmForm:
    """What a reporter chooses from, and on which law the duty stands."""

    sites: list[Site]
    districts: list[Region]
    law: list[Rule]
    emergency: str


@dataclass(frozen=True)
class Receipt:
    """What the reporter keeps: the number, when it was sent, and how far it has come. Not who works it."""

    report: HarmReport
    number: str
    kind: str
    state: str


@dataclass(frozen=True)
class HarmLine:
    """A report in the officer's list, without words."""

    report: HarmReport
    number: str
    kind: str
    state: str
    officer: str
    mine: bool


@dataclass(frozen=True)
class HarmView:
    """A report with its words. `reporter` is empty where it is shielded and somebody else works it."""

    line: HarmLine
    whom: str
    what: str
    reporter: str
    hidden: bool
    steps: list[tuple[datetime, str, str]]
    outcome: str


@query("protection.harm_form")
def harm_form(actor: Actor) -> HarmForm:
    """Where somebody works or has a child in care, and every district of the platform."""
    audit.unnamed()
    law = [rules.book.rule(key, today()) for key in ("harm.report", "harm.care")]
    districts = Region.objects.filter(level=Level.COUNTY, valid__contains=today()).order_by("code")
    sites = list(workplaces(actor).select_related("operator"))
    return HarmForm(sites, list(districts), law, law[0].value["emergency"])


@query("protection.own_harm_reports", of=HarmReport)
def own_harm_reports(actor: Actor, rows: QuerySet[HarmReport]) -> list[Receipt]:
    """The receipts of what one has reported, the newest first."""
    audit.unnamed()
    return [_receipt(one) for one in rows.order_by("-created_at", "-pk")[:MOST]]


@query("protection.harm_receipt", on=HarmReport)
def harm_receipt(actor: Actor, report: HarmReport) -> Receipt:
    """The receipt of one's own report."""
    audit.unnamed()
    return _receipt(report)


@query("protection.harm_desk", of=HarmReport)
def harm_desk(actor: Actor, rows: QuerySet[HarmReport]) -> list[HarmLine]:
    """Reports of the district: those that nobody has taken first, then one's own, then the others."""
    found = [
        _line(actor, one)
        for one in rows.select_related("site", "officer").order_by("created_at", "pk")[:MOST]
    ]
    audit.touched(*(line.report for line in found))
    return sorted(found, key=lambda line: (_ORDER[line.report.state], not line.mine))


@query("protection.harm_report", on=HarmReport)
def harm_report(actor: Actor, report: HarmReport) -> HarmView:
    """One report in clear. Who sent it is shown to whoever works it; to others only where it is not shielded."""
    line = _line(actor, report)
    shown = line.mine or not report.shielded
    steps = report.steps.select_related("officer").order_by("at", "pk")
    return HarmView(
        line=line,
        whom=report.whom.reveal(),
        what=report.what.reveal(),
        reporter=_name(report) if shown else "",
        hidden=not shown,
        steps=[(step.at, step.officer.name, step.words.reveal()) for step in steps],
        outcome=report.get_outcome_display() if report.outcome else "",
    )


_ORDER = {HarmState.SENT: 0, HarmState.TAKEN: 1, HarmState.CLOSED: 2}


def _name(report: HarmReport) -> str:
    found = Account.objects.filter(pk=int(report.reporter.reveal())).first()
    return found.name if found else ""


def _receipt(report: HarmReport) -> Receipt:
    return Receipt(report, said_code(report.number), report.get_kind_display(), report.get_state_display())


def _line(actor: Actor, report: HarmReport) -> HarmLine:
    return HarmLine(
        report=report,
        number=said_code(report.number),
        kind=report.get_kind_display(),
        state=report.get_state_display(),
        officer=report.officer.name if report.officer else "",
        mine=report.officer_id == actor.account_id,
    )

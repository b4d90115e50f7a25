"""Asking beside a thread: its files, a translation, a site's own settings, and what was reported."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from shanyu.domain.messaging import translating
from shanyu.domain.messaging.models import Attachment, Message, Report, SiteHours, Template
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.files import File, opened
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@query("messaging.read_attachment", on=Attachment)
def read_attachment(actor: Actor, attachment: Attachment) -> File:
    """A file that goes along with what one reads. Raises NoFile and FileLost."""
    return opened(attachment.upload)


@query("messaging.translate_message", on=Message)
def translate_message(actor: Actor, message: Message) -> str:
    """What a message says in the reader's language, by the translator that is set. Nothing of it is kept.

    Raises NoTranslation.
    """
    return translating.translated(message.words.reveal(), get_language() or "zh-hans")


@query("messaging.house", on=Site)
def house(actor: Actor, site: Site) -> tuple[SiteHours | None, list[Template]]:
    """A site's working hours and the words it often uses."""
    return SiteHours.objects.filter(site=site).first(), list(site.message_templates.all())


@query("messaging.reports", of=Report)
def reports(actor: Actor, reports: QuerySet[Report]) -> list[Report]:
    """What was reported in one's district, what is open first."""
    rows = list(reports.select_related("site", "region").order_by("state", "-created_at", "-pk")[:200])
    audit.touched(*rows)
    return rows


@dataclass(frozen=True)
class ReportView:
    """A report with what was written, by whom, and what the person who reported it says."""

    report: Report
    copy: str
    words: str
    outcome: str


@query("messaging.report", on=Report)
def report(actor: Actor, report: Report) -> ReportView:
    """One report, opened."""
    return ReportView(
        report,
        report.copy.reveal(),
        report.words.reveal() if report.words else "",
        report.outcome.reveal() if report.outcome else "",
    )

"""The report of an entry examination on paper, with a code that a site can check."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.health.kinds import Result, Source
from shanyu.domain.health.models import EntryExam
from shanyu.domain.health.rules import Validity
from shanyu.kernel import verifying
from shanyu.kernel.clock import today
from shanyu.kernel.models import Document

#: The kind of document, as `/verify/` names it.
EXAM = "health.exam_report"


def report_of(exam: EntryExam, validity: Validity, language: str) -> Document:
    """The report of an examination in a language: made once, and the same file from then on."""
    return reports_of(exam).filter(language=language).first() or _issue(exam, validity, language)


def reports_of(exam: EntryExam):
    """Every report of an examination that still stands."""
    return Document.objects.filter(
        kind=EXAM,
        revoked_at=None,
        upload__owner_label=exam._meta.label_lower,
        upload__owner_id=exam.pk,
    )


def revoke_reports(exam: EntryExam) -> None:
    """An examination that was taken back has no report that holds."""
    for document in reports_of(exam):
        verifying.revoke(document)


def _issue(exam: EntryExam, validity: Validity, language: str) -> Document:
    until = validity.until(exam.examined_on)
    with translation.override(language):
        advice = exam.advice.reveal() if exam.advice else ""
        rows = [
            [pgettext("体检报告", "孩子"), exam.child.name.reveal()],
            [_("出生日期"), f"{exam.child.born:%Y-%m-%d}"],
            [_("体检日期"), f"{exam.examined_on:%Y-%m-%d}"],
            [_("体检机构"), exam.institution.reveal()],
            [pgettext("体检报告", "结论"), str(Result(exam.result.reveal()).label)],
            *([[_("医生的建议"), advice]] if advice else []),
            [_("来源"), exam.get_source_display()],
            [_("有效期至"), f"{until:%Y-%m-%d}"],
        ]
        facts = {
            "title": _("入托体检结果"),
            "issuer": _("善育"),
            "date": f"{today():%Y-%m-%d}",
            "table": rows,
            "notes": [_source(exam), _("有效期按：%(rule)s。") % {"rule": validity.rule.citation}],
        }
        return verifying.issue(
            EXAM,
            "shanyu.domain.health.documents:exam.typ",
            facts,
            owner=exam,
            language=language,
            name=_("入托体检结果.pdf"),
            valid_until=until,
        )


def _source(exam: EntryExam) -> str:
    if exam.source == Source.FETCHED:
        return _("结果由部门系统取得，没有经人改动。")
    return _("结果由家长照体检表填写，原表已上传；机构可以打开原表核对。")

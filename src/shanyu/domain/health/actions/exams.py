"""Entry examinations: handed in, asked from a department, seen by a site."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyu.domain.health import departments
from shanyu.domain.health.agreeing import need_agreement
from shanyu.domain.health.documents import report_of, revoke_reports
from shanyu.domain.health.kinds import Result, Source
from shanyu.domain.health.models import EntryExam, ExamCheck
from shanyu.domain.health.queries.exams import validity_for
from shanyu.domain.health.refusals import ExamNotAvailable
from shanyu.domain.people.models import Child
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.queries.files import File, opened
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid, OutOfReach, Role
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import keep


@dataclass(frozen=True)
class NewExam:
    """What stands on an examination form, and the scan of it."""

    examined_on: date
    institution: str
    result: str
    advice: str = ""
    file: IO[bytes] | None = None
    file_name: str = ""


@action("health.hand_in_exam", on=Child)
def hand_in_exam(actor: Actor, child: Child, exam: NewExam) -> EntryExam:
    """Enter an examination with its form. Raises Invalid, AgreementNeeded."""
    need_agreement(child)
    errors = {}
    if not child.born <= exam.examined_on <= today():
        errors["examined_on"] = _("请核对体检日期。")
    if not 0 < len(exam.institution.strip()) <= 60:
        errors["institution"] = _("请填写体检的医院，最多 60 个字。")
    if exam.result not in Result.values:
        errors["result"] = _("请选择体检表上的结论。")
    if len(exam.advice) > 300:
        errors["advice"] = _("最多 %(most)s 个字。") % {"most": 300}
    if exam.file is None:
        errors["file"] = _("请上传体检表，拍照也可以。")
    if errors:
        raise Invalid(errors)
    made = EntryExam.objects.create(
        child=child,
        examined_on=exam.examined_on,
        institution=exam.institution.strip(),
        result=exam.result,
        advice=exam.advice.strip() or None,
        source=Source.UPLOADED,
        entered_by_id=actor.account_id,
    )
    made.upload = keep(exam.file, name=exam.file_name, owner=made)
    made.save(update_fields=["upload"])
    return made


@action("health.fetch_exam", on=Child, alone=True)
def fetch_exam(actor: Actor, child: Child) -> EntryExam:
    """Ask the department. What it knows already is not entered twice. Raises AgreementNeeded, ExamNotAvailable.

    `alone`, because a department may take its seconds and nobody should wait for them behind a lock.
    """
    need_agreement(child)
    numbers = [field.reveal() if field else "" for field in (child.identity, child.birth_certificate)]
    found = departments.ask(*numbers)
    if found.answer != departments.Answer.YES:
        raise ExamNotAvailable
    with transaction.atomic():
        exam, _made = EntryExam.objects.get_or_create(
            child=child,
            examined_on=found.examined_on,
            source=Source.FETCHED,
            removed_at=None,
            defaults={
                "institution": found.institution,
                "result": found.result,
                "entered_by_id": actor.account_id,
            },
        )
    return exam


@action("health.exam_report", on=EntryExam)
def exam_report(actor: Actor, exam: EntryExam) -> File:
    """The report of an examination as a PDF in the language now spoken, with a code that a site can check.

    Raises Undrawable for a name that no font can show, and FileLost.
    """
    language = "en" if (get_language() or "zh").startswith("en") else "zh-hans"
    return opened(report_of(exam, validity_for(exam.child, today()), language).upload)


@action("health.remove_exam", on=EntryExam)
def remove_exam(actor: Actor, exam: EntryExam) -> EntryExam:
    """Take an examination back that was handed in by mistake; its reports hold no longer."""
    revoke_reports(exam)
    exam.removed_at, exam.removed_by_id = now(), actor.account_id
    exam.save(update_fields=["removed_at", "removed_by"])
    return exam


@action("health.check_exam", on=EntryExam)
def check_exam(actor: Actor, exam: EntryExam, site: int) -> ExamCheck:
    """A head says that the site has seen the report and it is right. Doing it twice changes nothing."""
    if site not in actor.targets(Role.HEAD, "site") or not Site.objects.filter(pk=site).exists():
        raise OutOfReach
    return note_check(exam, site, actor.account_id)


def note_check(exam: EntryExam, site: int, account: int | None) -> ExamCheck:
    """Note that a site has seen a report, for verbs that have settled who says so. Twice is once."""
    check, _made = ExamCheck.objects.get_or_create(
        exam=exam, site_id=site, defaults={"account_id": account, "at": now()}
    )
    return check

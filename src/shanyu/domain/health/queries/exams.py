"""Entry examinations: which there are, whether the newest still counts, and their reports."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shanyu.domain.health import departments, rules
from shanyu.domain.health.agreeing import agrees
from shanyu.domain.health.kinds import Result
from shanyu.domain.health.models import EntryExam
from shanyu.domain.people.models import Child
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query
from shanyu.kernel.rulebook import Rule


@dataclass(frozen=True)
class ExamLine:
    """One examination in words; `checked` names the sites that have seen it."""

    public_id: UUID
    examined_on: date
    until: date
    institution: str
    result: str
    result_word: str
    advice: str
    source: str
    has_file: bool
    checked: list[str]


@dataclass(frozen=True)
class EntryExams:
    """The examinations of a child, the newest first; how long one counts where the family lives; whether a
    department can be asked."""

    name: str
    agreed: bool
    exams: list[ExamLine]
    state: rules.ExamState
    validity: rules.Validity
    absence: Rule
    may_fetch: bool


@query("health.entry_exams", on=Child)
def entry_exams(actor: Actor, child: Child) -> EntryExams:
    """What is known of a child's entry examinations."""
    agreed, on = agrees(child), today()
    rows = list(_rows(child)) if agreed else []
    touched(*rows)
    validity = validity_for(child, on)
    return EntryExams(
        name=child.name.reveal(),
        agreed=agreed,
        exams=[_line(row, validity) for row in rows],
        state=state_of(child, on) if agreed else rules.ExamState("none"),
        validity=validity,
        absence=rules.absence_rule(on),
        may_fetch=departments.is_served(),
    )


@query("health.read_exam", on=EntryExam)
def read_exam(actor: Actor, exam: EntryExam) -> File:
    """The report of an examination. Raises NoFile and FileLost."""
    return opened(exam.upload)


def validity_for(child: Child, on: date) -> rules.Validity:
    """How long an examination counts where the child's household lives."""
    region = child.household.region
    return rules.validity_at(region.code if region else "", on)


def state_of(child: Child, on: date) -> rules.ExamState:
    """Whether the child may begin, by the newest examination."""
    exams = [(row.examined_on, row.result.reveal()) for row in _rows(child)]
    return rules.exam_state(exams, validity_for(child, on), on)


def lines_of_exams(child: Child, on: date) -> list[ExamLine]:
    """Every examination of a child in words, for verbs that have settled who may read them."""
    rows = list(_rows(child))
    touched(*rows)
    validity = validity_for(child, on)
    return [_line(row, validity) for row in rows]


def newest_of(child: Child, on: date) -> EntryExam | None:
    """The newest examination up to a day."""
    return _rows(child).filter(examined_on__lte=on).first()


def _rows(child: Child):
    rows = child.entry_exams.filter(removed_at=None).select_related("upload")
    return rows.prefetch_related("checks__site")


def _line(row: EntryExam, validity: rules.Validity) -> ExamLine:
    result = row.result.reveal()
    return ExamLine(
        public_id=row.public_id,
        examined_on=row.examined_on,
        until=validity.until(row.examined_on),
        institution=row.institution.reveal(),
        result=result,
        result_word=str(Result(result).label),
        advice=row.advice.reveal() if row.advice else "",
        source=row.get_source_display(),
        has_file=row.upload_id is not None,
        checked=[check.site.name for check in row.checks.all()],
    )

"""What a place asks of a family at entry, and what of it is there: known already, fetched, or handed in.

The list is a rule (`documents.asked`, a place may have its own: `documents.asked.<division code>`). Vaccinations are
shown beside it and never decide, whatever a list says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from shanyu.domain.enrolment import departments
from shanyu.domain.enrolment.kinds import COMMON_DOCUMENTS, DocumentKind, DocumentSource, DocumentState
from shanyu.domain.enrolment.models import Case, Document
from shanyu.domain.enrolment.rules import asked_at
from shanyu.domain.health.models import Dose
from shanyu.domain.health.reach import agreed
from shanyu.domain.people.models import Child, Guardianship
from shanyu.kernel.clock import local, today
from shanyu.kernel.rulebook import Rule

#: From which level of real-name sign-in a guardian's identity is known (people.Account.identity_level).
KNOWN_FROM_LEVEL = 2
#: What only a family can hand in: no department is asked for it.
NEVER_FETCHED = frozenset({DocumentKind.VACCINATIONS})


_FROM_REGISTERING = _("登记孩子时已填")
_FROM_SIGN_IN = _("监护人实名登录")
_FROM_HEALTH_FILE = _("健康档案")

_HINTS = {
    DocumentKind.CHILD_IDENTITY: _("身份证、户口簿本人页或出生医学证明，任一样。"),
    DocumentKind.GUARDIAN_IDENTITY: _("任一位监护人的身份证，人像面即可。"),
    DocumentKind.RESIDENCE: _("户口簿首页、居住证、房产证或租房合同，任一样。"),
    DocumentKind.CUSTODY: _("出生医学证明、户口簿或法院文书，能看出您是监护人。"),
    DocumentKind.VACCINATIONS: _("只供机构了解，缺了也不影响入托。"),
}


@dataclass(frozen=True)
class DocumentLine:
    """One document of the list, as families and sites read it.

    `state` is there, expired or missing; `source` where it comes from and `source_words` that in words; `at` since
    when it is known, `until` its last day. `document` is the key for reading and removing what was handed in or
    fetched, `upload` whether there is a file. `common`: the household's, siblings have it too. `may_fetch`: a
    department can be asked.
    """

    kind: str
    words: str
    hint: str
    needed: bool
    state: str
    source: str
    source_words: str
    at: date | None
    until: date | None
    document: UUID | None
    upload: bool
    common: bool
    may_fetch: bool
    rule: Rule

    @property
    def lacks(self) -> bool:
        """Whether the site cannot confirm the documents because of this one."""
        return self.needed and self.state != DocumentState.THERE


@dataclass(frozen=True)
class _Known:
    source: str
    at: date | None = None


def lines_of(case: Case) -> list[DocumentLine]:
    """The list for one case."""
    return lines_of_all([case])[case.pk]


def lacking(case: Case) -> list[DocumentLine]:
    """What is still missing of a case's documents."""
    return [line for line in lines_of(case) if line.lacks]


def lines_of_all(cases: Iterable[Case]) -> dict[int, list[DocumentLine]]:
    """The lists of several cases, by their key, in a fixed number of questions to the database."""
    rows = list(cases)
    children = Child.objects.filter(pk__in={case.child_id for case in rows})
    facts = _Facts(children.select_related("household__region"), today())
    return {case.pk: facts.lines(case.child_id) for case in rows}


class _Facts:
    """What is there of several children on a day."""

    def __init__(self, children: Iterable[Child], on: date) -> None:
        self.on = on
        self.children = {child.pk: child for child in children}
        households = {child.household_id for child in self.children.values()}
        rows = Document.objects.filter(removed_at=None)
        self.own = {(row.child_id, row.kind): row for row in rows.filter(child__in=self.children)}
        self.common = {(row.household_id, row.kind): row for row in rows.filter(household__in=households)}
        self.vouched = _vouched(self.children, on)
        self.doses = _doses(self.children)

    def lines(self, child: int) -> list[DocumentLine]:
        found = self.children[child]
        region = found.household.region
        rule = asked_at(region.code if region else "", self.on)
        return [self._line(found, one, rule) for one in rule.value["documents"]]

    def _line(self, child: Child, asked: Mapping, rule: Rule) -> DocumentLine:
        kind = DocumentKind(asked["kind"])
        common = kind in COMMON_DOCUMENTS
        row = self.common.get((child.household_id, kind)) if common else self.own.get((child.pk, kind))
        known = self._known(child, kind)
        if row is not None and (known is None or not _over(row, self.on)):
            source, at, until = row.source, row.on, row.until
            state = DocumentState.EXPIRED if _over(row, self.on) else DocumentState.THERE
        elif known is not None:
            source, at, until, state, row = DocumentSource.KNOWN, known.at, None, DocumentState.THERE, None
        else:
            source, at, until, state = "", None, None, DocumentState.MISSING
        return DocumentLine(
            kind=kind.value,
            words=str(kind.label),
            hint=str(_HINTS[kind]),
            needed=asked["needed"] and kind != DocumentKind.VACCINATIONS,
            state=state.value,
            source=source,
            source_words=known.source if row is None and known else _source_words(source),
            at=at,
            until=until,
            document=row.public_id if row else None,
            upload=row is not None and row.upload_id is not None,
            common=common,
            may_fetch=departments.is_served() and kind not in NEVER_FETCHED and state != DocumentState.THERE,
            rule=rule,
        )

    def _known(self, child: Child, kind: str) -> _Known | None:
        """What the platform knows of a kind without anybody's handing it in."""
        if kind == DocumentKind.CHILD_IDENTITY and (child.identity or child.birth_certificate):
            return _Known(str(_FROM_REGISTERING), local(child.created_at).date())
        if kind == DocumentKind.GUARDIAN_IDENTITY and child.pk in self.vouched:
            return _Known(str(_FROM_SIGN_IN))
        if kind == DocumentKind.VACCINATIONS and child.pk in self.doses:
            return _Known(str(_FROM_HEALTH_FILE), self.doses[child.pk])
        return None


def _vouched(children: Mapping[int, Child], on: date) -> set[int]:
    """Children with a guardian whose identity single sign-on has vouched for."""
    held = Guardianship.objects.filter(
        child__in=children, valid__contains=on, account__identity_level__gte=KNOWN_FROM_LEVEL
    )
    return set(held.values_list("child", flat=True))


def _doses(children: Mapping[int, Child]) -> dict[int, date]:
    """The day of the newest dose of each child whose family keeps a health file."""
    kept = Child.objects.filter(agreed(), pk__in=children)
    rows = Dose.objects.filter(child__in=kept.values("pk"), removed_at=None)
    return dict(rows.values_list("child").annotate(newest=Max("given_on")).values_list("child", "newest"))


def _over(row: Document, on: date) -> bool:
    return row.until is not None and row.until < on


def _source_words(source: str) -> str:
    return str(DocumentSource(source).label) if source else ""

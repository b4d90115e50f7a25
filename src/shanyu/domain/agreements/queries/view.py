"""The agreement of a case as either side reads it: the text, who has signed it, what it costs, what changed since."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from shanyu.domain.agreements.kinds import PaperKind, PaperState
from shanyu.domain.agreements.models import Paper
from shanyu.domain.agreements.reading import text_of
from shanyu.domain.agreements.refusals import NoAgreementYet
from shanyu.domain.agreements.ruling import fee_of, papers_in_force, standing_agreement
from shanyu.domain.agreements.signing import side_of
from shanyu.domain.agreements.texts import Clause
from shanyu.domain.agreements.told import FeeView, prices_of, view_of
from shanyu.domain.enrolment.kinds import CaseState, Side
from shanyu.domain.enrolment.models import Case
from shanyu.kernel.clock import local, today
from shanyu.kernel.codes import said_code
from shanyu.kernel.door import Actor, audit
from shanyu.kernel.door.verbs import query


@dataclass(frozen=True)
class SignatureLine:
    """Who signed: for which side, as what, under which name, when (local), under the text with which hash."""

    side: str
    signed_as: str
    name: str
    at: datetime
    sha256: str


@dataclass(frozen=True)
class PaperView:
    """One paper. `text` is what is signed, in the reader's language; `sha256` is of all of it, in both languages.

    `waits_for`: the sides that must still sign (values of `Side`), the one whose turn it is first; `mine`: the
    reader has signed; `may_sign`: the reader's side is to sign now and the reader has not. `ready`: the document
    can be opened with `agreements.read_paper`; `code` is the one printed on it.
    """

    paper: Paper
    title: str
    text: list[Clause]
    facts: list[tuple[str, str]]
    sha256: str
    state: str
    state_word: str
    sample: bool
    signatures: list[SignatureLine]
    families_needed: int
    waits_for: list[str]
    mine: bool
    may_sign: bool
    prices: list[tuple[str, str]]
    code: str
    ready: bool


@dataclass(frozen=True)
class AgreementView:
    """The agreement and its changes, the newest first. `first_month` is what the month of the first day costs."""

    agreement: PaperView
    changes: list[PaperView]
    first_month: FeeView
    side: str

    @property
    def text(self) -> list[Clause]:
        return self.agreement.text

    @property
    def facts(self) -> list[tuple[str, str]]:
        return self.agreement.facts

    @property
    def sha256(self) -> str:
        return self.agreement.sha256

    @property
    def state(self) -> str:
        return self.agreement.state

    @property
    def signatures(self) -> list[SignatureLine]:
        return self.agreement.signatures

    @property
    def code(self) -> str:
        return self.agreement.code


@query("agreements.agreement", on=Case)
def agreement(actor: Actor, case: Case) -> AgreementView:
    """The agreement of a case. Raises NoAgreementYet where none is drawn up, TextDamaged, TextForgotten."""
    standing = standing_agreement(case)
    if standing is None:
        raise NoAgreementYet
    changes = list(
        Paper.objects.filter(case=case, kind=PaperKind.CHANGE)
        .exclude(state=PaperState.REPLACED)
        .select_related("care_class", "document")
        .order_by("-number")
    )
    audit.touched(standing, *changes)
    side = side_of(actor, case)
    return AgreementView(
        agreement=paper_view(standing, case, actor, side),
        changes=[paper_view(one, case, actor, side) for one in changes],
        first_month=view_of(fee_of(case, standing.begins_on, papers_in_force(case) or [standing])),
        side=side,
    )


def paper_view(paper: Paper, case: Case, actor: Actor, side: Side) -> PaperView:
    """A paper as the actor reads it."""
    text = text_of(paper, get_language() or "")
    rows = list(paper.signatures.all())
    mine = any(row.account_id == actor.account_id for row in rows)
    waits_for = _waits_for(paper, case, [row.side for row in rows])
    turn = waits_for[:1] if paper.kind == PaperKind.AGREEMENT else waits_for
    return PaperView(
        paper=paper,
        title=text.title,
        text=text.clauses,
        facts=text.facts,
        sha256=paper.sha256,
        state=paper.state,
        state_word=paper.get_state_display(),
        sample=text.sample,
        signatures=[
            SignatureLine(
                row.side,
                row.get_signed_as_display(),
                row.name.reveal() if row.name else "",
                local(row.at),
                row.sha256,
            )
            for row in rows
        ],
        families_needed=paper.families_needed,
        waits_for=waits_for,
        mine=mine,
        may_sign=side in turn and not mine,
        prices=prices_of(paper),
        code=said_code(paper.document.code) if paper.document else "",
        ready=paper.document is not None,
    )


def _waits_for(paper: Paper, case: Case, signed: list[str]) -> list[str]:
    if paper.state != PaperState.OPEN or (paper.kind == PaperKind.CHANGE and paper.begins_on < today()):
        return []
    if paper.kind == PaperKind.AGREEMENT and case.state != CaseState.AGREEMENT:
        return []
    waits = [Side.FAMILY] if signed.count(Side.FAMILY) < paper.families_needed else []
    return [*waits, *([Side.SITE] if Side.SITE not in signed else [])]

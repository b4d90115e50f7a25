"""Documents and agreements in version 1 of the API: either side reads, each signs for itself."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from shanyu.domain.agreements.actions import countersign, sign
from shanyu.domain.agreements.queries import AgreementView, PaperView, agreement
from shanyu.domain.enrolment.papers import DocumentLine
from shanyu.domain.enrolment.queries import case_page, documents, site_case
from shanyu.faces.api import signing_schemas as schemas
from shanyu.ui.pages import Page

router = Router()


@router.get(
    "/cases/{case_id}/documents",
    response=list[schemas.DocumentOut],
    url_name="case_documents",
    operation_id="caseDocuments",
    tags=["cases"],
)
def own_documents(request: HttpRequest, case_id: UUID) -> list[schemas.DocumentOut]:
    """What the place asks for at entry, and what of it is there. Files are handed in on the page of the case."""
    return _lines(request, _own(request, case_id))


@router.get(
    "/cases/{case_id}/agreement",
    response=schemas.AgreementOut,
    url_name="case_agreement",
    operation_id="caseAgreement",
    tags=["cases"],
)
def own_agreement(request: HttpRequest, case_id: UUID) -> schemas.AgreementOut:
    """The agreement as it is to be signed, or was, with its changes."""
    return _agreement(agreement(request.actor, _own(request, case_id)))


@router.post(
    "/cases/{case_id}/agreement/sign",
    response=schemas.AgreementOut,
    url_name="case_sign",
    operation_id="signAgreement",
    tags=["cases"],
)
def sign_agreement(request: HttpRequest, case_id: UUID, wanted: schemas.SignIn) -> schemas.AgreementOut:
    """Sign as a guardian. Another hash than the standing text's is refused; signing twice is once."""
    sign(request.actor, case_id, sha256=wanted.sha256)
    return _agreement(agreement(request.actor, case_id))


@router.get(
    "/enrolments/{case_id}/documents",
    response=list[schemas.DocumentOut],
    url_name="enrolment_papers",
    operation_id="enrolmentDocuments",
    tags=["enrolment"],
)
def their_documents(request: HttpRequest, case_id: UUID) -> list[schemas.DocumentOut]:
    """What of the documents is there, for the site that the family has accepted."""
    return _lines(request, _at_the_site(request, case_id))


@router.get(
    "/enrolments/{case_id}/agreement",
    response=schemas.AgreementOut,
    url_name="enrolment_agreement",
    operation_id="enrolmentAgreement",
    tags=["enrolment"],
)
def their_agreement(request: HttpRequest, case_id: UUID) -> schemas.AgreementOut:
    """The agreement with its changes, as the site reads it."""
    return _agreement(agreement(request.actor, _at_the_site(request, case_id)))


@router.post(
    "/enrolments/{case_id}/agreement/countersign",
    response=schemas.AgreementOut,
    url_name="enrolment_countersign",
    operation_id="countersignAgreement",
    tags=["enrolment"],
)
def countersign_agreement(
    request: HttpRequest, case_id: UUID, wanted: schemas.SignIn
) -> schemas.AgreementOut:
    """Sign for the site, after the family: the agreement is in force and the place settled."""
    countersign(request.actor, case_id, sha256=wanted.sha256)
    return _agreement(agreement(request.actor, case_id))


def _own(request: HttpRequest, case_id: UUID) -> int:
    """The key of a case of one's own child: what a head's key may read it reads under `/enrolments`."""
    return case_page(request.actor, case_id).case.pk


def _at_the_site(request: HttpRequest, case_id: UUID) -> int:
    """The key of a case of one's own site."""
    return site_case(request.actor, case_id).case.pk


def _lines(request: HttpRequest, case: int) -> list[schemas.DocumentOut]:
    return [_document(line) for line in documents(request.actor, case)]


def _document(line: DocumentLine) -> schemas.DocumentOut:
    return schemas.DocumentOut(
        kind=line.kind,
        name=line.words,
        needed=line.needed,
        state=line.state,
        source=line.source,
        source_name=line.source_words,
        since=line.at,
        until=line.until,
        common=line.common,
    )


def _agreement(view: AgreementView) -> schemas.AgreementOut:
    return schemas.AgreementOut(
        agreement=_paper(view.agreement), changes=[_paper(one) for one in view.changes]
    )


def _paper(view: PaperView) -> schemas.PaperOut:
    same = ("title", "state", "sample", "sha256", "families_needed", "waits_for", "may_sign", "code")
    return schemas.PaperOut(
        **{name: getattr(view, name) for name in same},
        id=view.paper.public_id,
        state_name=view.state_word,
        begins_on=view.paper.begins_on,
        fee_fen=view.paper.fee_fen,
        facts=[{"label": label, "value": value} for label, value in view.facts],
        clauses=[{"title": one.title, "paragraphs": list(one.paragraphs)} for one in view.text],
        signatures=[vars(one) for one in view.signatures],
    )


def _reads(verb: str, scope: str) -> tuple[Page, str]:
    return Page(("GET",), verb, verb), scope


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "case_documents": _reads("enrolment.documents", "cases:read"),
    "case_agreement": _reads("agreements.agreement", "cases:read"),
    "case_sign": (Page(("POST",), "agreements.sign", "agreements.sign"), "cases:write"),
    "enrolment_papers": _reads("enrolment.documents", "enrolment:read"),
    "enrolment_agreement": _reads("agreements.agreement", "enrolment:read"),
    "enrolment_countersign": (
        Page(("POST",), "agreements.countersign", "agreements.countersign"),
        "enrolment:write",
    ),
}

"""Documents and agreements in version 1 of the API: either side reads, each signs for itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, UploadedFile

from shanyu.domain.agreements.actions import countersign, sign
from shanyu.domain.agreements.queries import agreement
from shanyu.domain.enrolment.actions import hand_in
from shanyu.domain.enrolment.kinds import DocumentKind
from shanyu.domain.enrolment.queries import documents, read_document
from shanyu.faces.api import signing_schemas as schemas
from shanyu.faces.api import signing_shapes as made
from shanyu.faces.api.doors import FAMILY, SITE, case_at_the_site, changes, own_case, reads
from shanyu.kernel.door import OutOfReach
from shanyu.ui.files import answered
from shanyu.ui.pages import Page

router = Router()
_BINARY = {"schema": {"type": "string", "format": "binary"}}
#: The answer that is a file: an image or a PDF.
FILE = {
    "responses": {200: {"description": "The file", "content": {"*/*": _BINARY}}},
}


@router.get(
    "/cases/{case_id}/documents",
    response=list[schemas.DocumentOut],
    url_name="case_documents",
    operation_id="caseDocuments",
    tags=["cases"],
)
def own_documents(request: HttpRequest, case_id: UUID) -> list[schemas.DocumentOut]:
    """What the place asks for at entry, and what of it is there, with its source."""
    return _lines(request, own_case(request, case_id))


@router.post(
    "/cases/{case_id}/documents",
    response={201: list[schemas.DocumentOut]},
    url_name="case_documents",
    operation_id="handInDocument",
    tags=["cases"],
)
def hand_in_document(
    request: HttpRequest, case_id: UUID, kind: Form[DocumentKind], file: File[UploadedFile]
) -> tuple[int, list[schemas.DocumentOut]]:
    """Hand in an image or a PDF, which takes the place of an older one of its kind. The answer is the whole list.

    Only what the place asks for is kept; what is in a file is checked, and what a picture tells of its place goes.
    """
    case = own_case(request, case_id)
    hand_in(request.actor, case, kind=kind, file=file.file, file_name=file.name or "")
    return 201, _lines(request, case)


@router.get(
    "/cases/{case_id}/documents/{document_id}/file",
    url_name="case_document_file",
    operation_id="readDocument",
    openapi_extra=FILE,
    tags=["cases"],
)
def own_file(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """The file of a document, as it was kept."""
    return _file(request, own_case(request, case_id), document_id)


@router.get(
    "/cases/{case_id}/agreement",
    response=schemas.AgreementOut,
    url_name="case_agreement",
    operation_id="caseAgreement",
    tags=["cases"],
)
def own_agreement(request: HttpRequest, case_id: UUID) -> schemas.AgreementOut:
    """The agreement as it is to be signed, or was, with its changes."""
    return made.agreement(agreement(request.actor, own_case(request, case_id)))


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
    return made.agreement(agreement(request.actor, case_id))


@router.get(
    "/enrolments/{case_id}/documents",
    response=list[schemas.DocumentOut],
    url_name="enrolment_papers",
    operation_id="enrolmentDocuments",
    tags=["enrolment"],
)
def their_documents(request: HttpRequest, case_id: UUID) -> list[schemas.DocumentOut]:
    """What of the documents is there, for the site that the family has accepted."""
    return _lines(request, case_at_the_site(request, case_id))


@router.get(
    "/enrolments/{case_id}/documents/{document_id}/file",
    url_name="enrolment_document_file",
    operation_id="readEnrolmentDocument",
    openapi_extra=FILE,
    tags=["enrolment"],
)
def their_file(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """The file of a document, for the site that the family has accepted, until the last day."""
    return _file(request, case_at_the_site(request, case_id), document_id)


@router.get(
    "/enrolments/{case_id}/agreement",
    response=schemas.AgreementOut,
    url_name="enrolment_agreement",
    operation_id="enrolmentAgreement",
    tags=["enrolment"],
)
def their_agreement(request: HttpRequest, case_id: UUID) -> schemas.AgreementOut:
    """The agreement with its changes, as the site reads it."""
    return made.agreement(agreement(request.actor, case_at_the_site(request, case_id)))


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
    return made.agreement(agreement(request.actor, case_id))


def _lines(request: HttpRequest, case: int) -> list[schemas.DocumentOut]:
    return [made.document(line) for line in documents(request.actor, case)]


def _file(request: HttpRequest, case: int, document_id: UUID) -> HttpResponse:
    """A file of the case's own list. Raises OutOfReach for another's."""
    if document_id not in {line.document for line in documents(request.actor, case)}:
        raise OutOfReach
    return answered(read_document(request.actor, document_id))


#: What each address declares at the door, and the scope that a key needs there.
PAGES = {
    "case_documents": (
        Page(("GET", "POST"), "enrolment.documents", "enrolment.hand_in"),
        {"GET": FAMILY[0], "POST": FAMILY[1]},
    ),
    "case_document_file": reads("enrolment.read_document", FAMILY),
    "case_agreement": reads("agreements.agreement", FAMILY),
    "case_sign": changes("agreements.sign", FAMILY),
    "enrolment_papers": reads("enrolment.documents", SITE),
    "enrolment_document_file": reads("enrolment.read_document", SITE),
    "enrolment_agreement": reads("agreements.agreement", SITE),
    "enrolment_countersign": changes("agreements.countersign", SITE),
}

"""Documents of a case: what is asked for and what is there, and the files themselves."""

from shanyu.domain.enrolment.models import Case, Document
from shanyu.domain.enrolment.papers import DocumentLine, lines_of
from shanyu.domain.providers.queries import File
from shanyu.domain.providers.queries.files import opened
from shanyu.kernel.door import Actor
from shanyu.kernel.door.audit import touched
from shanyu.kernel.door.verbs import query


@query("enrolment.documents", on=Case)
def documents(actor: Actor, case: Case) -> list[DocumentLine]:
    """What the place where the family lives asks for at entry, and what of it is there, with its source."""
    lines = lines_of(case)
    touched(*Document.objects.filter(public_id__in=[line.document for line in lines if line.document]))
    return lines


@query("enrolment.read_document", on=Document)
def read_document(actor: Actor, document: Document) -> File:
    """The file of a document. Raises NoFile where a department answered without one, and FileLost."""
    return opened(document.upload)

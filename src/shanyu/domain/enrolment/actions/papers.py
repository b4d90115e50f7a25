"""Documents for entering a site: handed in or fetched by the family, once for all it needs them for."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from shanyu.domain.enrolment import departments
from shanyu.domain.enrolment.kinds import COMMON_DOCUMENTS, DocumentKind, DocumentSource
from shanyu.domain.enrolment.models import Case, Document
from shanyu.domain.enrolment.papers import NEVER_FETCHED, lines_of
from shanyu.domain.enrolment.refusals import CertificateNotAvailable
from shanyu.domain.health.departments import Answer
from shanyu.domain.people.models import Child, Household
from shanyu.kernel.clock import now, today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import keep


@action("enrolment.hand_in", on=Case)
def hand_in(actor: Actor, case: Case, *, kind: str, file: IO[bytes] | None, file_name: str = "") -> Document:
    """Hand in the scan of a document; it takes the place of an older one of its kind. Raises Invalid."""
    known = _asked(case, kind)
    if file is None:
        raise Invalid({"file": _("请选择照片或 PDF。")})
    made = _replaced(actor, case, known, source=DocumentSource.UPLOADED, on=today())
    made.upload = keep(file, name=file_name, owner=made)
    made.save(update_fields=["upload"])
    return made


@action("enrolment.fetch_document", on=Case, alone=True)
def fetch_document(actor: Actor, case: Case, *, kind: str) -> Document:
    """Ask a department for a document. Raises Invalid, and CertificateNotAvailable for whatever is not a yes.

    `alone`, because a department may take its seconds and nobody should wait for them behind a lock.
    """
    known = _asked(case, kind)
    found = departments.ask(known, _numbers(case, known)) if known not in NEVER_FETCHED else None
    if found is None or found.answer != Answer.YES or (found.until is not None and found.until < today()):
        raise CertificateNotAvailable
    with transaction.atomic():
        return _replaced(
            actor, case, known, source=DocumentSource.FETCHED, on=found.on or today(), until=found.until
        )


@action("enrolment.remove_document", on=Document)
def remove_document(actor: Actor, document: Document) -> Document:
    """Take a document back; nobody reads it any more."""
    _take_back(actor, Document.objects.filter(pk=document.pk))
    document.refresh_from_db()
    return document


def _asked(case: Case, kind: str) -> DocumentKind:
    """The kind, which the place must ask for: nothing else is kept."""
    if kind not in {line.kind for line in lines_of(case)}:
        raise Invalid({"kind": _("请选择要交的材料。")})
    return DocumentKind(kind)


def _replaced(actor: Actor, case: Case, kind: DocumentKind, **facts: object) -> Document:
    """A new document of a kind, the old one taken back. The household's turn keeps two guardians apart."""
    child = Child.objects.get(pk=case.child_id)
    Household.objects.select_for_update(no_key=True).get(pk=child.household_id)
    owner = {"household_id": child.household_id} if kind in COMMON_DOCUMENTS else {"child": child}
    _take_back(actor, Document.objects.filter(**owner, kind=kind, removed_at=None))
    return Document.objects.create(**owner, kind=kind, entered_by_id=actor.account_id, **facts)


def _take_back(actor: Actor, rows) -> None:
    rows.update(removed_at=now(), removed_by=actor.account_id, modified_at=now())


def _numbers(case: Case, kind: DocumentKind) -> list[str]:
    """The numbers of whomever a certificate is about: the guardians for what is theirs, else the child."""
    child = Child.objects.get(pk=case.child_id)
    sealed = [child.identity, child.birth_certificate]
    if kind in COMMON_DOCUMENTS:
        held = child.guardianships.filter(valid__contains=today()).select_related("account").order_by("pk")
        guardians = [one.account.identity for one in held]
        sealed = [*guardians, *sealed] if kind == DocumentKind.RESIDENCE else guardians
    return [one.reveal() for one in sealed if one]

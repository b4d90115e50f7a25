"""Papers of a site and of its workers: added, renewed by a new row, revoked, read."""

from dataclasses import dataclass
from datetime import date
from typing import IO, TypeVar

from django.utils.translation import gettext as _

from shanyu.domain.providers.actions.guarding import guarded
from shanyu.domain.providers.kinds import CertificateKind, CredentialKind
from shanyu.domain.providers.models import Certificate, Credential, Site, Worker
from shanyu.domain.providers.refusals import PaperAlreadyThere
from shanyu.kernel.clock import today
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.uploads import keep

T = TypeVar("T", Certificate, Credential)
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True)
class Paper:
    """What is printed on a paper, and the scan of it if there is one."""

    kind: str
    issued_on: date
    expires_on: date | None = None
    number: str = ""
    issued_by: str = ""
    file: IO[bytes] | None = None
    file_name: str = ""


@action("providers.add_certificate", on=Site)
def add_certificate(actor: Actor, site: Site, paper: Paper) -> Certificate:
    """Enter a paper of the site, or renew one: the newest of a kind counts. Raises Invalid, PaperAlreadyThere."""
    _check(paper, CertificateKind.values)
    return _entered(Certificate(site=site), paper, "certificate_one_a_day")


@action("providers.revoke_certificate", on=Certificate)
def revoke_certificate(actor: Actor, certificate: Certificate) -> Certificate:
    """Say that a paper holds no more, from today; doing it twice changes nothing."""
    return _revoked(certificate)


@action("providers.add_credential", on=Worker)
def add_credential(actor: Actor, worker: Worker, paper: Paper) -> Credential:
    """Enter or renew a worker's paper, for all sites they work at. Raises Invalid, PaperAlreadyThere."""
    _check(paper, CredentialKind.values)
    return _entered(Credential(worker=worker), paper, "credential_one_a_day")


@action("providers.revoke_credential", on=Credential)
def revoke_credential(actor: Actor, credential: Credential) -> Credential:
    """Say that a worker's paper holds no more, from today; doing it twice changes nothing."""
    return _revoked(credential)


def _entered(row: T, paper: Paper, once_a_day: str) -> T:
    row.kind, row.number, row.issued_by = paper.kind, paper.number.strip(), paper.issued_by.strip()
    row.issued_on, row.expires_on = paper.issued_on, paper.expires_on
    with guarded(**{once_a_day: PaperAlreadyThere(day=paper.issued_on.isoformat())}):
        row.save()
    if paper.file is not None:
        row.upload = keep(paper.file, name=paper.file_name, owner=row)
        row.save(update_fields=["upload"])
    return row


def _revoked(row: T) -> T:
    if row.revoked_on is None:
        row.revoked_on = today()
        row.save(update_fields=["revoked_on"])
    return row


def _check(paper: Paper, kinds: list[str]) -> None:
    errors = {}
    if paper.kind not in kinds:
        errors["kind"] = _("请选择证照种类。")
    if not EARLIEST <= paper.issued_on <= today():
        errors["issued_on"] = _("签发日期不能在将来，请核对年份。")
    if paper.expires_on is not None and paper.expires_on <= paper.issued_on:
        errors["expires_on"] = _("到期日期应晚于签发日期。")
    if len(paper.number.strip()) > 60:
        errors["number"] = _("最多 60 个字。")
    if len(paper.issued_by.strip()) > 120:
        errors["issued_by"] = _("最多 120 个字。")
    if errors:
        raise Invalid(errors)

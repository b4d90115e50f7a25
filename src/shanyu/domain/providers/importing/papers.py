"""The filing and the fire certificate of each site of a batch."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from psycopg.types.range import DateRange

from shanyu.domain.providers.importing.batch import Batch, Target
from shanyu.domain.providers.importing.bulk import Facts, by_key, of_sites
from shanyu.domain.providers.kinds import AuthorisationKind, AuthorisationState, CertificateKind
from shanyu.domain.providers.models import Authorisation, Certificate
from shanyu.kernel.tabular.problems import say

_STANDING = (AuthorisationState.VALID, AuthorisationState.SUSPENDED)


def file_papers(batch: Batch) -> None:
    sites = batch.known_sites
    filings = Authorisation.objects.filter(kind=AuthorisationKind.FILING).order_by("pk")
    filed = by_key(of_sites(filings, sites), "site_id")
    fired = by_key(of_sites(Certificate.objects.filter(kind=CertificateKind.FIRE), sites), "site_id")
    for target in batch.targets:
        _file(batch, target, filed.get(target.site_id, []))
        _check_fire(batch, target, fired.get(target.site_id, []))


def _file(batch: Batch, target: Target, known: list[Authorisation]) -> None:
    wanted = _wanted(target)
    if wanted is None:
        return
    number, pending = wanted["number"], wanted["state"] == AuthorisationState.PENDING
    same = next((one for one in known if number and one.number == number), None)
    same = same or next((one for one in known if one.state == AuthorisationState.PENDING), None)
    standing = next((one for one in known if one.state in _STANDING), None)
    if same is not None:
        _correct(batch, target, same, wanted)
    elif pending and standing is not None:
        return
    elif standing is not None and wanted["state"] in _STANDING and not _succeeds(batch, standing, wanted):
        what = say(_("系统里的备案 %(number)s 更新，表里的备案没有采用。"), number=standing.number)
        target.warn(_("备案编号"), what, say(_("请核对备案编号和日期。")))
    else:
        facts = {"authority": "", "authority_en": ""} | wanted
        batch.add(
            target,
            "filing_number",
            Authorisation,
            site_id=target.site_id,
            kind=AuthorisationKind.FILING,
            number=facts["number"],
            authority=facts["authority"],
            authority_en=facts["authority_en"],
            state=facts["state"],
            issued_on=facts["issued_on"],
            valid=facts["valid"],
        )


def _wanted(target: Target) -> Facts | None:
    """The filing that the row tells of, or None. Without a number and a date it can only be pending."""
    values = target.values
    number, day, state = values["filing_number"], values["filing_date"], values["filing_state"]
    if state == "none" or not (number or day or state):
        return None
    if not (number and day):
        facts = {"state": AuthorisationState.PENDING, "number": number or "", "issued_on": day, "valid": None}
    else:
        expires = values["filing_expires"]
        facts = {
            "state": state or AuthorisationState.VALID,
            "number": number,
            "issued_on": day,
            "valid": DateRange(day, expires + timedelta(days=1) if expires else None),
        }
    if values["filing_authority"]:
        facts["authority"] = values["filing_authority"]
    return facts


def _correct(batch: Batch, target: Target, known: Authorisation, wanted: Facts) -> None:
    if wanted["state"] == AuthorisationState.PENDING and known.state != AuthorisationState.PENDING:
        return
    if target.values["filing_expires"] is None and known.valid and wanted["valid"]:
        # A sheet without an expiry does not make an expiry that is known go away.
        wanted["valid"] = DateRange(wanted["valid"].lower, known.valid.upper)
    if target.values["filing_state"] is None and known.state != AuthorisationState.PENDING:
        wanted["state"] = known.state
    changed = {name: value for name, value in wanted.items() if value != getattr(known, name)}
    if changed:
        before = {name: str(getattr(known, name)) for name in changed}
        after = {name: str(value) for name, value in changed.items()}
        batch.change(
            target, "filing_number", known, changed, "，".join(before.values()), "，".join(after.values())
        )


def _succeeds(batch: Batch, standing: Authorisation, wanted: Facts) -> bool:
    """End the standing filing where the new one begins, if it is the newer one."""
    begins: date = wanted["valid"].lower
    if standing.valid.lower >= begins:
        return False
    if standing.valid.upper is None or standing.valid.upper > begins:
        batch.plan.change(Authorisation, standing.pk, {"valid": DateRange(standing.valid.lower, begins)})
    return True


def _check_fire(batch: Batch, target: Target, known: list[Certificate]) -> None:
    issued, expires = target.values["fire_issued"], target.values["fire_expires"]
    if issued is None:
        return
    same = next((one for one in known if one.issued_on == issued), None)
    if same is None:
        batch.add(
            target,
            "fire_issued",
            Certificate,
            site_id=target.site_id,
            kind=CertificateKind.FIRE,
            number="",
            issued_by="",
            issued_on=issued,
            expires_on=expires,
        )
    elif expires is not None and same.expires_on != expires:
        batch.change(target, "fire_expires", same, {"expires_on": expires}, same.expires_on, expires)

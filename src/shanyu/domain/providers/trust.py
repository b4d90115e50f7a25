"""Why a site can be trusted, or not: its authorisation and papers in plain sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shanyu.domain.providers.kinds import CARE_KINDS, AuthorisationKind, SiteState
from shanyu.domain.providers.models import Authorisation, Certificate, Site
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.rules import effective_expiry, expiry_state, papers_needed, papers_recommended

TrustState = Literal["valid", "soon", "warning", "closed"]
#: From best to worst.
ORDER: tuple[TrustState, ...] = ("valid", "soon", "warning", "closed")


@dataclass(frozen=True)
class TrustLine:
    """One reason, in the reader's language."""

    state: TrustState
    words: str


@dataclass(frozen=True)
class Trust:
    """The whole answer: the worst of its lines, and the lines, authorisation first."""

    state: TrustState
    lines: tuple[TrustLine, ...]

    @property
    def words(self) -> str:
        """The first line that made the state what it is: what a card shows."""
        return next((line.words for line in self.lines if line.state == self.state), "")


def trust_of(
    site: Site, authorisations: Iterable[Authorisation], certificates: Iterable[Certificate], today: date
) -> Trust:
    """Judge a site by its loaded papers, as of a day.

    `closed` when it does not operate; `warning` for a site caring for children under three without a valid
    authorisation, or with a needed paper past its printed date; `soon` when something runs out within 30 days
    or a yearly check is overdue by the rule's clock. A paper nobody entered is not held against a site: the
    filing already asked for it.
    """
    lines = [
        *_operating(site),
        *_authorisation(site, list(authorisations), today),
        *_papers(site, newest_by_kind(certificates), today),
    ]
    return Trust(max((line.state for line in lines), key=ORDER.index, default="valid"), tuple(lines))


def newest_by_kind(certificates: Iterable[Certificate]) -> dict[str, Certificate]:
    """Of every kind the newest certificate that is not revoked."""
    newest: dict[str, Certificate] = {}
    for paper in certificates:
        best = newest.get(paper.kind)
        if paper.revoked_on is None and (best is None or paper.issued_on > best.issued_on):
            newest[paper.kind] = paper
    return newest


def valid_authorisation(authorisations: Iterable[Authorisation], today: date) -> Authorisation | None:
    """The authorisation by which a site operates on a day; a permit before a filing."""
    held = [a for a in authorisations if a.state == "valid" and a.valid is not None and today in a.valid]
    return min(held, key=lambda a: a.kind != AuthorisationKind.PERMIT, default=None)


def _operating(site: Site) -> Iterable[TrustLine]:
    if site.state == SiteState.CLOSED:
        when = (
            _("已于%(day)s停办。") % {"day": date_format(site.closed_on)} if site.closed_on else _("已停办。")
        )
        yield TrustLine("closed", when)
    elif site.state == SiteState.SUSPENDED:
        yield TrustLine("closed", _("目前暂停服务。"))


def _authorisation(site: Site, held: list[Authorisation], today: date) -> Iterable[TrustLine]:
    valid = valid_authorisation(held, today)
    if valid is not None:
        facts = {
            "authority": said(valid, "authority"),
            "number": valid.number,
            "day": date_format(valid.issued_on),
        }
        if valid.kind == AuthorisationKind.PERMIT:
            yield TrustLine("valid", _("%(day)s取得%(authority)s许可，编号%(number)s，有效。") % facts)
        else:
            yield TrustLine("valid", _("%(day)s在%(authority)s备案，编号%(number)s，有效。") % facts)
        if valid.valid.upper is not None and expiry_state(valid.valid.upper, today) == "due":
            day = date_format(valid.valid.upper)
            yield TrustLine("soon", _("备案或许可将于%(day)s到期。") % {"day": day})
    elif site.kind in CARE_KINDS:
        yield TrustLine("warning", _missing(held, today))


def _missing(held: list[Authorisation], today: date) -> str:
    ended = [a for a in held if a.valid is not None and a.valid.upper is not None and a.valid.upper <= today]
    if any(a.state == "suspended" for a in held):
        return _("备案或许可已被暂停，请先向区卫生健康部门核实。")
    if any(a.state in {"cancelled", "revoked"} for a in held):
        return _("备案或许可已注销或撤销，请谨慎选择。")
    if ended:
        return _("备案或许可已过期，请先向区卫生健康部门核实。")
    if any(a.state == "pending" for a in held):
        return _("备案还在办理中，目前没有有效的备案或许可。")
    return _("没有查到有效的备案或许可，请谨慎选择。")


def _papers(site: Site, newest: dict[str, Certificate], today: date) -> Iterable[TrustLine]:
    shown = dict.fromkeys(
        [*papers_needed(site.kind, today, meals=True), *papers_recommended(site.kind, today)]
    )
    for kind in shown:
        if kind in newest and kind not in {"licence", "premises"}:
            yield _paper(newest[kind], today)


def _paper(paper: Certificate, today: date) -> TrustLine:
    facts = {"paper": paper.get_kind_display(), "day": date_format(paper.issued_on)}
    if expiry_state(paper.expires_on, today) == "expired":
        facts["day"] = date_format(paper.expires_on)
        return TrustLine("warning", _("%(paper)s已于%(day)s到期。") % facts)
    holds = expiry_state(effective_expiry(paper.kind, paper.issued_on, paper.expires_on), today)
    if holds == "expired":
        return TrustLine("soon", _("%(paper)s是%(day)s的，已满一年，应复查。") % facts)
    if paper.expires_on is None:
        return TrustLine("valid", _("%(paper)s齐备（%(day)s）。") % facts)
    facts["day"] = date_format(paper.expires_on)
    if holds == "due":
        return TrustLine("soon", _("%(paper)s将于%(day)s到期。") % facts)
    return TrustLine("valid", _("%(paper)s有效至%(day)s。") % facts)

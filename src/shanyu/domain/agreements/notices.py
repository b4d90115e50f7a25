"""Telling families and heads that something waits for their name, is in force, or was taken back, or was paid.

That the agreement itself was signed is in the ledger of the case, and told by enrolment. Whoever did a step is not
told of it. No name and no health stands in a notice: it may leave the house.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shanyu.domain.agreements.kinds import PaperKind, PaperState
from shanyu.domain.agreements.models import Paper, Payment
from shanyu.domain.agreements.words import day_words, money_words, month_words
from shanyu.domain.enrolment.kinds import Side
from shanyu.domain.enrolment.notices import guardians_of, heads_of
from shanyu.domain.messaging.telling import notify
from shanyu.domain.people.models import Account
from shanyu.kernel.door.refusals import Words


@dataclass(frozen=True)
class _Notice:
    title: Words
    body: Words


_WAITS_AGREEMENT = _Notice(_("托育协议在等您签署"), _("请打开阅读，再签署。"))
_ANEW = _Notice(_("托育协议有了新的文字"), _("之前的签署不再算数，请重新阅读并签署。"))
_WAITS = _Notice(_("有一份协议变更在等您签署"), _("从 %(day)s 起：%(form)s。请打开阅读，再签署。"))
_IN_FORCE = _Notice(_("协议变更已生效"), _("从 %(day)s 起：%(form)s。费用按天折算。"))
_WITHDRAWN = _Notice(_("协议变更已撤回"), _("原来的约定不变。"))
_PAID = _Notice(_("机构记下了一笔收款"), _("%(month)s，%(amount)s。收据可以下载；如有不符，请联系机构。"))
_REVERSED = _Notice(_("机构冲销了一笔收款"), _("%(month)s，%(amount)s，%(reason)s。原来的收据作废。"))


def tell_drawn_anew(paper: Paper, account: int | None) -> None:
    """The agreement has another text than the one that somebody had signed already."""
    for one, side in _everybody(paper):
        _tell(one, side, paper, _ANEW, "anew", account)


def tell_waits(paper: Paper, account: int | None) -> None:
    """Whoever must still sign is told once; of an agreement only its guardians, the site hears it from the ledger."""
    if paper.state != PaperState.OPEN:
        return
    agreement = paper.kind == PaperKind.AGREEMENT
    signed = list(paper.signatures.values_list("side", "account"))
    done = {side for side in Side if _enough(paper, side, [who for who, _account in signed])}
    names = {key for _side, key in signed}
    for one, side in _everybody(paper):
        if side in done or one.pk in names or (agreement and side == Side.SITE):
            continue
        _tell(one, side, paper, _WAITS_AGREEMENT if agreement else _WAITS, "waits", account)


def tell_in_force(paper: Paper, account: int | None) -> None:
    """A change is in force."""
    if paper.kind == PaperKind.CHANGE:
        for one, side in _everybody(paper):
            _tell(one, side, paper, _IN_FORCE, "in_force", account)


def tell_withdrawn(paper: Paper, account: int | None) -> None:
    """A proposed change was taken back or declined."""
    for one, side in _everybody(paper):
        _tell(one, side, paper, _WITHDRAWN, "withdrawn", account)


def tell_payment(payment: Payment, account: int | None) -> None:
    """The guardians are told of every entry in the book that is about their child."""
    notice = _REVERSED if payment.reverses_id else _PAID

    def body() -> str:
        return str(notice.body) % {
            "month": month_words(payment.month),
            "amount": money_words(abs(payment.amount_fen)),
            "reason": payment.get_reason_display(),
        }

    for one in guardians_of(payment.case.child_id):
        if one.pk != account:
            notify(
                one,
                kind="agreements.reversed" if payment.reverses_id else "agreements.paid",
                title=notice.title,
                body=body,
                url=f"/family/enrolment/{payment.case.public_id}/fees/?month={payment.month:%Y-%m}",
                dedupe=f"agreements.payment:{payment.pk}",
            )


def _enough(paper: Paper, side: Side, signed: list[str]) -> bool:
    return signed.count(side) >= (paper.families_needed if side == Side.FAMILY else 1)


def _everybody(paper: Paper) -> Iterable[tuple[Account, Side]]:
    guardians = list(guardians_of(paper.case.child_id))
    yield from ((one, Side.FAMILY) for one in guardians)
    known = {one.pk for one in guardians}
    yield from ((one, Side.SITE) for one in heads_of(paper.case.site) if one.pk not in known)


def _tell(one: Account, side: Side, paper: Paper, notice: _Notice, what: str, by: int | None) -> None:
    if one.pk == by:
        return
    case = paper.case
    page = (
        f"/family/enrolment/{case.public_id}/agreement/"
        if side == Side.FAMILY
        else f"/office/enrolment/cases/{case.public_id}/agreement/"
    )
    notify(
        one,
        kind=f"agreements.{what}",
        title=notice.title,
        body=lambda: str(notice.body) % {"day": day_words(paper.begins_on), "form": paper.get_form_display()},
        url=page,
        dedupe=f"agreements.paper:{paper.pk}:{what}",
        urgent=what in {"waits", "anew"},
    )

"""Seeing a person's data in full: always one row, always for a listed reason, always in the trail."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from shanyu.domain.people.models import Account, Child
from shanyu.kernel.door import Actor, Invalid, audit
from shanyu.kernel.door.verbs import query


class Reason(TextChoices):
    """Why somebody needs to see what is masked. A choice, so that the trail never holds free text."""

    CHECKING = "checking", _("核对资料是否正确")
    CORRECTION = "correction", _("当事人要求更正")
    SAFETY = "safety", _("涉及孩子安全")
    COMPLAINT = "complaint", _("处理投诉或举报")
    LEGAL = "legal", _("依法协助调查")


@dataclass(frozen=True)
class ChildInFull:
    name: str
    born: date
    identity: str
    birth_certificate: str


@dataclass(frozen=True)
class AccountInFull:
    name: str
    mobile: str
    identity: str


@query("people.unmask_child", on=Child)
def unmask_child(actor: Actor, child: Child, *, reason: str) -> ChildInFull:
    """A child's name and numbers in full. Raises Invalid without a listed reason."""
    _note(reason)
    return ChildInFull(child.name.reveal(), child.born, _open(child.identity), _open(child.birth_certificate))


@query("people.unmask_account", on=Account)
def unmask_account(actor: Actor, account: Account, *, reason: str) -> AccountInFull:
    """An account's name and numbers in full. Raises Invalid without a listed reason."""
    _note(reason)
    return AccountInFull(account.name, _open(account.phone), _open(account.identity))


def _note(reason: str) -> None:
    if reason not in Reason.values:
        raise Invalid({"reason": _("请选择查看的理由。")})
    audit.because(reason)


def _open(sealed) -> str:
    return sealed.reveal() if sealed else ""

"""Agreements, fee notices and receipts on paper, each with a code that anybody can check."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanyu.domain.agreements.kinds import PaperKind
from shanyu.domain.agreements.models import Paper, Payment, Statement
from shanyu.domain.agreements.reading import text_of
from shanyu.domain.agreements.told import FeeView
from shanyu.domain.agreements.words import day_words, money_words, month_words
from shanyu.kernel.clock import local, today
from shanyu.kernel.models import Document
from shanyu.kernel.money import Money
from shanyu.kernel.verifying import issue

#: Kinds of documents, as `/verify/` names them.
AGREEMENT, CHANGE, STATEMENT = "agreements.agreement", "agreements.change", "agreements.statement"
#: A receipt is of the house's own kind.
RECEIPT = "receipt"
_CHILD = pgettext_lazy("协议", "孩子")


def issue_paper(paper: Paper) -> Document:
    """The paper as it was signed: the binding Chinese text, then the English one, who signed, and the hash."""
    with translation.override("zh-hans"):
        text, english = text_of(paper, "zh-hans"), text_of(paper, "en")
        facts = {
            "title": text.title,
            "issuer": paper.case.site.name,
            "number": f"{str(paper.case.public_id)[:8].upper()}-{paper.number}",
            "date": day_words(local(paper.in_force_at).date()),
            "table": [list(pair) for pair in text.facts],
            "clauses": [{"title": one.title, "paragraphs": one.paragraphs} for one in text.clauses],
            "english": {
                "title": english.title,
                "clauses": [{"title": one.title, "paragraphs": one.paragraphs} for one in english.clauses],
            },
            "signatures": [
                {
                    "role": row.get_signed_as_display(),
                    "name": row.name.reveal() if row.name else "",
                    "at": f"{local(row.at):%Y-%m-%d %H:%M:%S}",
                }
                for row in paper.signatures.all()
            ],
            "hash_words": _("以上各方在平台上签署的文字（中英文）的 SHA-256 校验值"),
            "sha256": paper.sha256,
        }
        agreement = paper.kind == PaperKind.AGREEMENT
        return issue(
            AGREEMENT if agreement else CHANGE,
            "shanyu.domain.agreements.documents:agreement.typ",
            facts,
            owner=paper,
            language="zh-hans",
            name=_("托育服务协议.pdf") if agreement else _("托育服务协议变更.pdf"),
        )


def issue_statement(statement: Statement, view: FeeView, language: str, *, kept: bool) -> Document:
    """The fee notice of a month; what was paid stands on it where the site has `kept` its book here by then."""
    case = statement.case
    facts = {
        "title": _("%(month)s托育费通知单") % {"month": view.month_word},
        "issuer": case.site.name,
        "number": f"{str(case.public_id)[:8].upper()}-{statement.month:%Y%m}-{statement.number}",
        "date": day_words(today()),
        "table": [[str(_CHILD), case.child.name.reveal()], [_("月份"), view.month_word]],
        "lines": [[line.what, line.days, line.reckoned, line.amount] for line in view.lines],
        "total": view.total,
        "settled": _settled(statement) if kept else [],
        "notes": _notes(view),
    }
    return issue(
        STATEMENT,
        "shanyu.domain.agreements.documents:statement.typ",
        facts,
        owner=statement,
        language=language,
        name=_("托育费通知单.pdf"),
    )


def issue_receipt(payment: Payment) -> Document:
    """The receipt of an entry in the book, in Chinese as accounts are kept, with its labels in both languages."""
    case, amount = payment.case, Money(payment.amount_fen)
    with translation.override("zh-hans"):
        facts = {
            "title": _("收费收据"),
            "issuer": case.site.name,
            "unit": case.site.operator.name,
            "number": payment.said_number,
            "date": day_words(local(payment.created_at).date()),
            "table": [
                [_in_two(_CHILD), case.child.name.reveal()],
                [_in_two(gettext_lazy("运营方")), case.site.operator.name],
                [_in_two(gettext_lazy("收款方式")), payment.get_method_display()],
                [_in_two(gettext_lazy("收款日期")), day_words(payment.received_on)],
            ],
            "lines": [
                [
                    _("%(month)s托育服务费用") % {"month": month_words(payment.month)},
                    "1",
                    amount.format_yuan(),
                    amount.format_yuan(),
                ]
            ],
            "total": amount.format_yuan(),
            "total_words": amount.in_capitals(),
            "notes": [
                _("本收据记录机构已经收到的款项；平台只作记录，不经手资金。"),
                _("本收据不是税务发票，需要发票请向机构索取。"),
            ],
            "signatures": [
                {
                    "role": _("记录人"),
                    "name": payment.recorded_by.name,
                    "at": f"{local(payment.created_at):%Y-%m-%d %H:%M:%S}",
                }
            ],
        }
        return issue(
            RECEIPT,
            "shanyu.kernel.pdf:receipt.typ",
            facts,
            owner=payment,
            language="zh-hans",
            name=_("收费收据.pdf"),
        )


def _in_two(words: Promise) -> str:
    """A label in both languages."""
    with translation.override("en"):
        return f"{_zh(words)} {words}"


def _zh(words: Promise) -> str:
    with translation.override("zh-hans"):
        return str(words)


def _settled(statement: Statement) -> list[list[str]]:
    """What was paid, and what is not paid yet or was paid beyond the month."""
    left = statement.total_fen - statement.paid_fen
    rest = [_("还应付"), money_words(left)] if left >= 0 else [_("多付"), money_words(-left)]
    return [[_("已付"), money_words(statement.paid_fen)], rest]


def _notes(view: FeeView) -> list[str]:
    notes = [_("按双方签署的协议和机构公布的收费计算；不满一个月的按日历天数折算，不足一分的舍去。")]
    if not view.whole:
        notes.append(_("按实际使用结算的项目不在合计内。"))
    return [*notes, _("本通知单不是收据。")]

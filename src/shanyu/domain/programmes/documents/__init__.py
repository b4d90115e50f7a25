"""The notice of a result on paper, with a code that anybody can check."""

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shanyu.domain.programmes.models import Entry, ProgrammeClass
from shanyu.domain.programmes.notices import name_of
from shanyu.domain.programmes.queries.family import EntryLine, WishLine
from shanyu.domain.programmes.rules import said
from shanyu.kernel import verifying
from shanyu.kernel.clock import today
from shanyu.kernel.models import Document
from shanyu.kernel.money import Money

#: The kind of document, as `/verify/` names it.
NOTICE = "programmes.result"


def notice_of(line: EntryLine, language: str) -> Document:
    """The notice of a published result in a language: made once, and the same file from then on."""
    return notices_of(line.entry).filter(language=language).first() or _issue(line, language)


def notices_of(entry: Entry) -> QuerySet[Document]:
    """Every notice of an entry that still holds."""
    return Document.objects.filter(
        kind=NOTICE,
        revoked_at=None,
        upload__owner_label=entry._meta.label_lower,
        upload__owner_id=entry.pk,
    )


def revoke_notices(entry: Entry) -> None:
    """What they say holds no longer: a review gave something else, or the family has withdrawn."""
    for document in notices_of(entry):
        verifying.revoke(document)


def _issue(line: EntryLine, language: str) -> Document:
    entry, programme = line.entry, line.entry.programme
    with translation.override(language):
        facts = {
            "title": pgettext("文件", "结果通知书"),
            "issuer": name_of(programme),
            "unit": programme.region.name,
            "number": entry.alias,
            "date": f"{today():%Y-%m-%d}",
            "to": _("%(child)s 的家长：") % {"child": entry.child.name.reveal()},
            "paragraphs": [_outcome(line), *_why(line)],
            "table": _table(line),
            "closing": [_closing(line)],
        }
        return verifying.issue(
            NOTICE,
            "shanyu.kernel.pdf:notice.typ",
            facts,
            owner=entry,
            language=language,
            name=_("结果通知书.pdf"),
        )


def _outcome(line: EntryLine) -> str:
    if line.placed is None:
        return _("这一次没有分到名额。")
    if line.by_review:
        return _("经人工复核，孩子得到了名额。")
    return _("孩子得到了名额。")


def _table(line: EntryLine) -> list[list[str]]:
    programme = line.entry.programme
    rows = [
        [_("项目"), name_of(programme)],
        [_("起止日期"), f"{programme.starts_on:%Y-%m-%d} – {programme.ends_on:%Y-%m-%d}"],
    ]
    if line.placed is not None:
        given = ProgrammeClass.objects.select_related("site").get(programme=programme, code=line.placed)
        hours = f"{given.opens:%H:%M}–{given.closes:%H:%M}"
        rows += [
            [_("班级"), f"{given.name}（{given.code}）"],
            [_("地点"), f"{given.site.name}，{given.site.address}"],
            [_("每天"), hours],
            [
                _("费用"),
                _("全免") if line.waived else Money(line.fee_fen).format_yuan(),
            ],
        ]
    return rows


def _why(line: EntryLine) -> list[str]:
    """One sentence for each wish: where the child stood, and how many seats more would have sufficed."""
    return [
        f"{number}. {wish.name}：{_came_of(wish)}"
        for number, wish in enumerate(line.wishes, 1)
        if wish.outcome
    ]


def _came_of(wish: WishLine) -> str:
    if wish.closed:
        return _("人数不够，没有开班。")
    if wish.outcome == "given":
        return _("排第 %(place)s 位，录取。") % {"place": wish.place}
    if wish.outcome == "not_needed":
        return _("已分到更想去的班，不再安排。")
    if wish.outcome == "not_accepted":
        return _("孩子不在这个班招收的范围里。")
    if wish.outcome == "siblings":
        return _("班里收得下一个孩子，但不能照您家要的方式安排几个孩子。")
    facts = {"place": wish.place, "last": wish.last_place, "more": wish.seats_more}
    if wish.seats_more:
        return _("排第 %(place)s 位，录取到第 %(last)s 位；再有 %(more)s 个名额就能录取。") % facts
    return _("排第 %(place)s 位，录取到第 %(last)s 位。") % facts


def _closing(line: EntryLine) -> str:
    if line.contest_until is None:
        return _("这份通知由平台出具，可以凭核验码核对。")
    return _("对结果有疑问的，可以在 %(when)s 前登录平台申请人工复核。") % {"when": said(line.contest_until)}

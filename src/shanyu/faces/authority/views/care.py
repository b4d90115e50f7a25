"""How sites keep what they owe children every day: today's exceptions, and a month by division, by site and by day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shanyu.domain.care.duties import outdoor_rule
from shanyu.domain.care.queries.oversight import Kept, Oversight, oversight
from shanyu.domain.providers.naming import said
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.faces.authority.watching import told_number
from shanyu.kernel.clock import today
from shanyu.kernel.tables import Table
from shanyu.ui import words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

#: So many months back can be read.
MONTHS = 13


@page("GET", verb="care.oversight")
def care(request: HttpRequest) -> HttpResponse:
    """Exceptions first, then the month as figures that can be opened down to the site."""
    found = _asked(request)
    context = {
        "found": found,
        "name": place_name(found.place),
        "crumbs": crumbs_of(found.place, "authority:care"),
        "months": [(f"{one:%Y-%m}", _month_words(one)) for one in _months()],
        "chosen": f"{found.month:%Y-%m}",
        "place": request.GET.get("place", ""),
        "stats": _stats(found.whole),
        "heads": _heads(),
        "parts": _lines(found),
        "days": [(day, _cells(kept)) for day, kept in found.days],
        "query": f"?{urlencode({'place': request.GET.get('place', ''), 'month': f'{found.month:%Y-%m}'})}&",
        "notes": _notes(found),
    }
    return shown(request, "authority/care.html", context, here="care")


@page("GET", verb="care.oversight")
def export(request: HttpRequest) -> HttpResponse:
    """The month by division or site, and by day, as a file."""
    kind = kind_of(request)
    found = _asked(request)
    rows = [[line["name"], *line["cells"]] for line in _lines(found)]
    rows += [[day, *_cells(kept)] for day, kept in found.days]
    rows.append([_("合计"), *_cells(found.whole)])
    headings = [_("地区、机构或日期"), *_heads()]
    return download(Table(_("一日照护"), headings, rows, _notes(found)), kind)


def _asked(request: HttpRequest) -> Oversight:
    months = {f"{one:%Y-%m}": one for one in _months()}
    month = months.get(request.GET.get("month", ""))
    return oversight(request.actor, place=request.GET.get("place", ""), month=month)


def _months() -> list[date]:
    index = today().year * 12 + today().month - 1
    return [date((index - back) // 12, (index - back) % 12 + 1, 1) for back in range(MONTHS)]


def _month_words(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")


def _heads() -> list[str]:
    return [_("班日"), _("没有记录"), _("超师幼比"), _("缺晨午检"), _("户外不足"), _("有缺勤未说明")]


def _cells(kept: Kept) -> list[str | int]:
    return [
        kept.days, kept.no_record, kept.above, kept.unchecked, kept.indoors,
        told_number(kept.untold) if kept.untold.more else kept.untold.number,
    ]  # fmt: skip


def _lines(found: Oversight) -> list[dict]:
    """The divisions below, or the sites of a street; what is kept worst stands first."""
    month = f"{found.month:%Y-%m}"
    lines = [
        {
            "name": said(region, "name"),
            "url": f"{reverse('authority:care')}?{urlencode({'place': region.code, 'month': month})}",
            "cells": _cells(kept),
            "wrong": kept.wrong,
        }
        for region, kept in found.parts
    ]
    lines += [
        {
            "name": said(site, "name"),
            "url": reverse("authority:site", args=[site.public_id]),
            "cells": _cells(kept),
            "wrong": kept.wrong,
        }
        for site, kept in found.sites
    ]
    return sorted(lines, key=lambda line: (-line["wrong"], line["name"]))


def _stats(whole: Kept) -> list[dict]:
    numbers = dict(zip(_heads(), _cells(whole), strict=True))
    notes = {
        _("班日"): _("有孩子的班 × 工作日"),
        _("没有记录"): _("一整天一条记录也没有"),
        _("超师幼比"): _("在班孩子多于看护人员可照看的，1 分钟起算"),
        _("缺晨午检"): _("有孩子在园而没有晨检或午检"),
        _("户外不足"): _("有孩子在园满 6 小时而户外不满 2 小时"),
        _("有缺勤未说明"): _("有孩子没到园也没请假"),
    }
    return [{"label": name, "value": number, "note": notes[name]} for name, number in numbers.items()]


def _notes(found: Oversight) -> list[str]:
    """How the figures are made."""
    return [
        _("来源：各机构的一日记录，每夜汇总；%(since)s 至 %(until)s。")
        % {"since": words.full_day(found.month), "until": words.full_day(found.until)},
        _("班日 = 当天有在托孩子的班，一个班一天算一次；周一至周五，周末只算有记录的机构。没有一个数是孩子的人数。"),
        _("超师幼比按到园、离园、换班看护和人员签到计算；各班型每名人员最多照看的人数见机构页的规定。"),
        _("户外时间依据：%(rule)s。") % {"rule": outdoor_rule(found.month).citation},
        _("＊ = 不单独显示：孩子不满 5 人的机构，缺勤只计入地区合计。"),
    ]  # fmt: skip

"""Exceptions first, then the map beside the figures."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from shanyu.domain.providers.kinds import SiteKind, SiteState
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import Figures, Issue, exceptions, figures
from shanyu.domain.providers.rules import force_name
from shanyu.domain.regions.queries import outlines
from shanyu.faces.authority.asking import listed, sites_url
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.kernel.tables import Table
from shanyu.ui import maps, words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page

WINDOWS = ("7", "30", "90")


def _issue_words(issue: Issue) -> tuple[str, str, str]:
    """What the exception is called, the unit of its number, and what it means."""
    key, rows = issue.key, {"rows": issue.rows}
    homes = npgettext("单位", "家", "家", issue.sites)
    return {
        "filing_missing": (
            _("没有有效备案"),
            homes,
            _("开放中的托育场所，未备案或备案已失效"),
        ),
        "papers_expired": (_("场所证件过期"), homes, _("过期证件 %(rows)s 份") % rows),
        "staff_papers_expired": (_("人员证件过期"), homes, _("过期证件 %(rows)s 份") % rows),
        "ratio": (_("照护人手不足"), homes, _("低于照护比的班 %(rows)s 个") % rows),
        "size": (_("班额超标"), homes, _("核定托位超过班额的班 %(rows)s 个") % rows),
        "two_places": (
            _("两处任职"),
            npgettext("单位", "人", "人", issue.rows),
            _("同时登记在两处以上的工作人员"),
        ),
    }[key]


def _issue(issue: Issue, place: str) -> dict:
    label, unit, note = _issue_words(issue)
    people = issue.key == "two_places"
    url = (
        f"{reverse('authority:two_places')}{f'?place={place}' if place else ''}"
        if people
        else listed(issue.filters)
    )
    number = issue.rows if people else issue.sites
    return {"label": label, "unit": unit, "note": note, "number": number, "url": url}


def _running_out(found: tuple[Issue, ...]) -> list[dict]:
    """One line for the papers of sites, of staff, and for filings: how many sites within 7, 30, 90 days."""
    by_key = {issue.key: issue for issue in found}
    lines = [
        {
            "label": label,
            "cells": [
                {
                    "number": by_key[f"{key}_{window}"].sites,
                    "rows": by_key[f"{key}_{window}"].rows,
                    "url": listed(by_key[f"{key}_{window}"].filters),
                    "label": _("%(days)s 天内") % {"days": window},
                }
                for window in WINDOWS
            ],
        }
        for key, label in (("papers", _("场所证件")), ("staff_papers", _("人员证件")))
    ]
    filing = by_key["filing_ending"]
    empty = [{"number": None, "label": _("%(days)s 天内") % {"days": window}} for window in WINDOWS[:2]]
    last = {"number": filing.sites, "rows": filing.rows, "url": listed(filing.filters), "label": _("90 天内")}
    return [*lines, {"label": _("备案（许可）"), "cells": [*empty, last]}]


def _figures(found: Figures, place: str) -> list[dict]:
    """Each figure with what it counts; the first are about care, the others about where it is."""
    whole, parts = found.whole, len(found.parts)
    base = {"place": place, "states": (SiteState.OPEN,)}
    care = base | {"care": True}
    places = pgettext("单位", "个")
    share = {"part": f"{whole.inclusive_places:,}", "all": f"{whole.licensed:,}"}
    return [
        {"label": _("服务机构"), "value": f"{whole.sites:,}",
         "unit": npgettext("单位", "家", "家", whole.sites), "url": sites_url(**base),
         "note": _("各类开放中的机构")},
        {"label": _("托育场所"), "value": f"{whole.care_sites:,}",
         "unit": npgettext("单位", "家", "家", whole.care_sites), "url": sites_url(**care),
         "note": _("其中普惠 %(n)s 家") % {"n": whole.inclusive_sites}},
        {"label": _("托位"), "value": f"{whole.licensed:,}", "unit": places, "note": _("各班核定托位之和"),
         "url": sites_url(**care, sort="licensed", descending=True)},
        {"label": _("空位"), "value": f"{whole.free:,}", "unit": places, "note": _("核定 − 已入托 − 留位"),
         "url": sites_url(**care, has_free=True, sort="free", descending=True)},
        {"label": _("普惠托位占比"), "value": _per_cent(whole.inclusive_share), "unit": "%" * bool(whole.licensed),
         "note": _("普惠机构托位 %(part)s ÷ 托位 %(all)s") % share, "url": sites_url(**care, inclusive=True)},
        _per_thousand(found, sites_url(**care)),
        {"label": _("有托育场所的地区"), "value": f"{found.parts_with_care} / {parts}", "unit": "", "url": "#parts",
         "note": _("下一级地区中至少有一家的")},
        {"label": _("有示范型驿站的地区"), "value": f"{found.parts_with_demonstration} / {parts}", "unit": "",
         "note": _("示范型驿站 %(n)s 家，驿站共 %(all)s 家") % {"n": whole.demonstration, "all": whole.stations},
         "url": sites_url(**base, grade="demonstration")},
    ]  # fmt: skip


def _per_cent(share: object) -> str:
    return "—" if share is None else str(share)


def _per_thousand(found: Figures, url: str) -> dict:
    whole, residents = found.whole, found.whole.residents
    line = {"label": _("每千人口托位"), "unit": "", "url": url, "state": ""}
    if residents is None:
        return line | {"value": "—", "note": _("还没有这个地区的常住人口数据")}
    facts = {"places": f"{whole.licensed:,}", "people": f"{residents.people:,}", "year": residents.year}
    note = _("托位 %(places)s ÷ 常住人口 %(people)s（%(year)s 年）") % facts
    return line | {"value": whole.per_thousand, "unit": pgettext("单位", "个"), "note": note}


def _sources(found: Figures) -> list[str]:
    """Where the figures come from, as of when, and what the target is."""
    lines = [
        _("机构与托位：本平台登记，%(day)s。") % {"day": words.full_day(found.on)},
    ]
    residents = found.whole.residents
    if residents:
        facts = {"source": residents.source, "year": residents.year}
        line = _("常住人口：%(source)s，%(year)s 年。") % facts
        lines.append(line + (_("为演示用的合成数据。") if residents.synthetic else ""))
    if found.target:
        facts = {
            "n": found.target.value["places"],
            "source": found.target.citation,
            "force": force_name(found.target.force),
        }
        lines.append(_("每千人口托位目标 %(n)s 个：%(source)s，%(force)s。") % facts)
    return lines


def _kinds(found: Figures, place: str) -> list[dict]:
    return [
        {
            "label": label,
            "number": found.whole.kinds[kind],
            "url": sites_url(place=place, states=(SiteState.OPEN,), kinds=(kind,)),
        }
        for kind, label in SiteKind.choices
        if found.whole.kinds.get(kind)
    ]


def parts_of(found: object, page_name: str) -> list[dict]:
    """Rows of the table of divisions, each with the page it opens and its list of sites."""
    return [
        {
            "name": said(part.region, "name"),
            "code": part.region.code,
            "url": f"{reverse(page_name)}?place={part.region.code}",
            "sites_url": sites_url(place=part.region.code),
            "supply": part.supply,
        }
        for part in found.parts
    ]


@page("GET", verb="providers.exceptions")
def home(request: HttpRequest) -> HttpResponse:
    """The authority's first page."""
    place = request.GET.get("place", "")
    wrong = exceptions(request.actor, place=place)
    found = figures(request.actor, place=place)
    features = _areas(request, found)["features"]
    return shown(
        request,
        "authority/home.html",
        {
            "crumbs": crumbs_of(found.place, "authority:home"),
            "name": place_name(found.place),
            "place": place,
            "on": found.on,
            "issues": [_issue(issue, place) for issue in wrong.issues],
            "running_out": _running_out(wrong.running_out),
            "figures": _figures(found, place),
            "kinds": _kinds(found, place),
            "sources": _sources(found),
            "whole": found.whole,
            "parts": parts_of(found, "authority:home"),
            "box": maps.box_around(maps.corners_of(features), margin=0.005),
            "query": f"?place={place}" if place else "",
        },
        here="home",
    )


def _areas(request: HttpRequest, found: Figures) -> dict:
    codes = [part.region.code for part in found.parts]
    if found.place.region and not codes:
        codes = [found.place.region.code]
    return outlines(request.actor, codes)


@page("GET", verb="providers.figures")
def areas(request: HttpRequest) -> JsonResponse:
    """The divisions below a place as areas with their figures, and whose outlines they are."""
    found = figures(request.actor, place=request.GET.get("place", ""))
    known = _areas(request, found)
    rows = {row["code"]: row for row in parts_of(found, "authority:home")}
    features = []
    for one in known["features"]:
        row = rows.get(one["properties"]["code"])
        if row is None:
            continue
        supply = row["supply"]
        facts = {
            "name": row["name"],
            "url": row["url"],
            "licensed": supply.licensed,
            "free": supply.free,
            "care": supply.care_sites,
            "thousand": float(supply.per_thousand) if supply.per_thousand is not None else None,
        }
        features.append(
            {"type": "Feature", "geometry": maps.drawn_geometry(one["geometry"]), "properties": facts}
        )
    measure = "thousand" if any(one["properties"]["thousand"] is not None for one in features) else "licensed"
    answer = JsonResponse({**maps.collection(features), "measure": measure})
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="providers.figures")
def parts_export(request: HttpRequest) -> HttpResponse:
    """The table of divisions as CSV or XLSX."""
    kind = kind_of(request)
    found = figures(request.actor, place=request.GET.get("place", ""))
    headings = [
        _("地区"), _("区划代码"), _("服务机构"), _("托育场所"), _("托位"), _("空位"), _("普惠托位"),
        _("普惠托位占比（%）"), _("成长驿站数"), _("示范型驿站"), _("常住人口"), _("人口年份"), _("人口来源"),
        _("每千人口托位"),
    ]  # fmt: skip
    rows = [
        [
            said(part.region, "name"), part.region.code, s.sites, s.care_sites, s.licensed, s.free,
            s.inclusive_places, s.inclusive_share, s.stations, s.demonstration,
            s.residents.people if s.residents else None, s.residents.year if s.residents else None,
            s.residents.source if s.residents else None, s.per_thousand,
        ]
        for part in found.parts
        for s in [part.supply]
    ]  # fmt: skip
    return download(Table(_("各地区托育供给"), headings, rows, _sources(found)), kind)


@page("GET", verb="providers.exceptions")
def exceptions_export(request: HttpRequest) -> HttpResponse:
    """What needs action and what runs out, each with its numbers, as CSV or XLSX."""
    kind = kind_of(request)
    found = exceptions(request.actor, place=request.GET.get("place", ""))
    headings = [_("事项"), _("机构数"), _("明细数"), _("说明")]
    rows = [
        [label, issue.sites, issue.rows, note]
        for issue in found.issues
        for label, _unit, note in [_issue_words(issue)]
    ]
    for line in _running_out(found.running_out):
        rows += [
            [line["label"], cell["number"], cell["rows"], cell["label"]]
            for cell in line["cells"]
            if cell["number"] is not None
        ]
    notes = [
        _("到期日取证件所载日期与规则年检期限中较早的一个；每一栏包含更短的期限。"),
        _("来源：本平台登记，%(place)s，%(day)s。")
        % {"place": place_name(found.place), "day": words.full_day(found.on)},
    ]
    return download(Table(_("需要处理的事项"), headings, rows, notes), kind)

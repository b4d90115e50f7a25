"""Children who look for a place in vain, by street and by age, beside the places that are free."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shanyu.domain.booking.small_numbers import Shown
from shanyu.domain.enrolment.queries import NoVisits, UnmetDemand, no_visits, unmet_demand
from shanyu.domain.enrolment.queries.demand import Ages
from shanyu.domain.providers.naming import said
from shanyu.domain.providers.queries.authority import Figures, figures
from shanyu.domain.regions.models import Region
from shanyu.domain.regions.queries import outlines
from shanyu.faces.authority.asking import sites_url
from shanyu.faces.authority.frame import crumbs_of, place_name, shown
from shanyu.faces.authority.watching import told_number
from shanyu.kernel.tables import Table
from shanyu.ui import maps, words
from shanyu.ui.downloads import download, kind_of
from shanyu.ui.pages import page


@page("GET", verb="enrolment.unmet_demand")
def demand(request: HttpRequest) -> HttpResponse:
    """Who waits in vain, as figures: a map, a table by street, one by age, and one by both."""
    place = request.GET.get("place", "")
    found, supply = unmet_demand(request.actor, place=place), figures(request.actor, place=place)
    features = _outlines(request, found)["features"]
    columns, cells = _both(found)
    return shown(
        request,
        "authority/demand.html",
        {
            "found": found,
            "name": place_name(found.place),
            "crumbs": crumbs_of(found.place, "authority:demand"),
            "stats": [*_stats(found, supply), *_no_way(no_visits(request.actor, place=place))],
            "streets": _streets(found, supply),
            "ages": [(_age_words(ages), told_number(number)) for ages, number in found.ages],
            "columns": columns,
            "cells": cells,
            "box": maps.box_around(maps.corners_of(features), margin=0.005),
            "query": f"?{urlencode({'place': place})}" if place else "?",
            "notes": _notes(found),
        },
        here="demand",
    )


@page("GET", verb="enrolment.unmet_demand")
def areas(request: HttpRequest) -> JsonResponse:
    """The streets as areas, each with its number; one that is not told has none."""
    found = unmet_demand(request.actor, place=request.GET.get("place", ""))
    numbers = {street.code: (street, number) for street, number in found.streets}
    features = []
    for one in _outlines(request, found)["features"]:
        street, number = numbers[one["properties"]["code"]]
        facts = {
            "name": said(street, "name"),
            "url": _street_url(street),
            "unmet": None if number.more and not number.number else number.number,
        }
        features.append(
            {"type": "Feature", "geometry": maps.drawn_geometry(one["geometry"]), "properties": facts}
        )
    answer = JsonResponse({**maps.collection(features), "measure": "unmet"})
    answer["Cache-Control"] = "private, no-store"
    return answer


@page("GET", verb="enrolment.unmet_demand")
def export(request: HttpRequest) -> HttpResponse:
    """Every street, with its ages where they may be told, and every age; hidden is what the page hides."""
    kind = kind_of(request)
    found = unmet_demand(request.actor, place=request.GET.get("place", ""))
    headings = [_("街道或月龄"), _("区划代码"), _("等位儿童"), *(_age_words(ages) for ages in found.columns)]
    rows = [
        [said(street, "name"), street.code, _cell(number), *map(_cell, found.cells.get(street.pk, []))]
        for street, number in found.streets
    ]
    blank = [""] * len(found.columns)
    rows += [[_age_words(ages), "", _cell(number), *blank] for ages, number in found.ages]
    rows.append([_("合计"), "", _cell(found.whole), *blank])
    return download(Table(_("未满足的入托需求"), headings, rows, _notes(found)), kind)


def _cell(number: Shown) -> str | int:
    return told_number(number) if number.more else number.number


def _outlines(request: HttpRequest, found: UnmetDemand) -> dict:
    return outlines(request.actor, [street.code for street, _number in found.streets])


def _street_url(street: Region) -> str:
    return f"{reverse('authority:demand')}?{urlencode({'place': street.code})}"


def _stats(found: UnmetDemand, supply: Figures) -> list[dict]:
    whole = supply.whole
    return [
        {"label": _("等位儿童"), "value": told_number(found.whole), "note": _("在申请、还没有录取，每个孩子只算一次")},
        {"label": _("空位"), "value": f"{whole.free:,}", "note": _("核定 − 已入托 − 留位"),
         "url": sites_url(place=found.place.region.code if found.place.region else "", states=("open",),
                          care=True, has_free=True, sort="free", descending=True)},
        {"label": _("托位"), "value": f"{whole.licensed:,}", "note": _("各班核定托位之和")},
    ]  # fmt: skip


def _no_way(told: NoVisits) -> list[dict]:
    """First days without a way to an office, where they may be told."""
    if not told.began:
        return []
    percent = _("%(percent)s%%") % {"percent": 100 * told.without // told.began}
    note = _("近一年入托 %(count)s 件中，材料、体检报告和协议都在平台上办的") % {"count": f"{told.began:,}"}
    return [{"label": _("一趟没跑"), "value": percent, "note": note}]


def _streets(found: UnmetDemand, supply: Figures) -> list[dict]:
    """Streets with their numbers; free places where the page looks at one district."""
    free = {part.region.pk: part.supply for part in supply.parts}
    return [
        {
            "name": said(street, "name"),
            "url": _street_url(street),
            "number": told_number(number),
            "supply": free.get(street.pk),
            "sites_url": sites_url(place=street.code, states=("open",), care=True),
        }
        for street, number in sorted(found.streets, key=lambda line: (-line[1].number, line[0].code))
    ]


def _both(found: UnmetDemand) -> tuple[list[str], list[dict]]:
    """Ages, and streets with a number for each: those of which something is told, of several streets of a district."""
    ages = [number for number, _ages in enumerate(found.columns) if any(map(any, _column(found, number)))]
    told = [
        street
        for street, _number in found.streets
        if any(one.number for one in found.cells.get(street.pk, []))
    ]
    if min(len(found.streets), len(ages)) < 2:
        return [], []
    names = [_age_words(found.columns[number]) for number in ages]
    rows = [
        {
            "name": said(street, "name"),
            "url": _street_url(street),
            "numbers": [
                (name, told_number(found.cells[street.pk][number]))
                for name, number in zip(names, ages, strict=True)
            ],
        }
        for street in told
    ]
    return names, rows


def _column(found: UnmetDemand, number: int) -> list[Shown]:
    return [row[number] for row in found.cells.values()]


def _age_words(ages: Ages) -> str:
    if ages.after is None:
        return _("%(a)s以上") % {"a": words.months_text(ages.first)} if ages.first else _("全部月龄")
    if not ages.first:
        return _("不满 %(b)s") % {"b": words.months_text(ages.after)}
    return f"{words.months_text(ages.first)}–{words.months_text(ages.after)}"


def _notes(found: UnmetDemand) -> list[str]:
    """How the figures are made."""
    return [
        _("来源：本平台入托申请，%(day)s 统计。") % {"day": words.full_day(found.on)},
        _(
            "等位儿童 = 正在申请、还没有机构录取的孩子；一个孩子申请几家只算一次，按家庭住址所在街道和现在的月龄。"
        ),
        _("没有填写住址的家庭不在任何街道里。"),
        _("人数少的月龄和相邻的合在一起；区一级能看的，各街道不一定都能单独看。"),
        _("＊ = 不单独显示：有 1 到 4 个孩子，或会让人推算出这样的数；≥ = 至少这么多。"),
    ]

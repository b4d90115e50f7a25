"""The week on paper for the wall: A4 across, one column a day."""

from django.utils import translation
from django.utils.translation import gettext as _

from shanyu.domain.providers.models import CareClass, Site
from shanyu.domain.providers.naming import said
from shanyu.domain.weekly.queries.views import ActivityView, DishView, Week
from shanyu.domain.weekly.words import weekday_words
from shanyu.kernel.pdf import pdf

_TEMPLATE = "shanyu.domain.weekly.documents:week.typ"


def menu_paper(site: Site, week: Week, language: str) -> bytes:
    """The menu of a week: dishes with grams for one child, and their allergens."""
    with translation.override(language):
        return _paper(
            week,
            language,
            title=_("一周带量食谱"),
            issuer=said(site, "name"),
            unit="",
            lines=_dish_lines,
            note=_("括号里是每个孩子的用量（生重，克）。“含”后面是过敏原。"),
        )


def plan_paper(care_class: CareClass, week: Week, language: str) -> bytes:
    """The plan of a class's week: activities with their minutes, place and area of care."""
    with translation.override(language):
        return _paper(
            week,
            language,
            title=_("一周计划"),
            issuer=said(care_class.site, "name"),
            unit=care_class.name,
            lines=_activity_lines,
            note=_("领域按《托育机构保育指导大纲（试行）》。"),
        )


def _paper(week: Week, language: str, *, title: str, issuer: str, unit: str, lines, note: str) -> bytes:
    facts = {
        "title": title,
        "issuer": issuer,
        "unit": unit,
        "days": [f"{weekday_words(day.weekday)} {day.day.month}/{day.day.day}" for day in week.days],
        "rows": [
            {
                "label": label,
                "cells": [
                    [
                        line
                        for cell in day.cells
                        if cell.part == part
                        for item in cell.items
                        for line in lines(item)
                    ]
                    for day in week.days
                ],
            }
            for part, label in week.parts
        ],
        "note": note,
        "version": _("第 %(n)s 版") % {"n": week.number} if week.changed else "",
    }
    return pdf(_TEMPLATE, facts, language=language, made_at=week.published_at)


def _dish_lines(dish: DishView) -> list[dict]:
    grams = _("、").join(f"{said_name(one)} {one['grams']}" for one in dish.ingredients)
    allergens = dish.allergen_words
    small = [f"（{grams}）" if grams else "", _("含 %(what)s") % {"what": allergens} if allergens else ""]
    return [{"text": said(dish, "name"), "small": " ".join(text for text in small if text)}]


def said_name(ingredient: dict) -> str:
    """An ingredient's name in the reader's language."""
    english = not (translation.get_language() or "zh").startswith("zh")
    return (ingredient["name_en"] if english else "") or ingredient["name"]


def _activity_lines(one: ActivityView) -> list[dict]:
    minutes = _("%(n)s 分钟") % {"n": one.minutes}
    return [{"text": said(one, "title"), "small": f"{one.place_words} · {minutes} · {one.area_words}"}]

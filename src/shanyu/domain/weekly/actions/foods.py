"""The food table of a site: line by line, or a whole sheet at once."""

import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from shanyu.domain.providers.models import Site
from shanyu.domain.weekly.models import Food
from shanyu.domain.weekly.refusals import PageNotRead
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.door.verbs import action
from shanyu.kernel.tabular.basics import decimal, text
from shanyu.kernel.tabular.problems import Problem, UnreadableFile
from shanyu.kernel.tabular.rows import parse_rows
from shanyu.kernel.tabular.schema import Column, Schema
from shanyu.kernel.tabular.table import read_table

MOST_ROWS = 3000
MOST_BYTES = 4 * 1024 * 1024
_MOST_TOLD = 200
_ZIP = b"PK"

SCHEMA = Schema(
    [
        Column("name", ["食物", "食物名称", "名称"], ["food", "name"], parse=text(40), required=True),
        Column("name_en", ["英文名", "英文名称"], ["english name"], parse=text(80)),
        Column("edible", ["可食部", "可食部%", "食部"], ["edible"], parse=decimal(0, 100, 1)),
        Column(
            "energy_kcal", ["能量", "能量kcal", "能量(kcal)", "热量"], ["energy", "kcal"], parse=decimal(0, 900, 1),
            required=True,
        ),
        Column(
            "protein_g", ["蛋白质", "蛋白质g", "蛋白质(g)"], ["protein"], parse=decimal(0, 100, 1), required=True
        ),
        Column("source", ["来源", "依据"], ["source"], parse=text(120)),
    ],
    same={"食物": lambda values: values["name"]},
)  # fmt: skip


@dataclass(frozen=True)
class FoodLine:
    """What 100 g of the edible part of a food hold, and how much of it is edible in percent."""

    name: str
    energy_kcal: Decimal
    protein_g: Decimal
    source: str
    edible: Decimal = Decimal(100)
    name_en: str = ""


@dataclass(frozen=True)
class Imported:
    """How many lines were new, how many were changed, how many were wrong, and what is wrong with which row."""

    new: int
    changed: int
    bad: int
    problems: list[Problem]


@action("weekly.save_food", on=Site)
def save_food(actor: Actor, site: Site, line: FoodLine) -> Food:
    """Add a food to the table, or write the one of this name anew. Raises Invalid."""
    errors = {}
    if not line.name.strip() or len(line.name) > 40:
        errors["name"] = _("请填写，最多 %(most)s 个字。") % {"most": 40}
    if not 0 < line.edible <= 100:
        errors["edible"] = _("可食部请填 1 到 100 之间的百分数。")
    if not 0 <= line.energy_kcal <= 900:
        errors["energy_kcal"] = _("每 100 克的能量请填 0 到 900 千卡。")
    if not 0 <= line.protein_g <= 100:
        errors["protein_g"] = _("每 100 克的蛋白质请填 0 到 100 克。")
    if not line.source.strip() or len(line.source) > 120:
        errors["source"] = _("请写明依据，最多 %(most)s 个字。") % {"most": 120}
    if errors:
        raise Invalid(errors)
    return _put(site, line)[0]


@action("weekly.import_foods", on=Site)
def import_foods(actor: Actor, site: Site, *, data: bytes, source: str = "") -> Imported:
    """Read a CSV or XLSX: good rows are kept, bad ones are told one by one.

    `source` stands for rows that name none. Raises PageNotRead for what is no table, Invalid for one that is too big.
    """
    if len(data) > MOST_BYTES:
        raise Invalid(
            {"file": _("文件超过 %(size)s MB，请分开导入。") % {"size": MOST_BYTES // 1024 // 1024}}
        )
    new = changed = bad = 0
    problems: list[Problem] = []
    ending = ".xlsx" if data.startswith(_ZIP) else ".csv"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"foods{ending}"
        path.write_bytes(data)
        try:
            for number, row in enumerate(parse_rows(read_table(path, SCHEMA), SCHEMA)):
                if number >= MOST_ROWS:
                    raise Invalid({"file": _("最多 %(most)s 行，请分开导入。") % {"most": MOST_ROWS}})
                problems += row.problems
                if not row.ok:
                    bad += 1
                    continue
                was_new = _put(site, _line(row.values, source))[1]
                new, changed = new + was_new, changed + (not was_new)
        except UnreadableFile:
            raise PageNotRead from None
    return Imported(new, changed, bad, problems[:_MOST_TOLD])


def _line(values: dict, source: str) -> FoodLine:
    return FoodLine(
        name=values["name"],
        name_en=values["name_en"] or "",
        edible=values["edible"] or Decimal(100),
        energy_kcal=values["energy_kcal"],
        protein_g=values["protein_g"],
        source=values["source"] or source.strip()[:120] or _("本机构导入"),
    )


def _put(site: Site, line: FoodLine) -> tuple[Food, bool]:
    return Food.objects.update_or_create(
        site=site,
        name=line.name.strip(),
        defaults={
            "name_en": line.name_en.strip(),
            "edible": line.edible,
            "energy_kcal": line.energy_kcal,
            "protein_g": line.protein_g,
            "source": line.source.strip(),
        },
    )

"""Divisions and population from CSV or XLSX, and the nodes and edges of a network."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanyu.domain.regions.drafts import LEVEL_OF_LENGTH, PopulationDraft, RegionDraft
from shanyu.domain.regions.importing.outcome import FileOutcome
from shanyu.kernel.tabular.basics import decimal, integer, text
from shanyu.kernel.tabular.cells import Cell, as_text
from shanyu.kernel.tabular.dates import date
from shanyu.kernel.tabular.places import degrees
from shanyu.kernel.tabular.problems import BadCell, UnreadableFile, say
from shanyu.kernel.tabular.rows import parse_rows
from shanyu.kernel.tabular.schema import Column, Options, Parser, Schema, Values
from shanyu.kernel.tabular.table import Table, read_table

_CODE = "区划代码 行政区划代码 统计用区划代码 代码"


def division_code(words: str) -> str:
    """A code without the zeros that fill it to twelve digits and the 156 (China) that some maps put before it.

    Raises BadCell for what is no code.
    """
    code = words.strip()
    if code.startswith("156") and len(code) in (9, 12, 15) and code[3:5] != "00":
        code = code[3:]
    if len(code) in (6, 9, 12) and code.isdecimal():
        lengths = [length for length in (2, 4, 6, 9, 12) if length <= len(code)]
        code = next(code[:length] for length in lengths if not code[length:].strip("0"))
    if len(code) not in LEVEL_OF_LENGTH or not code.isdecimal():
        raise BadCell(
            say(_("“%(value)s”不是区划代码。"), value=words[:40]),
            say(_("区划代码应是 2、4、6、9 或 12 位数字。")),
        )
    return code


def _code_cell() -> Parser:
    def parse(cell: Cell, options: Options) -> str:
        return division_code(as_text(cell))

    return parse


DIVISIONS = Schema(
    (
        Column("code", _CODE.split(), ("code", "division code", "adcode"), parse=_code_cell(), required=True),
        Column("name", ["名称", "区划名称", "单位名称"], ("name",), parse=text(60), required=True),
        Column("name_en", ["英文名称", "英文名"], ("english name",), parse=text(80)),
        Column(
            "parent", ["上级代码", "上级区划代码", "父级代码"], ("parent", "parent code"), parse=_code_cell()
        ),
        Column("since", ["生效日期", "设立日期", "启用日期"], ("valid from", "since"), parse=date()),
    ),
    same={"code": lambda values: values["code"]},
)
PEOPLE = Schema(
    (
        Column("code", _CODE.split(), ("code", "division code"), parse=_code_cell(), required=True),
        Column("year", ["年份", "年度", "统计年度"], ("year",), parse=integer(1949, 2199), required=True),
        Column(
            "from_month",
            ["起始月龄", "月龄起", "最小月龄"],
            ("from months", "from month"),
            parse=integer(0, 1800),
        ),
        Column(
            "to_month", ["截止月龄", "月龄止", "最大月龄"], ("to months", "to month"), parse=integer(1, 1800)
        ),
        Column(
            "people",
            ["人数", "人口", "人口数"],
            ("people", "population", "count"),
            parse=integer(0),
            required=True,
        ),
        Column("source", ["来源", "数据来源"], ("source",), parse=text(200)),
    ),
    same={
        "code": lambda v: (v["code"], v["year"], v["from_month"], v["to_month"], v["source"]),
    },
)
NODES = Schema(
    (
        Column(
            "node", ["节点", "节点编号"], ("id", "node", "node id", "osmid"), parse=text(40), required=True
        ),
        Column("lon", ["经度"], ("lon", "lng", "longitude", "x"), parse=degrees(), required=True),
        Column("lat", ["纬度"], ("lat", "latitude", "y"), parse=degrees(), required=True),
    )
)
EDGES = Schema(
    (
        Column(
            "start",
            ["起点", "起点编号"],
            ("from", "u", "source", "from id"),
            parse=text(40),
            required=True,
        ),
        Column("end", ["终点", "终点编号"], ("to", "v", "target", "to id"), parse=text(40), required=True),
        Column(
            "metres",
            ["长度", "长度(米)", "距离"],
            ("metres", "meters", "length", "length_m"),
            parse=decimal(0, 100_000),
        ),
        Column("kind", ["等级", "道路等级", "类型"], ("kind", "highway", "class"), parse=text(40)),
    )
)
SCHEMAS = {"population": PEOPLE, "edges": EDGES, "nodes": NODES, "regions": DIVISIONS}


def kind_of_table(path: Path) -> str:
    """Which of our tables this is: the one whose required columns are all there, and most of the others."""
    best, most = "", 0
    for kind, schema in SCHEMAS.items():
        try:
            table = read_table(path, schema)
        except UnreadableFile:
            continue
        there = set(table.columns)
        if all(column.key in there for column in schema.columns if column.required) and len(there) > most:
            best, most = kind, len(there)
    if not best:
        raise UnreadableFile(
            say(_("看不出 %(name)s 是区划、人口还是路网。"), name=path.name),
            say(_("请用 --kind 写明，并核对表头（例如 code、name）。")),
        )
    return best


def open_table(path: Path, kind: str, outcome: FileOutcome) -> Table:
    table = read_table(path, SCHEMAS[kind])
    outcome.notes = table.notes
    return table


def good_rows(table: Table, kind: str, outcome: FileOutcome) -> Iterator[tuple[int, Values]]:
    """The good rows with their numbers; all are counted, and the problems of the others kept."""
    for row in parse_rows(table, SCHEMAS[kind]):
        outcome.tally.see(row)
        if row.ok:
            yield row.number, row.values


def division_drafts(table: Table, outcome: FileOutcome) -> list[tuple[int, RegionDraft]]:
    return [
        (
            number,
            RegionDraft(v["code"], v["name"], v["name_en"] or "", v["parent"] or "", v["since"]),
        )
        for number, v in good_rows(table, "regions", outcome)
    ]


def population_drafts(
    table: Table, outcome: FileOutcome, source: str, synthetic: bool
) -> list[tuple[int, PopulationDraft]]:
    found = []
    for number, v in good_rows(table, "population", outcome):
        first, last = v["from_month"] or 0, v["to_month"]
        whose = v["source"] or source
        if last is not None and last <= first:
            what = say(_("截止月龄 %(last)s 不大于起始月龄 %(first)s。"), last=last, first=first)
            outcome.reject(
                number, gettext("截止月龄"), last, what, say(_("截止月龄不含在内，0–35 个月写成 0 和 36。"))
            )
        elif not whose:
            what = say(_("没有写数据来源。"))
            outcome.reject(number, gettext("来源"), "", what, say(_("请加一列“来源”，或用 --source 写明。")))
        else:
            draft = PopulationDraft(v["code"], v["year"], first, last, v["people"], whose, synthetic)
            found.append((number, draft))
    return found

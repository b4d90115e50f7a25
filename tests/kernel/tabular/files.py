"""A schema and a writer of small nasty files, for the tests of this room."""

import csv
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from shanyu.kernel.masks import mask_mobile
from shanyu.kernel.tabular import basics, dates, hours, identity, phones, places, prices
from shanyu.kernel.tabular.cells import fold
from shanyu.kernel.tabular.schema import Column, Schema

SITES = Schema(
    [
        Column(
            "name", ["机构名称", "托育机构名称"], ["name", "site name"], parse=basics.text(), required=True
        ),
        Column(
            "credit_code", ["统一社会信用代码"], ["credit code"], parse=identity.credit_code(), identity=True
        ),
        Column(
            "head_identity", ["负责人身份证号"], ["head ID"], parse=identity.identity_number(), identity=True
        ),
        Column("head", ["负责人"], ["head"], parse=basics.text()),
        Column("phone", ["联系电话", "电话"], ["phone"], parse=phones.phone(), mask=mask_mobile),
        Column("filed_on", ["备案日期"], ["filed on", "date filed"], parse=dates.date()),
        Column("filing", ["备案编号"], ["filing number"], parse=basics.text()),
        Column("places", ["托位数"], ["places"], parse=basics.integer()),
        Column("fee", ["收费标准"], ["fee"], parse=prices.price("month")),
        Column("hours", ["营业时间"], ["opening hours"], parse=hours.hours()),
        Column("inclusive", ["是否普惠"], ["inclusive"], parse=basics.yes_no()),
        Column("lon", ["经度"], ["longitude"], parse=places.degrees()),
        Column("lat", ["纬度"], ["latitude"], parse=places.degrees()),
        Column("datum", ["坐标系"], ["datum"], parse=places.datum()),
    ],
    finish=[places.position("position", datum="datum")],
    same={"机构名称": lambda values: fold(values["name"])},
)


def write_csv(
    path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ","
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path

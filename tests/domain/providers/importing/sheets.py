"""Sheets as district bureaus keep them, written into files by the tests."""

import csv
from pathlib import Path

import xlsxwriter

from shanyu.kernel.coordinates import from_wgs84
from shanyu.kernel.identifiers import check_digit_credit_code

HEADINGS = (
    "序号", "机构编号", "机构名称（全称）*", "举办单位", "统一社会信用代码", "机构类别", "办托性质", "是否普惠",
    "所属街道", "详细地址", "经度", "纬度", "坐标系", "联系电话", "备案编号", "备案日期", "消防检查日期",
    "消防有效期至", "开办时间", "建筑面积（㎡）", "户外面积", "托位数", "在托人数", "全日托收费（元/月）",
    "开放时间", "负责人",
)  # fmt: skip


def code(serial: int) -> str:
    """A credit code with its check character: a company registered in Gongshu."""
    body = f"91330105MA{serial:07d}"
    return body + check_digit_credit_code(body)


def row(serial: int, **facts: object) -> dict[str, object]:
    """A good row, well-formed and plainly fictional; `facts` replace cells by heading."""
    lon, lat = from_wgs84((120.13 + serial % 100 * 1e-4, 30.31 + serial % 77 * 1e-4), "gcj02")
    cells = dict(
        zip(
            HEADINGS,
            (
                serial, f"GS-{serial:06d}", f"示例{serial}号托育园", f"示例{serial}托育有限公司", code(serial),
                "托育机构", "民办", "是", "和睦街道", f"示例路{serial}号", f"{lon:.7f}", f"{lat:.7f}", "高德",
                f"0571-8{serial % 10_000_000:07d}", f"拱备{serial:06d}", "2024-03-05", "2026/3/1", "2027年3月1日",
                "2021年9月1日", "420.5", "80", "60", "41", "2,680元/月", "7:30-18:00", "翟园长",
            ),
            strict=True,
        )
    )  # fmt: skip
    unknown = facts.keys() - cells.keys()
    if unknown:
        raise KeyError(unknown)
    return {**cells, **facts}


def write_csv(path: Path, rows: list[dict], encoding: str = "gb18030", title: str = "") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        if title:
            writer.writerow([title] + [""] * (len(HEADINGS) - 1))
        writer.writerow(HEADINGS)
        writer.writerows([one[heading] for heading in HEADINGS] for one in rows)
    return path


def write_book(path: Path, rows: list[dict], title: str = "") -> Path:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("机构")
    at = 0
    if title:
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, title)
        at = 1
    for line in [HEADINGS, *([one[heading] for heading in HEADINGS] for one in rows)]:
        sheet.write_row(at, 0, line)
        at += 1
    book.close()
    return path

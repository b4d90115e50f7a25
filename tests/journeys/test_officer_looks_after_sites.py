"""An officer filters the sites of the district, takes the table along, opens a file; strangers get nothing."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys.authority_pages import Officer
from tests.journeys.visitor import Visitor, visitor


def names_in(path: Path) -> list[str]:
    """The column 名称 of an exported table."""
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    head = next(number for number, row in enumerate(rows) if "名称" in row)
    column = rows[head].index("名称")
    return [row[column] for row in rows[head + 1 :] if len(row) > column and row[column]]


def test_an_officer_filters_exports_and_opens_a_file(browser, city, tmp_path):
    with visitor(browser, city, Officer, size="desk", as_="gu") as officer:
        officer.go("/authority/sites/").sees_map()
        everything = officer.names()
        officer.filters("场所证件", "30 天内到期")
        expect(officer.rows()).not_to_have_count(len(everything))
        expiring = officer.names()
        assert 0 < len(expiring) < len(everything)
        for kind in ("XLSX", "CSV"):
            assert sorted(names_in(officer.exports(kind, tmp_path))) == sorted(expiring)
        officer.filters("场所证件", "不限").only("普惠")
        expect(officer.rows()).to_have_count(2)
        officer.follow("小竹林渡口托育园")
        officer.sees("备案", "产权与运营", "变更记录")


@pytest.mark.parametrize("who", ["", "chen", "fang"])
def test_a_stranger_gets_neither_the_table_nor_a_file(browser, city, who):
    with visitor(browser, city, Officer, size="desk", as_="gu") as officer:
        officer.go("/authority/sites/")
        paths = ["/authority/sites/", officer.rows().locator("th > a").first.get_attribute("href")]
    with visitor(browser, city, Visitor, size="desk", as_=who) as stranger:
        for path in paths:
            answer = stranger.page.goto(city.url + path)
            signing_in = "/account/login/" in stranger.page.url
            assert signing_in if who == "" else answer.status in {403, 404}, (path, answer.status)

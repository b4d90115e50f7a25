from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shanyu.domain.providers.importing import SiteImportOptions, import_sites
from shanyu.domain.providers.models import Operator, ServiceOffer, Site
from shanyu.kernel.door import OutOfReach, platform
from shanyu.kernel.tabular.problems import UnreadableFile
from tests.domain.providers.importing.sheets import row, write_book, write_csv
from tests.domain.regions.ground import outline

PLATFORM = platform()


@pytest.fixture
def load(tmp_path):
    def run(rows, **options):
        path = write_csv(tmp_path / "机构.csv", rows)
        return import_sites(PLATFORM, path, SiteImportOptions(**options))

    return run


def counts(report) -> tuple[int, int, int]:
    return report.changes.added, report.changes.updated, report.changes.unchanged


def told(report) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, str(p.what)) for p in report.tally.first]


def the_site(serial: int) -> Site:
    return Site.objects.select_related("operator", "region").get(reference=f"GS-{serial:06d}")


def test_a_good_row_becomes_a_site_with_all_that_belongs_to_it(cast, load):
    report = load([row(7)])
    assert (counts(report), told(report)) == ((1, 0, 0), [])
    site = the_site(7)
    assert (site.name, site.kind, site.running_model, site.inclusive, site.state) == (
        "示例7号托育园", "nursery", "private", True, "open",
    )  # fmt: skip
    assert site.operator.name == "示例7托育有限公司"
    assert (site.lon, site.lat) == (pytest.approx(120.1307, abs=1e-6), pytest.approx(30.3107, abs=1e-6))
    assert site.region == cast.street
    assert site.sort_key.startswith("shi4 li4 7 hao4 tuo1")
    filing = site.authorisations.get()
    assert (filing.number, filing.state, filing.valid.lower) == ("拱备000007", "valid", date(2024, 3, 5))
    assert site.certificates.get().expires_on == date(2027, 3, 1)
    assert (site.rooms.get().use, float(site.rooms.get().area_m2)) == ("outdoor", 80.0)
    care = site.classes.get()
    assert (care.name, care.licensed, care.placed, care.free) == ("混合班", 60, 41, 19)
    offer = site.offers.get()
    assert (offer.form, offer.fee_fen, offer.fee_unit, str(offer.opens)) == (
        "full_day", 268000, "month", "07:30:00",
    )  # fmt: skip
    assert site.posts.get().worker.name == "翟园长"


def test_new_rows_have_their_history_with_the_verb_that_made_them(cast, load):
    load([row(7)])
    site = the_site(7)
    for one in (site, site.operator, site.classes.get(), site.offers.get(), site.authorisations.get()):
        event = one.events.get()
        assert (event.pgh_label, event.pgh_obj_id, event.pgh_context.metadata["verb"]) == (
            "insert", one.pk, "providers.import_sites",
        )  # fmt: skip
    assert site.events.get().name == site.name


def test_the_same_file_again_changes_nothing_and_leaves_no_history(cast, load):
    rows = [row(1), row(2)]
    load(rows)
    report = load(rows)
    assert (counts(report), dict(report.changes.fields)) == ((0, 0, 2), {})
    assert (the_site(1).events.count(), the_site(1).offers.get().events.count()) == (1, 1)


def test_a_changed_row_updates_only_what_differs_and_history_keeps_the_verb(cast, load):
    load([row(1), row(2)])
    report = load(
        [row(1, **{"机构名称（全称）*": "新名托育园", "户外面积": "95", "消防有效期至": "2028.3.1"}), row(2)]
    )
    assert counts(report) == (0, 1, 1)
    assert dict(report.changes.fields) == {"name": 1, "outdoor_area": 1, "fire_expires": 1}
    assert report.changes.examples["name"][0].before == "示例1号托育园"
    site = the_site(1)
    assert (site.name, site.sort_key[:8], float(site.rooms.get().area_m2)) == ("新名托育园", "xin1 min", 95.0)
    newest = site.events.order_by("pgh_id").last()
    assert (newest.pgh_label, newest.pgh_context.metadata["verb"]) == ("update", "providers.import_sites")


def test_another_fee_ends_the_published_offer_today(cast, load):
    load([row(1)])
    ServiceOffer.objects.update(valid="[2026-01-01,)")
    load([row(1, **{"全日托收费（元/月）": "2980"})])
    old, new = the_site(1).offers.order_by("valid")
    assert (old.fee_fen, old.valid.upper, new.fee_fen, new.valid.lower) == (
        268000, date(2026, 11, 21), 298000, date(2026, 11, 21),
    )  # fmt: skip


def test_a_dry_run_tells_what_would_change_and_changes_nothing(cast, load):
    load([row(1)])
    report = load([row(1, 详细地址="新路9号"), row(2)], dry_run=True)
    assert (counts(report), dict(report.changes.fields)) == ((1, 1, 0), {"address": 1})
    assert the_site(1).address == "示例路1号"
    assert not Site.objects.filter(reference="GS-000002").exists()


def test_a_blank_cell_changes_nothing(cast, load):
    load([row(1)])
    report = load(
        [row(1, **{"联系电话": "", "建筑面积（㎡）": "/", "是否普惠": "—", "经度": "", "纬度": ""})]
    )
    assert counts(report) == (0, 0, 1)


def test_without_a_number_a_site_is_found_by_operator_name_and_address(cast, load):
    load([row(1, 机构编号="")])
    report = load([row(1, 机构编号="", 联系电话="0571-87654321")])
    assert counts(report) == (0, 1, 0)
    report = load([row(1)])
    assert (counts(report), dict(report.changes.fields)) == ((0, 1, 0), {"reference": 1, "phone": 1})


def test_bad_rows_are_told_with_row_column_and_remedy_and_good_ones_are_loaded(cast, load):
    report = load(
        [
            row(1, 备案日期="2024-13-45"),
            row(2, 统一社会信用代码="913301050000000000"),
            row(3, 所属街道="无此街道"),
            row(4, 在托人数="61"),
            row(5),
            row(6, 机构编号="GS-000005"),
            row(7, 联系电话="1234"),
        ]
    )
    assert counts(report) == (2, 0, 0)
    assert [(r, column) for r, column, _what in told(report)] == [
        (2, "备案日期"),
        (3, "统一社会信用代码"),
        (4, "所属街道"),
        (5, "在托人数"),
        (7, "机构编号"),
        (8, "联系电话"),
    ]
    assert all(str(problem.remedy) for problem in report.tally.first)
    assert (report.tally.good, report.tally.bad, report.tally.warned) == (2, 5, 1)
    assert the_site(7).phone == ""
    assert report.report.exists()


def as_if_first(serial: int) -> dict:
    """A row with its own number and the operator, name and address of the first."""
    first = row(1)
    same = ("举办单位", "统一社会信用代码", "机构名称（全称）*", "详细地址")
    return row(serial, **{heading: first[heading] for heading in same})


@pytest.mark.parametrize("second_run", [False, True])
def test_more_rows_of_a_batch_ask_no_more_questions(cast, load, django_assert_num_queries, second_run):
    few, many = ([row(serial) for serial in serials] for serials in (range(1, 4), range(101, 131)))
    if second_run:
        load(few + many)
    with CaptureQueriesContext(connection) as asked:
        load(few)
    with django_assert_num_queries(len(asked)):
        load(many)


def test_a_row_that_only_the_tables_can_refuse_does_not_stop_its_neighbours(cast, load):
    load([row(1), row(2)])
    report = load([as_if_first(2), row(3)])
    assert counts(report) == (1, 0, 0)
    assert [(r, column) for r, column, _what in told(report)] == [(2, "整行")]
    assert "site_once_per_operator" in told(report)[0][2]
    assert (report.tally.good, report.tally.bad) == (1, 1)
    assert the_site(2).name == "示例2号托育园"


def test_a_site_does_not_change_its_number_by_a_sheet(cast, load):
    load([row(1)])
    report = load([as_if_first(9), row(3)])
    assert counts(report) == (1, 0, 0)
    assert [(r, column) for r, column, _what in told(report)] == [(2, "机构编号")]


def test_a_site_without_coordinates_stands_in_its_street_and_is_not_public(cast, load):
    outline(cast.street, 120.12, 30.30, 120.14, 30.32)
    blank = {"经度": "", "纬度": ""}
    report = load([row(1, **blank)])
    site = the_site(1)
    assert (site.state, 120.12 < site.lon < 120.14) == ("draft", True)
    assert [column for _row, column, _what in told(report)] == ["经度"]
    load([row(1)])
    assert the_site(1).lon == pytest.approx(120.1301, abs=1e-6)


def test_without_coordinates_and_without_an_outline_a_row_is_refused(cast, load):
    report = load([row(1, 经度="", 纬度="")])
    assert (counts(report), report.tally.bad) == ((0, 0, 0), 1)


def test_a_row_without_a_street_goes_by_its_place(cast, load):
    outline(cast.other_street, 120.12, 30.30, 120.14, 30.33)
    load([row(1, 所属街道="")])
    assert the_site(1).region == cast.other_street


def test_names_of_streets_are_looked_up_within_the_region_given(cast, load):
    report = load([row(1, 所属街道="北山街道")], region_code="330105")
    assert [(r, column) for r, column, _what in told(report)] == [(2, "所属街道")]
    load([row(1, 所属街道="330106003000")], region_code="330106")
    assert the_site(1).region == cast.far_street
    with pytest.raises(UnreadableFile):
        load([row(1)], region_code="110101")


def test_a_head_in_office_is_not_replaced_by_a_sheet(cast, load):
    load([row(1)])
    report = load([row(1, 负责人="别的园长")])
    assert (counts(report), the_site(1).posts.get().worker.name) == ((0, 0, 1), "翟园长")
    assert [column for _row, column, _what in told(report)] == ["负责人"]


def test_classes_that_the_head_keeps_are_left_alone(cast, load):
    load([row(1)])
    care = the_site(1).classes.get()
    care.name = "向阳班"
    care.save()
    report = load([row(1, 托位数="80")])
    care.refresh_from_db()
    assert (care.licensed, counts(report)) == (60, (0, 0, 1))
    assert [column for _row, column, _what in told(report)] == ["托位数"]


def test_two_sites_of_one_operator_share_it(cast, load):
    shared = {"举办单位": "示例连锁托育有限公司", "统一社会信用代码": row(9)["统一社会信用代码"]}
    load([row(1, **shared), row(2, **shared), row(3, 举办单位="示例连锁托育有限公司", 统一社会信用代码="")])
    operator = Operator.objects.get(name="示例连锁托育有限公司")
    assert operator.sites.count() == 3


def test_only_the_platform_and_administrators_on_duty_import(cast, tmp_path):
    path = write_csv(tmp_path / "机构.csv", [row(1)])
    with pytest.raises(OutOfReach):
        import_sites(cast.actor("officer"), path, SiteImportOptions())
    assert not Site.objects.filter(reference="GS-000001").exists()


def test_the_guesses_are_written_as_a_mapping_file(cast, load, tmp_path):
    report = load([row(1)], write_mapping=tmp_path / "map.toml")
    text = report.mapping.read_text(encoding="utf-8")
    assert '"详细地址" = "address"' in text
    assert not Site.objects.filter(reference="GS-000001").exists()
    assert counts(load([row(1)], mapping=report.mapping)) == (1, 0, 0)


def test_a_real_bureaus_workbook_goes_in(cast, tmp_path):
    """Merged title, full-width digits, four styles of date, three coordinate systems, words of every kind."""
    rows = [
        row(1, 联系电话="０５７１－８８０１２３４５", 开办时间="2021年9月1日", 备案日期="2024.03.05"),
        row(2, 坐标系="百度", 机构类别="托幼一体", 办托性质="公建民营", 备案日期="20240305", 是否普惠="√"),
        row(3, 坐标系="WGS84", 机构类别="成长驿站", 办托性质="公办", 是否普惠="否"),
        row(4, 托位数="60个", 在托人数=41, 开办时间=44440, **{"全日托收费（元/月）": "¥2,680"}),
        row(5, 机构类别="家庭托育点", 托位数=5, 在托人数=3, 开放时间="7点半至18点"),
        {**row(6), "序号": "合计", "机构编号": "", "机构名称（全称）*": "", "详细地址": ""},
    ]
    path = write_book(tmp_path / "台账.xlsx", rows, title="拱墅区托育机构台账（2026年11月）")
    report = import_sites(PLATFORM, path, SiteImportOptions(region_code="330105"))
    assert counts(report) == (5, 0, 0)
    assert [(r, column) for r, column, _what in told(report)] == [(5, "驿站类型")]
    assert the_site(1).phone == "0571-88012345"
    assert (the_site(2).kind, the_site(2).running_model, the_site(2).inclusive) == (
        "kindergarten", "public_built", True,
    )  # fmt: skip
    assert (the_site(3).kind, the_site(3).station_grade) == ("station", "basic")
    assert the_site(4).opened_on == date(2021, 9, 1)
    assert [(c.band, c.licensed, c.placed) for c in the_site(5).classes.all()] == [("home", 5, 3)]
    assert {site.authorisations.get().issued_on for site in map(the_site, range(1, 6))} == {date(2024, 3, 5)}

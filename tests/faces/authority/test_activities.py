"""Activities and drop-in care as an officer reads them: figures with their formulas, and the way down."""

from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import NOW
from tests.domain.booking.families import families
from tests.domain.booking.test_figures import put, session

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    one = session(cast.station, 9, starts=NOW - timedelta(days=5))
    put(one, families(9), attended=6, no_show=2)
    return one


def text(response) -> str:
    return response.content.decode()


def test_the_page_shows_street_and_month_with_how_they_are_counted(cast, signed_in, held):
    page = text(signed_in("officer").get("/authority/activities/"))
    assert page.index("合计") < page.index("各月") < page.index("按街道") < page.index("怎么算的")
    assert "和睦街道" in page and "2026年11月" in page and "<svg" in page
    assert 'data-label="未到场">＊' in page
    assert "来源：本平台预约记录" in page


def test_a_street_opens_to_its_hosts_and_a_host_to_its_sessions(cast, signed_in, held):
    officer = signed_in("officer")
    hosts = text(officer.get("/authority/activities/hosts/?place=330105004"))
    assert f"/authority/activities/hosts/{held.host.public_id}/" in hosts
    page = text(officer.get(f"/authority/activities/hosts/{held.host.public_id}/"))
    assert f"/activities/{held.public_id}/" in page


def test_wrong_months_are_as_if_not_asked_and_a_wrong_kind_is_refused(cast, signed_in, held):
    officer = signed_in("officer")
    assert officer.get("/authority/activities/?since=2026-13&until=x").status_code == 200
    assert officer.get("/authority/activities/?since=2026-11&until=2026-01").status_code == 200
    assert officer.get("/authority/activities/?kind=party").status_code == 422


def test_the_export_has_every_street_and_month_and_hides_what_the_page_hides(cast, signed_in, held, tmp_path):
    answer = signed_in("officer").get("/authority/activities/export/?as=xlsx")
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0][:5] == ["街道", "区划代码", "月份", "场次", "名额"]
    line = next(row for row in rows if row[0] == "和睦街道")
    assert line[2:9] == ["2026-11", 1.0, 9.0, 8.0, "＊", "＊", 0.0]


def test_the_same_page_in_english(cast, signed_in, held):
    officer = signed_in("officer")
    officer.cookies["django_language"] = "en"
    page = text(officer.get("/authority/activities/"))
    assert "Activities and drop-in care" in page and "How these are counted" in page

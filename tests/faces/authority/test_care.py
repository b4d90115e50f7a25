"""The authority's page of daily care: figures with their sources, a file of the same, and no child's name."""

from datetime import timedelta

from shanyu.domain.care.models import DaySummary
from shanyu.kernel.clock import today
from tests.domain.care.making import daughters_class


def test_the_month_is_shown_with_its_sources_and_no_name(cast, signed_in):
    where = daughters_class(cast)
    DaySummary.objects.create(
        site=where.site, care_class=where, day=today() - timedelta(days=1), expected=8, present=8,
        entries=9, above_minutes=3,
    )  # fmt: skip
    client = signed_in("officer")
    html = client.get("/authority/care/").content.decode()
    assert "托育机构管理规范（试行）" in html
    assert "陈小丸" not in html
    file = client.get("/authority/care/export/?as=csv")
    assert "合计,1,0,1,0,0,0" in b"".join(file.streaming_content).decode()
    assert signed_in("head").get("/authority/care/").status_code == 404

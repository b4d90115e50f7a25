from datetime import date

import pytest

from shanyu.domain.providers.importing import SiteImportOptions, import_sites
from shanyu.domain.providers.models import Site
from shanyu.kernel.door import platform
from tests.domain.providers.importing.sheets import row, write_csv

PLATFORM = platform()


@pytest.fixture
def load(tmp_path):
    def run(rows, **options):
        path = write_csv(tmp_path / "机构.csv", rows)
        return import_sites(PLATFORM, path, SiteImportOptions(**options))

    return run


def counts(report) -> tuple[int, int, int]:
    return report.changes.added, report.changes.updated, report.changes.unchanged


def test_a_good_row_becomes_a_site_with_all_that_belongs_to_it(cast, load):
    report = load([row(7)])
    assert (counts(report), report.tally.first) == ((1, 0, 0), [])
    site = Site.objects.select_related("operator", "region").get(reference="GS-000007")
    assert (site.name, site.kind, site.running_model, site.inclusive, site.state) == (
        "示例7号托育园", "nursery", "private", True, "open",
    )  # fmt: skip
    assert site.operator.name == "示例7托育有限公司"
    assert (site.lon, site.lat) == (pytest.approx(120.1307, abs=1e-6), pytest.approx(30.3107, abs=1e-6))
    assert site.region == cast.street
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
    site = Site.objects.get(reference="GS-000007")
    for one in (site, site.operator, site.classes.get(), site.offers.get(), site.authorisations.get()):
        event = one.events.get()
        assert (event.pgh_label, event.pgh_obj_id, event.pgh_context.metadata["verb"]) == (
            "insert", one.pk, "providers.import_sites",
        )  # fmt: skip
    assert site.events.get().name == site.name

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.providers import jobs
from shanyu.domain.regions import actions, queries
from shanyu.kernel.door import nobody, platform
from tests.domain.regions.ground import at, grid, lay

PLATFORM = platform()


def move(site, lon: float, lat: float) -> None:
    site.lon, site.lat = lon, lat
    site.save(update_fields=["lon", "lat"])


def test_saving_a_network_plans_the_snapping_of_its_sites(cast):
    row = actions.save_network(PLATFORM, cast.district, grid(), source="测试")
    (job,) = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("providers.snap_sites", {"network_id": row.pk})


def test_sites_on_a_network_are_snapped_and_their_history_stays_quiet(cast):
    move(cast.bamboo, *at(2, 3.25))
    row = lay(cast.district)
    before = cast.bamboo.events.count()
    assert jobs.snap_sites(row.pk) >= 1
    cast.bamboo.refresh_from_db()
    cast.far.refresh_from_db()
    assert (cast.bamboo.walk_node, cast.bamboo.walk_metres) == (20, pytest.approx(20, abs=0.1))
    assert (cast.far.walk_node, cast.far.walk_metres) == (None, None)
    assert cast.bamboo.events.count() == before


def test_a_network_that_is_no_longer_the_newest_snaps_nothing(cast):
    old = lay(cast.district)
    lay(cast.district)
    assert jobs.snap_sites(old.pk) == 0


def test_a_site_that_moved_off_the_network_is_no_longer_snapped(cast):
    move(cast.bamboo, *at(1, 1))
    jobs.snap_sites(lay(cast.district).pk)
    move(cast.bamboo, 120.3, 30.5)
    assert jobs.snap_some_sites([cast.bamboo.pk]) == 0
    cast.bamboo.refresh_from_db()
    assert cast.bamboo.walk_node is None


def test_sites_of_a_merged_division_belong_to_its_successor(cast):
    cast.bamboo.region = cast.community
    cast.bamboo.save()
    actions.close_region(PLATFORM, cast.community, on=date(2026, 12, 1), successor=cast.other_street)
    cast.bamboo.refresh_from_db()
    assert cast.bamboo.region == cast.other_street


def test_an_open_site_is_found_as_a_place_by_its_address(cast):
    found = queries.geocode(nobody(), cast.bamboo.address)
    assert [(p.name, p.kind, p.lon, p.exact) for p in found] == [("小竹林托育园", "site", 120.1365, True)]
    cast.bamboo.state = "draft"
    cast.bamboo.save()
    assert queries.geocode(nobody(), cast.bamboo.address) == []


def test_files_that_were_never_entered_are_swept_every_day(db, monkeypatch):
    monkeypatch.setattr(jobs.uploads, "sweep", lambda: 3)
    assert jobs.sweep_uploads() == 3
    assert ("40 3 * * *", "providers.sweep_uploads") in {
        (task.cron, task.task.name) for task in jobs.app.periodic_registry.periodic_tasks.values()
    }

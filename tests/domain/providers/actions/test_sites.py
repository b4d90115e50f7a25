from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from shanyu.domain.providers.actions import (
    change_authorisation,
    close_site,
    edit_page,
    edit_site,
    move_site,
    open_site,
    publish_page,
    record_authorisation,
    resume_site,
    set_places,
    suspend_site,
)
from shanyu.domain.providers.models import Site
from shanyu.domain.providers.refusals import AuthorisationOverlaps, PageNeeded, SiteNotEmpty, StateNotAllowed
from shanyu.kernel.coordinates import from_wgs84
from shanyu.kernel.door import Invalid, OutOfReach


def test_a_site_that_moves_plans_to_be_snapped_again(cast):
    Site.objects.filter(pk=cast.bamboo.pk).update(walk_node=3, walk_metres=4)
    moved = move_site(cast.actor("head"), cast.bamboo, lon=120.15, lat=30.31, datum="gcj02")
    assert from_wgs84([moved.lon, moved.lat], "gcj02").tolist() == pytest.approx([120.15, 30.31], abs=1e-9)
    assert (moved.walk_node, moved.walk_metres) == (None, None)
    jobs = ProcrastinateJob.objects.filter(task_name="providers.snap_some_sites")
    assert [job.args for job in jobs] == [{"site_ids": [cast.bamboo.pk]}]


def test_coordinates_the_wrong_way_round_are_refused(cast):
    with pytest.raises(Invalid) as refused:
        move_site(cast.actor("head"), cast.bamboo, lon=30.3, lat=120.1)
    assert list(refused.value.errors) == ["lon"]


def test_a_renamed_site_sorts_by_its_new_name(cast):
    site = edit_site(cast.actor("head"), cast.bamboo, name="阿竹托育园", phone="0571-88000000")
    assert (site.sort_key[:2], site.phone) == ("a1", "0571-88000000")
    with pytest.raises(Invalid) as refused:
        edit_site(cast.actor("head"), cast.bamboo, name=" ", address="")
    assert sorted(refused.value.errors) == ["address", "name"]


def test_a_drafted_site_opens_with_a_published_page(cast):
    Site.objects.filter(pk=cast.station.pk).update(state="draft")
    with pytest.raises(PageNeeded):
        open_site(cast.actor("keeper"), cast.station)
    edit_page(cast.actor("keeper"), cast.station, introduction="家门口的驿站。")
    publish_page(cast.actor("keeper"), cast.station)
    assert open_site(cast.actor("keeper"), cast.station).state == "open"
    with pytest.raises(StateNotAllowed):
        open_site(cast.actor("keeper"), cast.station)


def test_only_the_authority_suspends_resumes_and_closes(cast):
    officer = cast.actor("officer")
    for act in (suspend_site, resume_site, close_site, record_authorisation):
        with pytest.raises(OutOfReach):
            act(cast.actor("head"), cast.bamboo)
    assert suspend_site(officer, cast.bamboo).state == "suspended"
    assert resume_site(officer, cast.bamboo).state == "open"
    with pytest.raises(SiteNotEmpty) as refused:
        close_site(officer, cast.bamboo)
    assert refused.value.facts == {"children": 14}
    set_places(cast.actor("head"), cast.bamboo.classes.get(), placed=0)
    closed = close_site(officer, cast.bamboo)
    assert (closed.state, closed.closed_on) == ("closed", date(2026, 11, 21))
    with pytest.raises(OutOfReach):
        suspend_site(officer, cast.far)


FILING = {
    "kind": "filing",
    "number": "拱托备2026-9",
    "authority": "拱墅区卫生健康局",
    "issued_on": date(2026, 11, 20),
}


def test_a_second_filing_waits_for_the_end_of_the_first(cast):
    officer = cast.actor("officer")
    with pytest.raises(AuthorisationOverlaps):
        record_authorisation(officer, cast.bamboo, **FILING)
    change_authorisation(officer, cast.bamboo.authorisations.get(), state="cancelled")
    made = record_authorisation(officer, cast.bamboo, **FILING, ends=date(2029, 11, 19))
    assert (made.state, made.valid.lower, made.valid.upper) == (
        "valid",
        date(2026, 11, 20),
        date(2029, 11, 20),
    )


def test_a_revoked_authorisation_stays_revoked(cast):
    paper = cast.bamboo.authorisations.get()
    change_authorisation(cast.actor("officer"), paper, state="revoked")
    with pytest.raises(Invalid):
        change_authorisation(cast.actor("officer"), paper, state="valid")

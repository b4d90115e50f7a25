"""The check-up tells what is not well and what to do."""

import pytest

from shanyu.kernel import keys
from shanyu.runtime import doctor


@pytest.mark.django_db
def test_an_installation_that_is_well_lacks_only_its_worker():
    findings = list(doctor.check_installation())
    assert [finding.what for finding in findings] == ["Database", "Tables", "Keys", "Clock", "Worker"]
    assert [finding.what for finding in findings if not finding.well] == ["Clock", "Worker"]


@pytest.mark.django_db
def test_the_tests_clock_is_found_out_as_wrong():
    clock = list(doctor.check_installation())[3]
    assert (clock.well, clock.remedy) == (False, "Set both machines' clocks by NTP.")


@pytest.mark.django_db
def test_rows_under_an_older_key_are_told(cast, monkeypatch):
    newer = keys.ring().rotated()
    monkeypatch.setattr(keys, "ring", lambda: newer)
    finding = list(doctor.check_installation())[2]
    assert (finding.well, finding.seen) == (False, f"active key {newer.active}, 3 rows under older keys")


def test_a_nearly_full_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "MIN_FREE_GB", 10**9)
    machine = {finding.what: finding for finding in doctor.check_machine(tmp_path)}
    assert (machine["Python"].well, machine["Disk"].well) == (True, False)

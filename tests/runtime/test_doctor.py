"""The check-up tells what is not well and what to do."""

from datetime import timedelta

import pytest
from django.test import override_settings

from shanyu.domain.messaging.models import Delivery, Notification
from shanyu.kernel import keys
from shanyu.runtime import doctor
from tests.cast import NOW


@pytest.mark.django_db
def test_an_installation_that_is_well_lacks_only_its_worker():
    findings = list(doctor.check_installation())
    assert [finding.what for finding in findings] == [
        "Database", "Tables", "Keys", "Clock", "Worker", "E-mail", "Messages",
    ]  # fmt: skip
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


@pytest.mark.django_db
def test_an_installation_without_e_mail_says_that_nobody_is_told_by_it():
    mail = list(doctor.check_installation())[5]
    assert (mail.well, mail.seen) == (
        True,
        "no server (SHANYU_SMTP_URL is not set): nobody is told by e-mail",
    )


@pytest.mark.django_db
@override_settings(
    SHANYU_MAIL=True,
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=1,
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
)
def test_a_mail_server_that_does_not_answer_is_told():
    mail = list(doctor.check_installation())[5]
    assert (mail.well, mail.seen) == (False, "127.0.0.1:1 (ConnectionRefusedError)")


@pytest.mark.django_db
def test_messages_that_nobody_sends_are_told(cast):
    told = Notification.objects.create(account=cast.father, kind="test", title="通知", dedupe="1")
    Delivery.objects.create(notification=told, channel="email", due_at=NOW - timedelta(minutes=16))
    messages = list(doctor.check_installation())[6]
    assert (messages.well, messages.seen) == (False, "0 given up since yesterday, 1 late")


def test_a_nearly_full_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "MIN_FREE_GB", 10**9)
    machine = {finding.what: finding for finding in doctor.check_machine(tmp_path)}
    assert (machine["Python"].well, machine["Disk"].well) == (True, False)

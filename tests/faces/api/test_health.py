"""Health and measures for the machines that watch."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from shanyu.kernel import health


@pytest.fixture
def client(db) -> Client:
    return Client()


def test_without_a_worker_the_platform_is_unwell(client):
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unwell", "database": "ok", "worker": "none"}


def test_with_a_living_worker_it_is_well_and_a_silent_one_does_not_count(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert client.get("/healthz").json() == {"status": "ok", "database": "ok", "worker": "ok"}
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    assert client.get("/healthz").status_code == 503


def test_without_a_database_it_still_answers(client, monkeypatch):
    class Away:
        def cursor(self):
            raise OperationalError("secret address")

    monkeypatch.setattr(health, "connection", Away())
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unwell", "database": "unreachable", "worker": "unknown"}


def test_measures_are_for_this_machine_itself(client):
    client.get("/healthz")
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert b'shanyu_verbs_total{outcome="done",verb="platform.health"}' in answer.content
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_measures_are_for_whoever_shows_the_token(client, settings):
    settings.SHANYU_METRICS_TOKEN = "bamboo"

    def status(shown: str) -> int:
        return client.get(
            "/metrics", REMOTE_ADDR="192.0.2.7", headers={"Authorization": f"Bearer {shown}"}
        ).status_code

    assert (status("bamboo"), status("straw"), status("")) == (200, 404, 404)

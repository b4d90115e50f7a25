"""The API keeps the word of its own description, whatever it is asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from ninja import Schema
from schemathesis.config import SchemathesisConfig

from shanyu.domain.people.scopes import SCOPES
from shanyu.faces.api import (
    booking_schemas,
    care_schemas,
    case_schemas,
    gate,
    message_schemas,
    paying_schemas,
    schemas,
    signing_schemas,
    v1,
    week_schemas,
)
from tests.faces.api.test_sites import key

schema = schemathesis.openapi.from_dict(
    v1.description(), config=SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
)
schema.app = get_wsgi_application()
#: The in-process client does not unpack gzip.
PLAIN = {"Accept-Encoding": "identity"}
#: Without a key they answer nothing; these are asked with one.
ENROLMENT = ["cases", "enrolment", "weeks", "care", "messages"]


@pytest.fixture(autouse=True)
def open_gate(cast, monkeypatch):
    """No limit of rate; and no request closes the connection that the test's transaction is on."""
    monkeypatch.setattr(gate, "MOST_ANONYMOUS", 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(times: int) -> settings:
    return settings(
        max_examples=times,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def shown(cast, open_gate, monkeypatch):
    """The header of a head's key with every scope."""
    monkeypatch.setattr(gate, "MOST_BY_KEY", 1_000_000)
    return {"Authorization": f"Bearer {key(cast.head, *SCOPES)}"}


@schema.exclude(tag=ENROLMENT).parametrize()
@asked(40)
def test_every_answer_is_as_the_description_says(case):
    case.call_and_validate(headers=PLAIN)


@schema.include(tag=ENROLMENT).parametrize()
@asked(8)
def test_every_answer_to_a_key_is_as_the_description_says(case, shown):
    case.call_and_validate(headers={**PLAIN, **shown})


def test_a_real_site_s_page_is_as_the_description_says(cast):
    for site in (cast.bamboo, cast.station, cast.far):
        case = schema["/api/v1/sites/{site_id}"]["GET"].Case(path_parameters={"site_id": str(site.public_id)})
        answer = case.call(headers=PLAIN)
        assert answer.status_code == 200
        case.validate_response(answer)


def test_no_two_parts_of_the_api_have_one_name():
    modules = (
        schemas, booking_schemas, care_schemas, case_schemas, message_schemas, signing_schemas, paying_schemas,
        week_schemas,
    )  # fmt: skip
    names = [
        name for module in modules for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, Schema) and kind.__module__ == module.__name__
    ]  # fmt: skip
    assert sorted(names) == sorted(set(names))

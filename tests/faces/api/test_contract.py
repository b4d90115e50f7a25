"""The API keeps the word of its own description, whatever it is asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from shanyu.faces.api import gate, v1

schema = schemathesis.openapi.from_dict(
    v1.description(), config=SchemathesisConfig.from_dict({"generation": {"deterministic": True}})
)
schema.app = get_wsgi_application()
#: The in-process client does not unpack gzip.
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(autouse=True)
def open_gate(cast, monkeypatch):
    """No limit of rate; and no request closes the connection that the test's transaction is on."""
    monkeypatch.setattr(gate, "MOST_ANONYMOUS", 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=40,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_the_description_says(case):
    case.call_and_validate(headers=PLAIN)


def test_a_real_site_s_page_is_as_the_description_says(cast):
    for site in (cast.bamboo, cast.station, cast.far):
        case = schema["/api/v1/sites/{site_id}"]["GET"].Case(path_parameters={"site_id": str(site.public_id)})
        answer = case.call(headers=PLAIN)
        assert answer.status_code == 200
        case.validate_response(answer)

"""The head's day: the board with its parts, tracing of absence, and who may see them."""

import pytest

from shanyu.domain.care import duty_jobs
from shanyu.domain.care.actions import record
from shanyu.domain.care.models import Leave, Tracing, TracingChoice
from shanyu.domain.people.models import Child
from shanyu.kernel.clock import today
from tests.domain.care.making import daughters_class, raw
from tests.domain.enrolment import making

DAUGHTER = "陈小丸"


@pytest.fixture
def where(cast):
    return daughters_class(cast)


@pytest.fixture
def row(cast, where):
    """The daughter is asked after: another child of her class has come."""
    child = Child.objects.create(
        household=cast.daughter.household, name="样例", sex="f", born=cast.daughter.born
    )
    making.attending(child, where, cast.father, cast.head, today())
    record(cast.actor("carer"), cast.bamboo, entries=[raw(child, "arrival", way="name")])
    assert duty_jobs.trace_absence() == 1
    return Tracing.objects.get()


def test_the_board_warns_of_too_few_carers_and_names_who_is_missing(cast, signed_in, row):
    html = signed_in("head").get("/office/today/").content.decode()
    assert html.index("看护人员不够") < html.index("现在在园")
    assert "在班 1 个孩子，签到 0 人" in html
    assert DAUGHTER in html


def test_the_board_answers_htmx_with_its_part_and_with_nothing_while_nothing_changes(cast, signed_in, where):
    client = signed_in("head")
    first = client.get("/office/today/", headers={"HX-Request": "true"})
    assert (first.status_code, b"<html" in first.content) == (200, False)
    again = client.get("/office/today/", headers={"HX-Request": "true", "If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "arrival", way="name")])
    changed = client.get("/office/today/", headers={"HX-Request": "true", "If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("name", ["father", "carer", "officer", "stranger"])
def test_nobody_else_sees_the_board(cast, signed_in, where, name):
    assert signed_in(name).get("/office/today/").status_code == 404


def test_a_call_that_reached_the_family_becomes_a_leave(cast, signed_in, row):
    client = signed_in("head")
    path = f"/office/sites/{cast.bamboo.public_id}/tracing/"
    assert DAUGHTER in client.get(path).content.decode()
    prefix = str(row.pk)
    given = {f"{prefix}-reason": "ill", f"{prefix}-symptoms": ["fever"], "do": "reached"}
    answer = client.post(f"{path}{row.pk}/", given)
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert Leave.objects.get().symptoms == ["fever"]
    assert client.post(f"{path}{row.pk + 1}/", {"do": "tried"}).status_code == 404


def test_a_head_names_a_carer_who_then_finds_the_list(cast, signed_in, row):
    path = f"/office/sites/{cast.bamboo.public_id}/tracing/"
    assert signed_in("carer").get(path).status_code == 404
    client = signed_in("head")
    assert client.get(f"{path}settings/").status_code == 200
    wrong = client.post(f"{path}settings/", {"begins": "15:00", "named": ""})
    assert wrong.status_code == 422
    client.post(f"{path}settings/", {"begins": "09:00", "named": str(cast.carer.pk)})
    assert TracingChoice.objects.get().begins == 540
    assert DAUGHTER in signed_in("carer").get(path).content.decode()
    assert signed_in("carer").get(f"{path}settings/").status_code == 404


@pytest.mark.parametrize("kind", ["attendance", "checks", "outdoor", "medication", "disinfection"])
def test_every_register_opens_and_comes_as_a_file(cast, signed_in, where, kind):
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "arrival", way="name")])
    client = signed_in("head")
    path = f"/office/sites/{cast.bamboo.public_id}/sheets/"
    html = client.get(f"{path}?kind={kind}").content.decode()
    assert (DAUGHTER in html) == (kind not in {"medication", "disinfection"})
    csv = b"".join(client.get(f"{path}file/?kind={kind}&as=csv").streaming_content)
    assert csv.startswith(b"\xef\xbb\xbf")


def test_a_register_is_printed_on_a4_across(cast, signed_in, where):
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "arrival", way="name")])
    answer = signed_in("head").get(f"/office/sites/{cast.bamboo.public_id}/sheets/file/?as=pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

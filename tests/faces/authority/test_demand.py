"""Unmet demand as an officer reads it: by street and age, small numbers told only together, on a map and in a file."""

from datetime import date

import pytest

from shanyu.domain.people.models import Child, Household
from tests.cast import TODAY
from tests.domain.enrolment.making import ask, case

pytestmark = pytest.mark.django_db


def seekers(cast, number: int) -> None:
    for place in range(number):
        child = Child.objects.create(
            household=cast.household, name=f"陈{place}", sex="f", born=cast.daughter.born
        )
        ask(case(child, cast.father, wanted_from=TODAY), cast.bamboo)


def test_an_officer_reads_demand_by_street_and_by_age(cast, signed_in):
    seekers(cast, 6)
    client = signed_in("officer")
    page = client.get("/authority/demand/")
    html = page.content.decode()
    assert [(row["name"], row["number"]) for row in page.context["streets"]] == [(cast.street.name, "6")]
    assert page.context["ages"] == [("2岁–2岁6个月", "6")]
    assert 'href="/authority/demand/export/?as=csv"' in html
    client.cookies["django_language"] = "en"
    assert "等位" not in client.get("/authority/demand/").content.decode()


def test_streets_are_told_with_their_ages_where_nobody_can_be_recognised(cast, signed_in):
    seekers(cast, 6)
    for place in range(6):
        home = Household.objects.create(region=cast.other_street)
        child = Child.objects.create(household=home, name=f"林{place}", sex="m", born=date(2025, 9, 1))
        ask(case(child, cast.father, wanted_from=TODAY), cast.bamboo)
    page = signed_in("officer").get("/authority/demand/")
    assert page.context["columns"] == ["1岁–2岁", "2岁–3岁"]
    assert [(row["name"], [number for _ages, number in row["numbers"]]) for row in page.context["cells"]] == [
        (cast.street.name, ["0", "6"]), (cast.other_street.name, ["6", "0"]),
    ]  # fmt: skip


def test_four_children_are_told_to_nobody(cast, signed_in):
    seekers(cast, 4)
    client = signed_in("officer")
    page = client.get("/authority/demand/")
    assert [row["number"] for row in page.context["streets"]] == ["＊"]
    assert page.context["stats"][0]["value"] == "＊"
    sent = b"".join(client.get("/authority/demand/export/?as=csv").streaming_content).decode("utf-8-sig")
    street = next(line for line in sent.splitlines() if line.startswith(cast.street.name))
    assert street.endswith("＊")


def test_the_map_of_a_place_elsewhere_is_not_there(cast, signed_in):
    client = signed_in("officer")
    assert client.get("/authority/map/demand.json").json()["measure"] == "unmet"
    assert client.get(f"/authority/demand/?place={cast.other_district.code}").status_code == 404
    assert signed_in("head").get("/authority/demand/").status_code == 404

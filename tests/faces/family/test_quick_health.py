"""A health file in a few taps."""

import pytest

from shanyu.domain.health.actions import say_nothing
from shanyu.domain.health.models import Part
from shanyu.domain.health.queries import file
from tests.domain.enrolment.making import case
from tests.domain.health.making import agree


@pytest.fixture
def url(cast) -> str:
    agree(cast, cast.daughter)
    return f"/family/children/{cast.daughter.public_id}/health/quick/"


def text(answer) -> str:
    return answer.content.decode()


def test_it_begins_with_what_it_is_for_and_goes_on_after_the_yes(cast, signed_in):
    client, url = signed_in("father"), f"/family/children/{cast.daughter.public_id}/health/quick/"
    one = case(cast.daughter, cast.father)
    assert "同意，开始填写" in text(client.get(f"{url}?case={one.public_id}"))
    answer = client.post(url.replace("quick", "agree"), {"quick": "1", "case": str(one.public_id)})
    assert answer.url == f"{url}?case={one.public_id}"


def test_one_tap_says_that_there_is_nothing_and_a_tap_each_tells_the_habits(cast, url, signed_in):
    one = case(cast.daughter, cast.father)
    client = signed_in("father")
    answer = client.post(
        f"{url}?case={one.public_id}",
        {"do": "nothing", "feeding": "alone", "sleep": "one", "toilet": "reminded"},
    )
    assert answer.url == f"/family/enrolment/{one.public_id}/"
    said = {
        part.kind: part.nothing or part.answers for part in file(cast.actor("father"), cast.daughter).parts
    }
    assert said == {
        "allergies": True, "medication": True, "conditions": True, "emergency": True, "diet": True,
        "feeding": {"eating": "alone"}, "sleep": {"naps": "one"}, "toilet": {"stage": "reminded"},
        "comfort": None, "clinic": None,
    }  # fmt: skip


def test_what_there_is_to_tell_opens_its_page_and_the_rest_stays_open(cast, url, signed_in):
    answer = signed_in("father").post(url, {"do": "save", "allergies": "some", "medication": "nothing"})
    assert answer.url == url.replace("quick", "allergies")
    assert list(Part.objects.values_list("kind", flat=True)) == ["medication"]


def test_nothing_chosen_is_said_and_nothing_is_kept(url, signed_in):
    answer = signed_in("father").post(url, {"do": "save"})
    assert answer.status_code == 422 and "请至少选一样" in text(answer)
    assert not Part.objects.exists()


def test_only_what_is_missing_is_asked_and_a_sibling_is_not_asked_what_is_common(cast, url, signed_in):
    say_nothing(cast.actor("mother"), cast.daughter, "diet")
    agree(cast, cast.son)
    page = text(signed_in("father").get(url.replace(str(cast.daughter.public_id), str(cast.son.public_id))))
    assert 'name="allergies"' in page and 'name="diet"' not in page


def test_a_file_of_which_everything_is_said_leads_on(cast, url, signed_in):
    client = signed_in("father")
    client.post(url, {"do": "nothing", "feeding": "alone", "sleep": "one", "toilet": "reminded"})
    assert client.get(url).url == url.replace("quick/", "")

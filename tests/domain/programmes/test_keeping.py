"""What of programmes goes along with one's data, and what is deleted with a child."""

from io import BytesIO

import pytest

from shanyu.domain.people.actions import erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.domain.programmes import actions
from shanyu.domain.programmes.models import Entry, Evidence, Wish
from shanyu.kernel.clock import frozen
from shanyu.kernel.models import Upload
from tests.domain.programmes.making import IN_WINDOW, announced, enter
from tests.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = enter(cast, announced(cast), cast.daughter, "c02", "c01")
    with frozen(IN_WINDOW):
        actions.claim(
            cast.actor("father"),
            made,
            group="hardship",
            details="低保证在家里",
            file=BytesIO(pdf()),
            file_name="证.pdf",
        )
    return made


def test_a_family_takes_its_entries_along_with_wishes_and_claims(cast, entered):
    [told] = export_my_data(cast.actor("mother"))["programmes"]
    assert (told["programme"], told["wishes"], told["result"]) == ("寒假托管", ["c02班", "c01班"], None)
    assert told["claims"] == [
        {"group": "hardship", "state": "claimed", "words": "低保证在家里", "answer": "", "until": None}
    ]
    assert export_my_data(cast.actor("stranger"))["programmes"] == []


def test_deleting_a_child_withdraws_its_entry_and_leaves_only_what_names_nobody(cast, entered):
    assert Upload.objects.count() == 1
    erase_child(cast.actor("father"), cast.daughter)
    assert (Entry.objects.get().state, Evidence.objects.get().details) == ("withdrawn", None)
    assert (Upload.objects.count(), Wish.objects.count()) == (0, 2)

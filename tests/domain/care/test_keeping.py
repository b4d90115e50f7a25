"""A family takes its days along, and what was said of a child goes when the child is deleted."""

from io import BytesIO

from shanyu.domain.care.actions import NewPhoto, add_photo, allow_pick_up, record, tell_leave
from shanyu.domain.care.models import Entry, Leave, Photo, PickUpPass
from shanyu.domain.people.actions import decide_for_child, erase_child
from shanyu.domain.people.queries import export_my_data
from shanyu.kernel.models import Upload
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw
from tests.files import picture


def filled(cast) -> None:
    where, father = daughters_class(cast), cast.actor("father")
    decide_for_child(father, cast.daughter, purpose="photos", agrees=True)
    record(cast.actor("carer"), cast.bamboo, entries=[raw(cast.daughter, "mood", mood="calm", note="想妈妈")])
    allow_pick_up(father, cast.daughter, name="李阿姨", day=TODAY)
    tell_leave(father, cast.daughter, first_day=TODAY, last_day=TODAY, reason="family", note="去外婆家")
    photo = NewPhoto(BytesIO(picture()), "a.png")
    add_photo(cast.actor("carer"), where, photo=photo, children=[cast.daughter.public_id])


def test_an_export_holds_the_days_in_full(cast):
    filled(cast)
    days = {one["child"]: one for one in export_my_data(cast.actor("mother"))["days"]}["陈小丸"]
    assert [(one["what"], one["words"]) for one in days["entries"]] == [("mood", "想妈妈")]
    assert [one["name"] for one in days["pick_ups"]] == ["李阿姨"]
    assert [one["words"] for one in days["leaves"]] == ["去外婆家"]
    assert days["pictures"] == [TODAY.isoformat()]


def test_deleting_a_child_takes_its_words_and_pictures_and_leaves_figures_without_a_name(cast):
    filled(cast)
    erase_child(cast.actor("father"), cast.daughter)
    entry = Entry.objects.get()
    assert (entry.kind, entry.note) == ("mood", None)
    for model in (Leave, PickUpPass, Photo, Upload):
        assert not model.objects.exists()

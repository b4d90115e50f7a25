"""Pictures: taken only of whom it was agreed, shown to a family only where all others in it agree."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from shanyu.domain.care.actions import NewPhoto, add_photo, remove_photo
from shanyu.domain.care.keeping import forget_photos
from shanyu.domain.care.models import Photo
from shanyu.domain.care.queries import album, photo_floor, photos_of_day, read_photo
from shanyu.domain.care.refusals import NotInClass, PhotoNotAgreed
from shanyu.domain.people.actions import decide_for_child
from shanyu.domain.people.models import Child, Guardianship, Household
from shanyu.domain.providers.models import Post
from shanyu.kernel import clock
from shanyu.kernel.clock import now
from shanyu.kernel.door import Invalid, OutOfReach
from shanyu.kernel.models import Upload
from tests import cast as people
from tests.cast import SINCE, TODAY
from tests.domain.care.making import SINCE as FIRST_DAY
from tests.domain.care.making import daughters_class, worker_of
from tests.domain.enrolment import making
from tests.files import picture, traces


@pytest.fixture
def where(cast):
    found = daughters_class(cast)
    home = Household.objects.create(region=cast.community, address="和睦新村1幢", lon="120.137", lat="30.312")
    cast.other = Child.objects.create(household=home, name="王小满", sex="f", born=cast.daughter.born)
    Guardianship.objects.create(account=cast.stranger, child=cast.other, relation="mother", valid=SINCE)
    making.attending(cast.other, found, cast.stranger, cast.head, FIRST_DAY)
    return found


def agree(cast, who: str, child: Child, purpose: str = "photos", agrees: bool = True) -> None:
    decide_for_child(cast.actor(who), child, purpose=purpose, agrees=agrees)


def take(cast, where, *children: Child, **more) -> Photo:
    photo = NewPhoto(BytesIO(picture("JPEG", exif=traces())), "IMG.jpg", BytesIO(picture("JPEG", (4, 2))))
    marked = [child.public_id for child in children]
    return add_photo(cast.actor("carer"), where, photo=photo, children=marked, **more)


def seen(cast, who: str, child: Child) -> list:
    return [one.public_id for one in album(cast.actor(who), child)]


def test_a_picture_is_kept_without_place_and_camera_and_read_by_both_guardians(cast, where):
    agree(cast, "father", cast.daughter)
    made = take(cast, where, cast.daughter)
    assert seen(cast, "mother", cast.daughter) == [made.public_id]
    full = read_photo(cast.actor("mother"), made.public_id).content.read()
    assert b"SecretCam" not in full
    assert Image.open(
        BytesIO(read_photo(cast.actor("father"), made.public_id, small=True).content.read())
    ).size == (4, 2)


def test_a_child_without_consent_is_refused_unless_it_is_not_in_the_picture(cast, where):
    agree(cast, "father", cast.daughter)
    with pytest.raises(PhotoNotAgreed) as no:
        take(cast, where, cast.daughter, cast.other)
    assert no.value.facts == {"names": "王小满"}
    assert not Upload.objects.exists()
    take(cast, where, cast.daughter)
    with pytest.raises(NotInClass):
        take(cast, where, cast.daughter, cast.son)
    with pytest.raises(Invalid):
        take(cast, where)


def test_a_group_picture_goes_to_a_family_only_where_every_other_child_agrees_to_that(cast, where):
    agree(cast, "father", cast.daughter)
    agree(cast, "stranger", cast.other)
    made = take(cast, where, cast.daughter, cast.other)
    agree(cast, "stranger", cast.other, "photos_with_others")
    assert seen(cast, "father", cast.daughter) == [made.public_id]
    assert seen(cast, "stranger", cast.other) == []
    with pytest.raises(OutOfReach):
        read_photo(cast.actor("stranger"), made.public_id)
    agree(cast, "mother", cast.daughter, "photos_with_others")
    assert seen(cast, "stranger", cast.other) == [made.public_id]


def test_withdrawing_a_consent_hides_pictures_at_once(cast, where):
    agree(cast, "father", cast.daughter)
    made = take(cast, where, cast.daughter)
    agree(cast, "mother", cast.daughter, agrees=False)
    assert seen(cast, "father", cast.daughter) == []
    with pytest.raises(OutOfReach):
        read_photo(cast.actor("father"), made.public_id)


def test_a_picture_of_a_finding_needs_its_own_consent_and_is_never_in_the_album(cast, where):
    agree(cast, "father", cast.daughter)
    with pytest.raises(PhotoNotAgreed):
        take(cast, where, cast.daughter, finding=True)
    agree(cast, "father", cast.daughter, "finding_photos")
    agree(cast, "father", cast.daughter, agrees=False)
    made = take(cast, where, cast.daughter, finding=True)
    assert seen(cast, "father", cast.daughter) == []
    [shown] = photos_of_day(cast.actor("father"), cast.daughter, day=TODAY)
    assert (shown.public_id, shown.finding) == (made.public_id, True)


def test_a_carer_sees_what_was_agreed_and_nothing_once_moved(cast, where):
    agree(cast, "father", cast.daughter)
    made = take(cast, where, cast.daughter)
    floor = photo_floor(cast.actor("carer"), where)
    assert [(name, sorted(agreed)) for _child, name, agreed in floor.children] == [
        ("王小满", []), ("陈小丸", ["photos"]),
    ]  # fmt: skip
    assert [one.names for one in floor.taken] == [("陈小丸",)]
    Post.objects.filter(worker=worker_of(cast.carer)).update(valid=people.DateRange(SINCE.lower, TODAY))
    for ask in (
        lambda: photo_floor(cast.actor("carer"), where),
        lambda: read_photo(cast.actor("carer"), made.public_id),
        lambda: remove_photo(cast.actor("carer"), made.public_id),
    ):
        with pytest.raises(OutOfReach):
            ask()


def test_a_removed_picture_is_gone_at_once_and_its_file_after_a_day_and_others_after_a_year(cast, where):
    agree(cast, "father", cast.daughter)
    take(cast, where, cast.daughter)
    removed = take(cast, where, cast.daughter)
    remove_photo(cast.actor("carer"), removed.public_id)
    assert removed.public_id not in seen(cast, "father", cast.daughter)
    assert forget_photos() == 0
    with clock.frozen(now() + timedelta(days=2)):
        assert forget_photos() == 1
    with clock.frozen(now() + timedelta(days=366)):
        assert forget_photos() == 1
    assert (Photo.objects.count(), Upload.objects.count()) == (0, 0)

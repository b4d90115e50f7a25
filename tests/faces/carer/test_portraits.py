"""A carer's pages beside the floor: answering for medicine, taking pictures, writing a month."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shanyu.domain.care.actions import NewMedicine, ask_medication, record
from shanyu.domain.care.models import MedicationRequest, Photo, Portrait
from shanyu.domain.people.actions import decide_for_child
from tests.cast import TODAY
from tests.domain.care.making import daughters_class, raw
from tests.files import picture


@pytest.fixture
def where(cast):
    return daughters_class(cast)


def text(answer) -> str:
    return answer.content.decode()


def test_a_request_is_read_with_its_label_and_answered(cast, where, signed_in):
    asked = ask_medication(
        cast.actor("father"), cast.daughter,
        NewMedicine("布洛芬混悬液", "3 毫升", TODAY, TODAY, [570], "", BytesIO(picture()), "label.png"),
    )  # fmt: skip
    client, home = signed_in("carer"), "/carer/medication/"
    page = text(client.get(home))
    assert "布洛芬混悬液" in page and "陈小丸" in page
    assert client.get(f"{home}{asked.public_id}/label/").status_code == 200
    client.post(f"{home}{asked.public_id}/answer/", {"answer": ""})
    assert MedicationRequest.objects.get().state == "asked"
    client.post(f"{home}{asked.public_id}/answer/", {"accept": "on", "answer": "好的"})
    page = text(client.get(home))
    assert MedicationRequest.objects.get().state == "accepted" and "09:30 陈小丸" in page and "还没喂" in page
    assert signed_in("father").get(home).status_code == 404


def test_a_picture_is_put_into_the_album_and_taken_away(cast, where, signed_in):
    decide_for_child(cast.actor("father"), cast.daughter, purpose="photos", agrees=True)
    client, home = signed_in("carer"), f"/carer/classes/{where.pk}/photos/"
    file = SimpleUploadedFile("a.png", picture(), "image/png")
    bad = client.post(home, {"file": file})
    assert bad.status_code == 422
    sent = {
        "file": SimpleUploadedFile("a.png", picture(), "image/png"),
        "children": [str(cast.daughter.public_id)],
    }
    assert client.post(home, sent).url == home
    made = Photo.objects.get()
    assert (
        "陈小丸" in text(client.get(home))
        and client.get(f"/carer/photos/{made.public_id}/?small").status_code == 200
    )
    assert client.post(f"/carer/photos/{made.public_id}/remove/", {"class": str(where.pk)}).url == home
    assert client.get(f"/carer/photos/{made.public_id}/").status_code == 404


def test_whom_not_to_photograph_is_said_by_name(cast, where, signed_in):
    page = text(signed_in("carer").get(f"/carer/classes/{where.pk}/photos/"))
    assert "请不要拍到这些孩子" in page and "陈小丸" in page and "班上还没有家长同意拍照" in page


def test_a_month_is_kept_as_a_draft_and_then_sent(cast, where, signed_in):
    sent = raw(cast.daughter, "observation", domain="motion", band="25-36", note="会双脚跳")
    record(cast.actor("carer"), cast.bamboo, entries=[sent])
    client, home = signed_in("carer"), "/carer/portraits/"
    page = f"{home}{cast.daughter.public_id}/?month=2026-11"
    assert "陈小丸" in text(client.get(home)) and "会双脚跳" in text(client.get(page))
    assert client.post(page, {"words": "会双脚跳了。"}).url == f"{home}?month=2026-11"
    assert Portrait.objects.get().state == "draft"
    client.post(page, {"words": "会双脚跳了，也爱跑。", "share": ""})
    assert Portrait.objects.get().state == "shared" and "已发给家长" in text(client.get(home))

"""The family's health pages: one step after the other, plain forms, nothing lost, and nobody else's."""

import pytest

from shanyu.domain.health.actions import NewDose, NewExam, add_item, hand_in_exam, note_doses, save_part
from shanyu.domain.health.models import Dose, EntryExam, Part
from tests.cast import TODAY
from tests.domain.health.making import PEANUT, agree, picture


@pytest.fixture
def home(cast) -> str:
    agree(cast, cast.daughter)
    return f"/family/children/{cast.daughter.public_id}/health/"


def text(answer) -> str:
    return answer.content.decode()


def test_the_file_begins_with_what_it_is_for_and_a_yes(cast, signed_in):
    client, home = signed_in("father"), f"/family/children/{cast.daughter.public_id}/health/"
    assert "同意，开始填写" in text(client.get(home))
    assert client.get(f"{home}sleep/").url == home
    assert client.post(f"{home}agree/").url == home
    page = text(client.get(home))
    assert page.count("sy-btn-next") == 1 and f"{home}allergies/" in page


def test_no_allergy_is_one_tap_and_the_next_step_moves_on(home, signed_in):
    client = signed_in("father")
    assert client.post(f"{home}allergies/", {"do": "nothing"}).status_code == 302
    page = text(client.get(home))
    assert "没有过敏" in page and "填写“长期用药”" in page


def test_an_allergy_is_added_read_on_the_card_and_taken_off(home, signed_in):
    client = signed_in("father")
    assert client.post(f"{home}allergies/", {"do": "save", **PEANUT}).status_code == 302
    page = text(client.get(f"{home}allergies/"))
    assert "花生（花生酱）" in page and "要马上急救" in page
    assert "马上打120" in text(signed_in("mother").get(f"{home}card/"))
    item = page.split('name="item" value="')[1].split('"')[0]
    client.post(f"{home}allergies/", {"do": "remove", "item": item})
    assert "没有过敏" in text(client.get(f"{home}allergies/"))
    assert "花生" in text(client.get(f"{home}allergies/?past=1"))


def test_an_allergy_that_another_guardian_wrote_meanwhile_is_not_wiped_out_by_one_tap(cast, home, signed_in):
    add_item(cast.actor("mother"), cast.daughter, "allergies", PEANUT)
    page = text(signed_in("father").post(f"{home}allergies/", {"do": "nothing"}, follow=True))
    assert "这一部分写有 1 条，不能直接写成没有。" in page and "花生（花生酱）" in page
    assert Part.objects.count() == 1


def test_nothing_typed_is_lost_when_something_is_wrong(home, signed_in):
    answer = signed_in("father").post(f"{home}sleep/", {"hours": "30", "habits": "要听歌", "seen": "0"})
    page = text(answer)
    assert answer.status_code == 422 and "要听歌" in page and 'value="30"' in page
    assert not Part.objects.exists()


def test_what_another_guardian_wrote_meanwhile_is_shown_before_it_is_replaced(cast, home, signed_in):
    save_part(cast.actor("mother"), cast.daughter, "sleep", {"habits": "抱着小熊"})
    client = signed_in("father")
    page = text(client.post(f"{home}sleep/", {"habits": "要听歌", "seen": "0"}))
    assert "家人刚刚也改了这一部分" in page and "抱着小熊" in page and "要听歌" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(f"{home}sleep/", {"habits": "要听歌", "seen": seen}).status_code == 302


def test_a_book_is_copied_and_then_reminds_gently(home, signed_in):
    client = signed_in("father")
    answer = client.post(
        f"{home}vaccinations/book/", {"bcg-1": "2024-08-11", "hepb-1": "2024-08-11", "place": "市一医院"}
    )
    assert answer.url == f"{home}vaccinations/"
    assert Dose.objects.count() == 2
    page = text(client.get(f"{home}vaccinations/"))
    assert "乙肝疫苗 第2剂" in page and "可以打了" in page and "国疾控卫免发〔2026〕16号" in page
    assert "逾期" not in page and "sy-badge-due" not in page


def test_an_impossible_date_is_named_and_the_others_stay(home, signed_in):
    page = text(
        signed_in("father").post(f"{home}vaccinations/book/", {"bcg-1": "2030-01-01", "hepb-1": "2024-08-11"})
    )
    assert "接种日期不能晚于今天" in page and 'value="2024-08-11"' in page
    assert not Dose.objects.exists()


def test_a_dose_is_taken_back(cast, home, signed_in):
    [dose] = note_doses(cast.actor("father"), cast.daughter, [NewDose("bcg", 1, cast.daughter.born)])
    answer = signed_in("father").post(f"/family/doses/{dose.public_id}/remove/")
    assert answer.url == f"{home}vaccinations/"
    assert Dose.objects.filter(removed_at=None).count() == 0


def test_an_examination_is_handed_in_downloaded_and_taken_back(home, signed_in):
    client, scan = signed_in("father"), picture()
    scan.name = "体检.jpg"
    facts = {"examined_on": "2026-11-20", "institution": "妇幼保健院", "result": "fit", "file": scan}
    assert client.post(f"{home}entry/", facts).url == f"{home}entry/"
    assert "有效到 2026年12月19日" in text(client.get(f"{home}entry/"))
    exam = EntryExam.objects.get()
    report = client.get(f"/family/exams/{exam.public_id}/report/")
    assert (report["Content-Type"], report["Cache-Control"]) == ("image/jpeg", "private, no-store")
    proof = client.post(f"/family/exams/{exam.public_id}/proof/")
    assert (proof["Content-Type"], b"".join(proof.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    client.post(f"/family/exams/{exam.public_id}/remove/")
    assert client.get(f"/family/exams/{exam.public_id}/report/").status_code == 404


def test_where_no_department_is_connected_the_upload_is_what_is_offered(home, signed_in):
    client = signed_in("father")
    assert "去取体检结果" not in text(client.get(f"{home}entry/"))
    assert "请拍下或扫描体检表上传" in text(client.post(f"{home}entry/fetch/", follow=True))


@pytest.mark.parametrize("name", ["stranger", "grandmother", "head", "carer", "officer", "auditor"])
def test_for_everybody_else_these_pages_do_not_exist(cast, home, signed_in, name):
    exam = hand_in_exam(
        cast.actor("father"), cast.daughter, NewExam(TODAY, "医院", "fit", "", picture(), "a.jpg")
    )
    client = signed_in(name)
    for path in (home, f"{home}card/", f"{home}sleep/", f"{home}vaccinations/", f"{home}entry/"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"/family/exams/{exam.public_id}/report/").status_code == 404


def test_an_unknown_part_does_not_exist(home, signed_in):
    assert signed_in("father").get(f"{home}nonsense/").status_code == 404

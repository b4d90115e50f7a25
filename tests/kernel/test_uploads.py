import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import transaction
from django.utils import translation
from pikepdf import Encryption

from shanyu.kernel import clock, uploads
from shanyu.kernel.door import Invalid
from shanyu.kernel.models import Upload
from tests.files import PDF, PDF_KEPT, doing, pdf, picture, png, traces

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def store(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(uploads, "default_storage", kept)
    return kept


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(2_000_000))
    return out.getvalue()


@pytest.mark.django_db
def test_a_kept_file_has_a_name_of_ours_and_the_type_of_its_content(cast, store):
    kept = uploads.keep(io.BytesIO(PDF), name="../../x.exe", owner=cast.bamboo)
    assert (kept.content_type, kept.size, kept.original_name) == ("application/pdf", len(PDF_KEPT), "x.pdf")
    assert kept.stored_as.endswith(f"{kept.public_id.hex}.pdf")
    assert (kept.owner_label, kept.owner_id) == ("providers.site", cast.bamboo.pk)
    assert uploads.content_of(kept).read() == PDF_KEPT


@pytest.mark.django_db
def test_a_file_whose_row_was_rolled_back_is_swept_after_a_day_and_no_other(cast, store):
    kept = uploads.keep(io.BytesIO(PDF), name="x.pdf", owner=cast.bamboo)
    with pytest.raises(KeyError), transaction.atomic():
        lost = uploads.keep(io.BytesIO(PDF), name="x.pdf", owner=cast.bamboo)
        raise KeyError
    foreign = store.save("ab/readme.txt", io.BytesIO(b"not of ours"))
    stored = store.get_modified_time(lost.stored_as)
    with clock.frozen(stored + timedelta(hours=23)):
        assert uploads.sweep() == 0
    with clock.frozen(stored + timedelta(hours=25)):
        assert (uploads.sweep(), uploads.sweep()) == (1, 0)
    assert [store.exists(name) for name in (kept.stored_as, foreign, lost.stored_as)] == [True, True, False]


BAD = {
    "nothing": (b"", "文件是空的", "empty"),
    "too large": (b"%PDF-" + b"0" * uploads.MOST_BYTES, "超过 8 MB", "8 MB"),
    "a virus test string": (VIRUS, "病毒测试码", "virus test"),
    "a virus in a picture": (picture("JPEG", comment=VIRUS), "病毒测试码", "virus test"),
    "a zip bomb": (zip_bomb(), "压缩包", "archive"),
    "an HTML named .jpg": (b"<!DOCTYPE html><script>", "网页", "web page"),
    "a program": (b"MZ\x90\0", "程序", "program"),
    "a 200-page PDF": (pdf(pages=200), "50 页", "50 pages"),
    "a locked PDF": (pdf(encryption=Encryption(owner="a", user="b")), "密码", "password"),
    "a PDF with a script": (pdf(doing("/JavaScript")), "自动运行", "by themselves"),
    "a PDF that starts a program": (pdf(doing("/Launch")), "自动运行", "by themselves"),
    "a PDF with a file in it": (
        pdf(lambda made: made.attachments.__setitem__("a.exe", b"MZ")), "夹带", "other files"),
    "a PDF cut off": (PDF[:300], "打不开", "opened"),
    "a picture cut off": (picture("PNG")[:60], "打不开", "opened"),
    "a PNG bomb": (png(40_000, 40_000, bytes(1000)), "6400 万", "64 million"),
    "a PNG that unfolds to more": (png(8, 8, bytes(9_000_000)), "展开", "unfolds"),
    "something else": (b"GIF89a", "只收 PDF 或", "Only PDF files and JPEG"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_gets_its_sentence_in_both_languages_and_leaves_nothing_behind(cast, store, bad):
    data, chinese, english = BAD[bad]
    with pytest.raises(Invalid) as refused:
        uploads.keep(io.BytesIO(data), name="photo.jpg", owner=cast.bamboo)
    assert list(refused.value.errors) == ["file"]
    assert chinese in refused.value.step()
    with translation.override("en"):
        assert english in refused.value.step()
    assert (Upload.objects.count(), store.listdir("")) == (0, ([], []))


@pytest.mark.django_db
def test_where_only_pictures_are_asked_for_a_pdf_is_refused(cast, store):
    with pytest.raises(Invalid) as refused:
        uploads.keep(io.BytesIO(PDF), name="x.pdf", owner=cast.bamboo, allowed=uploads.PICTURES)
    assert refused.value.step() == "只收 JPEG、PNG、WebP 图片。"


@pytest.mark.django_db
def test_where_a_photograph_was_taken_is_not_kept(cast, store):
    kept = uploads.keep(io.BytesIO(picture("JPEG", exif=traces())), name="x.jpg", owner=cast.bamboo)
    assert b"SecretCam" not in uploads.content_of(kept).read()

import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import transaction
from PIL import Image

from shanyu.kernel import clock, uploads
from shanyu.kernel.door import Invalid
from shanyu.kernel.images import JPEG, PDF, PNG, WEBP, Broken, content_type_of, without_traces


def picture(kind: str, **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 4), (31, 122, 92)).save(out, kind, **options)
    return out.getvalue()


def traces(orientation: int = 6) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SecretCam"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4", PDF), (picture("JPEG"), JPEG), (picture("PNG"), PNG), (picture("WEBP"), WEBP),
        (b"MZ\x90", None), (b"<svg/>", None), (b"GIF89a", None), (b"", None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(data, found):
    assert content_type_of(data) == found


@pytest.mark.parametrize(("kind", "found"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)])
def test_a_photograph_loses_camera_and_place_and_stays_a_picture(kind, found):
    data = picture(kind, exif=traces())
    assert b"SecretCam" in data
    clean = without_traces(data, found)
    assert b"SecretCam" not in clean
    with Image.open(io.BytesIO(clean)) as opened:
        opened.load()
        assert opened.size == (8, 4)
        assert 0x8825 not in opened.getexif()


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_telephones_picture_keeps_its_orientation(orientation):
    clean = without_traces(picture("JPEG", exif=traces(orientation)), JPEG)
    with Image.open(io.BytesIO(clean)) as opened:
        assert dict(opened.getexif()) == {0x0112: orientation}


def test_comments_go_too():
    text = b"tEXt" + b"Author\0somebody"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    data = picture("PNG")
    assert without_traces(data[:33] + chunk + data[33:], PNG) == data
    assert b"somebody" not in without_traces(picture("JPEG", comment=b"somebody"), JPEG)


@pytest.mark.parametrize(("kind", "found"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)])
def test_a_picture_that_was_cut_off_is_broken(kind, found):
    data = picture(kind, exif=traces())
    with pytest.raises(Broken):
        without_traces(data[:40], found)


@pytest.mark.django_db
def test_a_kept_file_has_a_name_of_ours_and_the_type_of_its_content(cast, monkeypatch):
    monkeypatch.setattr(uploads, "default_storage", InMemoryStorage())
    kept = uploads.keep(io.BytesIO(b"%PDF-1.7"), name="../../x.exe", owner=cast.bamboo)
    assert (kept.content_type, kept.size, kept.original_name) == ("application/pdf", 8, "../../x.exe")
    assert kept.stored_as.endswith(f"{kept.public_id.hex}.pdf")
    assert (kept.owner_label, kept.owner_id) == ("providers.site", cast.bamboo.pk)
    assert uploads.content_of(kept).read() == b"%PDF-1.7"


@pytest.mark.django_db
def test_a_file_whose_row_was_rolled_back_is_swept_after_a_day_and_no_other(cast, monkeypatch):
    store = InMemoryStorage()
    monkeypatch.setattr(uploads, "default_storage", store)
    kept = uploads.keep(io.BytesIO(b"%PDF-1.7"), name="x.pdf", owner=cast.bamboo)
    with pytest.raises(KeyError), transaction.atomic():
        lost = uploads.keep(io.BytesIO(b"%PDF-1.7"), name="x.pdf", owner=cast.bamboo)
        raise KeyError
    foreign = store.save("ab/readme.txt", io.BytesIO(b"not of ours"))
    stored = store.get_modified_time(lost.stored_as)
    with clock.frozen(stored + timedelta(hours=23)):
        assert uploads.sweep() == 0
    with clock.frozen(stored + timedelta(hours=25)):
        assert (uploads.sweep(), uploads.sweep()) == (1, 0)
    assert [store.exists(name) for name in (kept.stored_as, foreign, lost.stored_as)] == [True, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"", b"MZ", b"%PDF-" + b"0" * uploads.MOST_BYTES, picture("PNG")[:40]])
def test_an_empty_strange_large_or_broken_file_is_refused(cast, data):
    with pytest.raises(Invalid) as refused:
        uploads.keep(io.BytesIO(data), name="x", owner=cast.bamboo)
    assert list(refused.value.errors) == ["file"]

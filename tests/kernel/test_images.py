import io
import struct

import pytest
from PIL import Image

from shanyu.kernel import images
from shanyu.kernel.images import JPEG, PDF, PNG, WEBP, content_type_of, without_traces
from shanyu.kernel.unfit import Unfit, Why
from tests.files import chunk, picture, png, traces

KINDS = [("JPEG", JPEG), ("PNG", PNG), ("WEBP", WEBP)]


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened.size


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.4", PDF), (picture("JPEG"), JPEG), (picture("PNG"), PNG), (picture("WEBP"), WEBP),
        (b"MZ\x90", None), (b"<svg/>", None), (b"GIF89a", None), (b"", None),
    ],
)  # fmt: skip
def test_a_file_is_what_its_first_bytes_say(data, found):
    assert content_type_of(data) == found


@pytest.mark.parametrize(("kind", "found"), KINDS)
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


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"quality": 100, "subsampling": 0}, {"optimize": True}]
)
def test_a_jpeg_of_any_making_keeps_every_pixel(options):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((97, 61)).convert("CMYK").save(out, "JPEG", **options)
    clean = without_traces(out.getvalue(), JPEG)
    with Image.open(io.BytesIO(clean)) as now, Image.open(io.BytesIO(out.getvalue())) as before:
        assert now.tobytes() == before.tobytes()


def test_comments_go_too():
    data = picture("PNG")
    assert without_traces(data[:33] + chunk(b"tEXt", b"Author\0somebody") + data[33:], PNG) == data
    assert b"somebody" not in without_traces(picture("JPEG", comment=b"somebody"), JPEG)


@pytest.mark.parametrize(
    "said", [b"MPF\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0", b"anything"]
)
def test_of_what_applications_write_into_a_jpeg_only_the_needed_stays(said):
    data, segment = picture("JPEG"), said + b"somebody"
    for marker in range(0xE0, 0xF0):
        written = bytes([0xFF, marker]) + struct.pack(">H", len(segment) + 2) + segment
        assert without_traces(data[:2] + written + data[2:], JPEG) == without_traces(data, JPEG)


@pytest.mark.parametrize(("kind", "found"), KINDS)
def test_whatever_hangs_behind_a_picture_is_cut_off(kind, found):
    data = picture(kind)
    assert without_traces(data + b"PK\x03\x04<script>", found) == without_traces(data, found)


@pytest.mark.parametrize(("kind", "found"), KINDS)
def test_a_picture_that_was_cut_off_anywhere_is_broken(kind, found):
    data = picture(kind, exif=traces())
    for length in (12, 20, 40, len(data) // 2, len(data) - 1):
        with pytest.raises(Unfit) as refused:
            without_traces(data[:length], found)
        assert refused.value.why == Why.BROKEN


def test_a_picture_that_says_it_is_huge_is_refused_before_it_unfolds():
    for data in (png(30_000, 30_000, bytes(9)), png(8, 8, bytes(1_000_000))):
        with pytest.raises(Unfit):
            without_traces(data, PNG)
    assert len(without_traces(png(8, 8, bytes(72)), PNG)) > 60


@pytest.mark.parametrize(("kind", "found"), KINDS)
def test_the_most_pixels_are_taken_and_one_more_is_not(monkeypatch, kind, found):
    data = picture(kind, (10, 10))
    monkeypatch.setattr(images, "MOST_PIXELS", 100)
    assert size_of(without_traces(data, found)) == (10, 10)
    monkeypatch.setattr(images, "MOST_PIXELS", 99)
    with pytest.raises(Unfit) as refused:
        without_traces(data, found)
    assert refused.value.why == Why.PIXELS


def test_a_colour_profile_that_unfolds_to_a_bomb_is_refused():
    data = picture("PNG", icc_profile=bytes(1000))
    assert size_of(without_traces(data, PNG)) == (8, 4)
    with pytest.raises(Unfit) as refused:
        without_traces(picture("PNG", icc_profile=bytes(images.MOST_PROFILE + 1)), PNG)
    assert refused.value.why == Why.TANGLED


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_every_depth_is_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (13, 7)).save(out, "PNG")
    assert size_of(without_traces(out.getvalue(), PNG)) == (13, 7)


def test_a_webp_keeps_its_picture_and_not_its_film():
    out = io.BytesIO()
    film = [Image.new("RGB", (8, 8), (n, 0, 0)) for n in (1, 200)]
    film[0].save(out, "WEBP", save_all=True, append_images=film[1:])
    with pytest.raises(Unfit):
        without_traces(out.getvalue(), WEBP)
    assert size_of(without_traces(picture("WEBP", lossless=True), WEBP)) == (8, 4)

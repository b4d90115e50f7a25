"""Small files made in code: pictures, PDFs, and the bad ones that people and programs hand in."""

import io
import struct
import zlib
from collections.abc import Callable

from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from shanyu.kernel.papers import cleaned


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 4), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (31, 122, 92)).save(out, kind, **options)
    return out.getvalue()


def traces(orientation: int = 6) -> Image.Exif:
    """What a telephone writes into a photograph: how it was held, the camera, and where."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SecretCam"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


def chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A grey PNG that says it is so large and holds these bytes for pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def pdf(change: Callable[[Pdf], object] | None = None, pages: int = 1, **saved: object) -> bytes:
    """A PDF of blank pages, changed by `change` before it is saved."""
    out, made = io.BytesIO(), Pdf.new()
    for _page in range(pages):
        made.add_blank_page(page_size=(200, 300))
    if change:
        change(made)
    made.save(out, **saved)
    return out.getvalue()


def doing(kind: str) -> Callable[[Pdf], None]:
    """A change that makes a PDF act when it is opened."""

    def change(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(S=Name(kind), F="x", JS="app.alert(1)")
        if kind != "/JavaScript":
            del made.Root.OpenAction["/JS"]

    return change


def with_picture(jpeg: bytes) -> Callable[[Pdf], None]:
    """A change that puts a photograph on the first page, as a scanning telephone does."""

    def change(made: Pdf) -> None:
        image = made.make_stream(
            jpeg, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=4, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        made.pages[0].Resources = Dictionary(XObject=Dictionary(I=image))
        made.pages[0].Contents = made.make_stream(b"q 100 0 0 50 0 0 cm /I Do Q")

    return change


#: A PDF as it is handed in, and as it is kept.
PDF = pdf()
PDF_KEPT = cleaned(PDF)

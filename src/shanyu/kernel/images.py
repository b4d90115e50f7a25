"""Pictures as bytes: what they are by content, and the same picture without what it tells of its taker.

A photograph carries the place, the time and the camera. Only its orientation is kept, because without it a
telephone's picture lies on its side. What is kept is listed, and everything else goes: comments, previews, films
behind the picture, other files behind its end. No picture is drawn here; its pixels are counted from what it says.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

from shanyu.kernel.unfit import Unfit, Why

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp"}
#: A telephone's sharpest pictures have 50 million; more is a bomb that unfolds in whoever looks at it.
MOST_PIXELS = 64_000_000
#: Colour profiles are some kilobytes; a packed one may not unfold to more.
MOST_PROFILE = 1024 * 1024
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD",
             b"pHYS", b"cICP"}  # fmt: skip
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
#: Flags of VP8X that go: animation, XMP, EXIF.
_WEBP_FLAGS = 0x02 | 0x04 | 0x08
_START_OF_SCAN, _END, _APP1, _COMMENT = 0xDA, 0xD9, 0xE1, 0xFE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_APPLICATION = range(0xE0, 0xF0)
#: Segments of applications that a picture needs to look as it should: size, colour profile, colour model.
_APPLICATION_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_ALONE = {0x01, *range(0xD0, 0xD8)}
_ORIENTATION = 0x0112


def content_type_of(data: bytes) -> str | None:
    """What a file is, judged by its first bytes alone; None for all but PDF, JPEG, PNG and WebP."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(_PNG_MARK):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return None


def without_traces(data: bytes, content_type: str) -> bytes:
    """The same picture without place, time, camera and comments. Raises Unfit: broken, or too many pixels."""
    try:
        return {JPEG: _jpeg, PNG: _png, WEBP: _webp}[content_type](data)
    except (struct.error, IndexError, zlib.error):
        raise Unfit(Why.BROKEN) from None


def unfolded(packed: Iterable[bytes], most: int) -> int:
    """How many bytes deflated parts unfold to, without keeping them. Raises Unfit past `most`, or zlib.error."""
    stream, length = zlib.decompressobj(), 0
    for part in packed:
        while part and not stream.eof:
            length += len(stream.decompress(part, 1 << 20))
            if length > most:
                raise Unfit(Why.TANGLED)
            part = stream.unconsumed_tail
    return length


def _count(width: int, height: int) -> None:
    if not width or not height:
        raise Unfit(Why.BROKEN)
    if width * height > MOST_PIXELS:
        raise Unfit(Why.PIXELS)


def _jpeg(data: bytes) -> bytes:
    kept, turned, drawn = [b""], 1, False
    for marker, segment in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _count(width, height)
        if marker == _APP1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        if marker == _COMMENT or (marker in _APPLICATION and not _needed(marker, segment)):
            continue
        drawn = drawn or marker == _START_OF_SCAN
        kept.append(segment)
    if not drawn:
        raise Unfit(Why.BROKEN)
    kept[0] = b"\xff\xd8" + (_only_turned(turned) if turned != 1 else b"")
    return b"".join(kept)


def _needed(marker: int, segment: bytes) -> bool:
    begins = _APPLICATION_KEPT.get(marker)
    return begins is not None and segment[4:].startswith(begins)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and whole segment, a scan with its pixels, up to the end of the picture and not a byte further."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise Unfit(Why.BROKEN)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END:
            yield marker, data[at : at + 2]
            return
        end = at + 2
        if marker not in _ALONE:
            (length,) = struct.unpack_from(">H", data, at + 2)
            end += length
            if length < 2 or end > len(data):
                raise Unfit(Why.BROKEN)
        if marker == _START_OF_SCAN:
            end = _scan_end(data, end)
        yield marker, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker begins: within pixels FF is followed by 00, or by the mark of a new beginning."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise Unfit(Why.BROKEN)
        if data[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """The orientation (1 to 8) in an EXIF block; 1, upright, where none is readable."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:
        return 1
    (first,) = struct.unpack_from(order + "I", tiff, 4)
    if first + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(order + "H", tiff, first)
    for entry in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _kind, _count_of, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _only_turned(orientation: int) -> bytes:
    tiff = b"MM\0\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kept, pixels, at, most = [_PNG_MARK], [], len(_PNG_MARK), 0
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, body, end = data[at + 4 : at + 8], data[at + 8 : at + 8 + length], at + 12 + length
        if end > len(data) or (kind == b"IHDR") != (len(kept) == 1):
            raise Unfit(Why.BROKEN)
        if kind == b"IHDR":
            most = _png_bytes(body)
        elif kind == b"IDAT":
            pixels.append(body)
        elif kind == b"iCCP":
            unfolded([body[body.find(b"\0") + 2 :]], MOST_PROFILE)
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            break
    if unfolded(pixels, most) == 0:
        raise Unfit(Why.BROKEN)
    return b"".join(kept)


def _png_bytes(header: bytes) -> int:
    """How many bytes the rows of a PNG may unfold to at most, filter bytes and interlacing included."""
    width, height, depth, colour = struct.unpack_from(">IIBB", header)
    _count(width, height)
    return height * (width * depth * _CHANNELS.get(colour, 4) // 8 + 2) + 2 * (width + height) + 64


def _webp(data: bytes) -> bytes:
    (told,) = struct.unpack_from("<I", data, 4)
    kept, at, whole = [], 12, 8 + told
    if whole > len(data):
        raise Unfit(Why.BROKEN)
    while at + 8 <= whole:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > whole:
            raise Unfit(Why.BROKEN)
        chunk = data[at:end]
        _count(*_webp_size(kind, chunk[8:]))
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind in _WEBP_KEPT:
            kept.append(chunk)
        at = end
    if not any(chunk[:4] in {b"VP8 ", b"VP8L"} for chunk in kept):
        raise Unfit(Why.BROKEN)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_size(kind: bytes, body: bytes) -> tuple[int, int]:
    """Width and height that a chunk tells; (1, 1) for one that tells none."""
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", body, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8X":
        low, middle, high, low2, middle2, high2 = struct.unpack_from("<6B", body, 4)
        return (low | middle << 8 | high << 16) + 1, (low2 | middle2 << 8 | high2 << 16) + 1
    return 1, 1

"""Pictures as bytes: what they are by content, and the same picture without what it tells of its taker.

A photograph carries the place, the time and the camera. Only its orientation is kept, because without it a
telephone's picture lies on its side. No picture is decoded here.
"""

import struct
from collections.abc import Iterator

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp"}
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_WEBP_TOLD = {b"EXIF", b"XMP "}
_WEBP_FLAGS = 0x08 | 0x04
_START_OF_SCAN, _APP1, _APP13, _COMMENT = 0xDA, 0xE1, 0xED, 0xFE
_ORIENTATION = 0x0112


class Broken(ValueError):
    """The bytes begin like a picture and do not go on like one."""


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
    """The same picture without place, time, camera and comments; a PDF as it is. Raises Broken."""
    strip = {JPEG: _jpeg, PNG: _png, WEBP: _webp}.get(content_type)
    try:
        return strip(data) if strip else data
    except (struct.error, IndexError):
        raise Broken(content_type) from None


def _jpeg(data: bytes) -> bytes:
    """Leave out APP1 (EXIF, XMP), APP13 (IPTC) and comments; put the orientation back by itself."""
    kept, turned, rest = [], 1, b""
    for marker, segment, after in _segments(data):
        if marker == _START_OF_SCAN:
            rest = segment + after
        elif marker == _APP1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
        elif marker not in {_APP1, _APP13, _COMMENT}:
            kept.append(segment)
    if not rest:
        raise Broken(JPEG)
    return b"\xff\xd8" + (_only_turned(turned) if turned != 1 else b"") + b"".join(kept) + rest


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, whole segment and, for the start of the scan, all that follows it."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise Broken(JPEG)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise Broken(JPEG)
        yield marker, data[at:end], data[end:]
        if marker == _START_OF_SCAN:
            return
        at = end


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
        tag, _kind, _count, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _only_turned(orientation: int) -> bytes:
    tiff = b"MM\0\x2a" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(data: bytes) -> bytes:
    kept, at = [_PNG_MARK], len(_PNG_MARK)
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise Broken(PNG)
        if kind not in _PNG_TOLD:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            return b"".join(kept)
    raise Broken(PNG)


def _webp(data: bytes) -> bytes:
    kept, at = [], 12
    while at < len(data):
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise Broken(WEBP)
        chunk = data[at:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if kind not in _WEBP_TOLD:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body

"""PDFs as bytes: what is asked of one, and its pages put into a new file that has nothing but pages.

A PDF may carry scripts, programs to start, other files, the names of its maker and every earlier state of itself.
Looking for what must go would always miss something: so only pages are taken over, of pages only what can be seen,
and whatever had to be done on opening is refused and said.
"""

import io
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from shanyu.kernel.images import JPEG, MOST_PIXELS, unfolded, without_traces
from shanyu.kernel.unfit import Unfit, Why

MOST_PAGES = 50
MOST_PARTS = 20_000
#: What all packed parts together may unfold to: three pages scanned in colour at 600 dpi.
MOST_UNFOLDED = 320 * 1024 * 1024
_LAST = 2048
_ACTING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/RichMediaExecute",
    "/Rendition",
    "/GoToE",
}
_PLAYING = {"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_PAGE_KEPT = {
    "/Type",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Contents",
    "/Annots",
    "/Group",
}
#: A filled field, a stamp or a mark keeps its looks and loses what it would do.
_MARK_KEPT = {
    "/Type",
    "/Subtype",
    "/Rect",
    "/AP",
    "/AS",
    "/F",
    "/BS",
    "/Border",
    "/C",
    "/QuadPoints",
    "/InkList",
}
#: What reading a mismade file raises: qpdf's own, and what comes of values of other kinds than they should be.
_MISMADE = (
    pikepdf.PikepdfError, zlib.error, LookupError, TypeError, ValueError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
_TOLD = ("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Thumb")

# For the whole process, before any thread reads a PDF: what a packed list of objects may unfold to.
set_qpdf_limits(
    flate_max_memory=64 * 1024 * 1024,
    png_max_memory=64 * 1024 * 1024,
    tiff_max_memory=64 * 1024 * 1024,
    run_length_max_memory=64 * 1024 * 1024,
    parser_max_nesting=100,
    doc_max_warnings=200,
)


def cleaned(data: bytes) -> bytes:
    """The same pages as a PDF without maker, dates, actions, attachments and earlier states. Raises Unfit.

    The same input gives the same output. Refused are: what is cut off or broken, more than MOST_PAGES pages, a
    password, scripts and actions, attachments, pictures past MOST_PIXELS, and what unfolds past all measure.
    """
    if b"%%EOF" not in data[-_LAST:]:
        raise Unfit(Why.BROKEN)
    try:
        with Pdf.open(io.BytesIO(data), suppress_warnings=True) as given:
            _look(given)
            return _pages_alone(given)
    except pikepdf.PasswordError:
        raise Unfit(Why.LOCKED) from None
    except Unfit:
        raise
    except _MISMADE:
        raise Unfit(Why.BROKEN) from None


def _look(given: Pdf) -> None:
    if given.is_encrypted:
        raise Unfit(Why.LOCKED)
    if len(given.objects) > MOST_PARTS:
        raise Unfit(Why.TANGLED)
    left = MOST_UNFOLDED
    for part in _parts(given):
        if why := _objection(part):
            raise Unfit(why)
        if isinstance(part, Stream):
            left -= _unfolds_to(part, left)
    if not len(given.pages):
        raise Unfit(Why.BROKEN)
    if len(given.pages) > MOST_PAGES:
        raise Unfit(Why.PAGES)


def _parts(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary and every stream of the file, also those that no page leads to."""
    left: list[Object] = [pdf.trailer, *pdf.objects]
    while left:
        part = left.pop()
        if isinstance(part, Array):
            left.extend(each for each in part if _inside(each))
        elif isinstance(part, Dictionary | Stream):
            yield part
            left.extend(each for _key, each in part.items() if _inside(each))


def _inside(part: object) -> bool:
    return isinstance(part, Array | Dictionary) and not part.is_indirect


def _objection(part: Object) -> Why | None:
    does, looks = part.get("/S"), part.get("/Subtype")
    if "/JS" in part or "/XFA" in part or does in _ACTING or looks in _PLAYING:
        return Why.ACTIVE
    if "/EF" in part or "/EmbeddedFiles" in part or looks == Name.FileAttachment:
        return Why.LADEN
    if looks == Name.Image and int(part.get("/Width", 0)) * int(part.get("/Height", 0)) > MOST_PIXELS:
        return Why.PIXELS
    return None


def _filters(stream: Stream) -> list[Object]:
    told = stream.get("/Filter")
    if told is None:
        return []
    return list(told) if isinstance(told, Array) else [told]


def _unfolds_to(stream: Stream, most: int) -> int:
    """Bytes after the first unpacking; packing twice is what only bombs do."""
    filters = _filters(stream)
    if len(filters) > 1 and filters.count(Name.FlateDecode) > 1:
        raise Unfit(Why.TANGLED)
    if filters[:1] != [Name.FlateDecode]:
        return 0
    return unfolded([stream.read_raw_bytes()], most)


def _pages_alone(given: Pdf) -> bytes:
    out = Pdf.new()
    for page in given.pages:
        _only_seen(page)
        out.pages.append(page)
    for part in _parts(out):
        for key in _TOLD:
            if key in part:
                del part[key]
        if isinstance(part, Stream) and _filters(part) == [Name.DCTDecode]:
            raw = part.read_raw_bytes()
            part.write(
                without_traces(raw, JPEG), filter=Name.DCTDecode, decode_parms=part.get("/DecodeParms")
            )
    told = io.BytesIO()
    out.save(told, min_version=given.pdf_version, deterministic_id=True, fix_metadata_version=False)
    return told.getvalue()


def _only_seen(page: Page) -> None:
    for key in [key for key in page.obj if key not in _PAGE_KEPT]:
        # The way up leads to what a page inherits; it is cut when the page is taken over.
        if key != "/Parent":
            del page.obj[key]
    for mark in page.obj.get("/Annots", []):
        for key in [key for key in mark if key not in _MARK_KEPT]:
            del mark[key]

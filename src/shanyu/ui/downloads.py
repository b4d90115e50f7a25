"""A table as the answer to a request: CSV or XLSX, streamed in the reader's language."""

from collections.abc import Iterator

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shanyu.kernel.clock import today
from shanyu.kernel.door import Invalid
from shanyu.kernel.tables import Table, csv_chunks, xlsx_chunks

WRITERS = {
    "csv": (csv_chunks, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_chunks, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def kind_of(request: HttpRequest) -> str:
    """The kind of file that the query asks for by `as`, CSV unless told. Raises Invalid for another."""
    kind = request.GET.get("as", "csv")
    if kind not in WRITERS:
        raise Invalid({"as": _("只能导出为 CSV 或 XLSX。")})
    return kind


def download(table: Table, kind: str) -> StreamingHttpResponse:
    """The table as a file named after it and the day."""
    write, content_type = WRITERS[kind]
    response = StreamingHttpResponse(
        _spoken(write(table), translation.get_language()), content_type=content_type
    )
    response["Content-Disposition"] = content_disposition_header(
        True, f"{table.name}-{today():%Y%m%d}.{kind}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _spoken(pieces: Iterator[bytes], language: str | None) -> Iterator[bytes]:
    """The pieces, each made in the language of the request: streaming goes on after the request has ended."""
    done = object()
    while True:
        with translation.override(language):
            piece = next(pieces, done)
        if piece is done:
            return
        yield piece

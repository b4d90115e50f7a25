"""How a file that a verb gave out goes to the browser: never sniffed, never kept by a cache on the way."""

from django.http import FileResponse

from shanyu.domain.providers.queries import File


def answered(file: File) -> FileResponse:
    answer = FileResponse(file.content, content_type=file.content_type, filename=file.name)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Length"] = file.size
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

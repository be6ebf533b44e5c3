"""Handing a file out. Who may have it was decided by the queryset it came from."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from core.models import StoredFile

_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def file_response(stored: StoredFile) -> FileResponse:
    """A download whose content can neither run nor be taken for something else.

    A picture still shows in <img>: a browser asks for the disposition only when it navigates.
    """
    response = FileResponse(stored.content.open("rb"), content_type=_TYPES[stored.kind])
    disposition = content_disposition_header(True, stored.safe_name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response

"""Handing a file out. Who may have it was decided by the queryset it came from."""

from io import BytesIO
from typing import Any

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
    return _sealed(stored.content.open("rb"), stored.size, stored.kind, stored.safe_name)


def made_response(content: bytes, *, kind: str, name: str) -> FileResponse:
    """The same of what was just made and is not kept."""
    return _sealed(BytesIO(content), len(content), kind, name)


# --- inside ---------------------------------------------------------------------------------------
def _sealed(content: Any, size: int, kind: str, name: str) -> FileResponse:
    response = FileResponse(content, content_type=_TYPES[kind])
    disposition = content_disposition_header(True, name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Length"] = str(size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response

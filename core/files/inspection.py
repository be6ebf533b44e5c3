"""What a file is, by its own bytes. Whatever is not plainly one of the known kinds is refused."""

import re
from collections.abc import Iterable
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.files import office, pdf, pictures
from core.words import listed

Kinds = frozenset[str]
PHOTOS: Kinds = frozenset({"jpg", "png", "webp", "gif"})
DOCUMENTS: Kinds = PHOTOS | {"pdf", "docx", "xlsx"}
TABLES: Kinds = frozenset({"xlsx", "csv"})

_EXTENSIONS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "text": "txt"}
_MARKUP = re.compile(r"^\s*<\s*[!?a-zA-Z/]")
_TEXT = frozenset({"csv", "txt"})


def inspect(content: IO[bytes], name: str, kinds: Iterable[str]) -> tuple[str, IO[bytes]]:
    """The kind, and the content to keep: pictures are drawn anew, the rest stays as it is."""
    allowed = frozenset(kinds)
    size = _size(content)
    if size == 0:
        raise DomainError(_("文件是空的。"), code="file_empty", field="file")
    kind = _kind_of(content, name)
    if kind not in allowed:
        raise DomainError(
            _("不能用这种文件。可以用：%(kinds)s。") % {"kinds": listed(sorted(allowed))},
            code="file_kind",
            field="file",
        )
    limit = settings.FILE_LIMITS_MB["photo" if kind in PHOTOS else "document"]
    if size > limit * 1024 * 1024:
        raise DomainError(
            _("文件太大：最多 %(limit)d MB。") % {"limit": limit}, code="file_size", field="file"
        )
    content.seek(0)
    if kind in PHOTOS:
        return kind, pictures.redrawn(content, kind)
    if kind == "pdf":
        pdf.check(content.read())
    elif kind in {"xlsx", "docx"}:
        office.check(content, kind)
    else:
        _check_text(content.read())
    content.seek(0)
    return kind, content


def _size(content: IO[bytes]) -> int:
    size = content.seek(0, 2)
    content.seek(0)
    return size


def _kind_of(content: IO[bytes], name: str) -> str:
    head = content.read(16)
    content.seek(0)
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    claimed = _EXTENSIONS.get(extension, extension)
    found = _by_magic(head, claimed)
    # A picture may carry a wrong name: it is drawn anew and named after what it is.
    if found in PHOTOS and claimed in PHOTOS:
        return found
    if found != claimed:
        raise DomainError(
            _("文件的内容和名称（.%(extension)s）不一致，请另存一份再上传。")
            % {"extension": extension[:8]},
            code="file_disguised",
            field="file",
        )
    return found


def _by_magic(head: bytes, claimed: str) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return "gif"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return claimed if claimed in {"xlsx", "docx"} else "zip"
    return claimed if claimed in _TEXT else "unknown"


def _check_text(data: bytes) -> None:
    """Text that is text, in one of the two encodings a Chinese office writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        text = "\0"
    if any(c < " " and c not in "\t\r\n\f" for c in text) or _MARKUP.match(text.lstrip("\ufeff")):
        raise DomainError(_("这不是普通的文本文件。"), code="file_text", field="file")

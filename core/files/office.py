"""An .xlsx or .docx that is one: a small zip of XML without macros, links out or bombs."""

import re
import zipfile
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from core.exceptions import DomainError

_HEART = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_ENTRIES_AT_MOST = 5000
_RATIO_AT_MOST = 200
_RATIO_FROM = 1024 * 1024
_ACTIVE = re.compile(r"(?i)vbaproject|activex|/embeddings/|externallinks/|\.(exe|dll|js|vbs|bat)$")
_ENTITIES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_XML = (".xml", ".rels")
_CHUNK = 256 * 1024


def check(content: IO[bytes], kind: str) -> None:
    try:
        with zipfile.ZipFile(content) as archive:
            _measure(archive)
            _look_inside(archive, kind)
            _is_nothing_else(archive, content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _refusal(_("文件打不开，请重新另存一份。"), "file_broken") from error


def _measure(archive: zipfile.ZipFile) -> None:
    """From the directory alone. zipfile never yields more than an entry declares here."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    limit = settings.FILE_LIMITS_MB["unpacked"] * 1024 * 1024
    bomb = total > limit or (total > _RATIO_FROM and total / packed > _RATIO_AT_MOST)
    if len(entries) > _ENTRIES_AT_MOST or bomb:
        raise _refusal(_("文件展开后太大，不能接收。"), "file_bomb")


def _look_inside(archive: zipfile.ZipFile, kind: str) -> None:
    names = archive.namelist()
    if _HEART[kind] not in names or "[Content_Types].xml" not in names:
        raise _refusal(_("文件的内容和名称不一致。"), "file_disguised")
    if len(set(names)) != len(names):
        raise _refusal(_("文件打不开，请重新另存一份。"), "file_broken")
    for entry in archive.infolist():
        name = entry.filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or ":" in name:
            raise _refusal(_("文件里有不正常的路径。"), "file_path")
        if entry.flag_bits & 0x1:
            raise _refusal(_("加了密码的文件无法检查，请去掉密码再上传。"), "file_encrypted")
        if _ACTIVE.search(name):
            raise _refusal(_("文件里有宏、脚本或外部链接，不能接收。"), "file_active")
        _read(archive, entry)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """To the end, so that the checksum speaks; XML may not define entities."""
    before = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            window = (before + chunk).replace(b"\0", b"")  # UTF-16 reads like ASCII then
            if entry.filename.lower().endswith(_XML) and _ENTITIES.search(window):
                raise _refusal(_("文件里有不正常的内容。"), "file_bomb")
            before = chunk[-32:]


def _is_nothing_else(archive: zipfile.ZipFile, content: IO[bytes]) -> None:
    """Nothing in front of the first entry, nothing behind the last record."""
    first = min(entry.header_offset for entry in archive.infolist())
    content.seek(-22, 2)
    if first != 0 or archive.comment or content.read(4) != b"PK\x05\x06":
        raise _refusal(_("文件里夹带了别的内容。"), "file_polyglot")


def _refusal(text: str, code: str) -> DomainError:
    return DomainError(text, code=code, field="file")

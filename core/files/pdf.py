"""A PDF that only shows: no script, no launching, no files inside, nothing before or behind it."""

import re
import zlib

from django.utils.translation import gettext as _

from core.exceptions import DomainError

_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|ImportData|SubmitForm)"
    rb"(?![A-Za-z])"
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_UNPACKED_AT_MOST = 50 * 1024 * 1024
_HEAD = 1024


def check(data: bytes) -> None:
    tail = data.rfind(b"%%EOF")
    if tail < 0 or data[tail + 5 :].strip(b"\r\n\0 \t"):
        raise _refusal(_("PDF 文件不完整，或者后面附带了别的内容。"), "file_polyglot")
    if re.search(rb"(?i)<\s*(script|html|svg|!doctype)", data[:_HEAD]):
        raise _refusal(_("PDF 文件里夹带了别的内容。"), "file_polyglot")
    if b"/Encrypt" in data:
        raise _refusal(_("加了密码的 PDF 无法检查，请去掉密码再上传。"), "file_encrypted")
    left = _UNPACKED_AT_MOST
    if _is_active(data):
        raise _active()
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(match[1], left)
        except zlib.error:
            continue  # not packed this way: what it shows was searched above
        left -= len(unpacked)
        if left <= 0 or unpacker.unconsumed_tail:
            raise _refusal(_("PDF 文件展开后太大。"), "file_bomb")
        if b"/ObjStm" in data and _is_active(unpacked):
            raise _active()


def _is_active(data: bytes) -> bool:
    """Names may be spelled with hex digits: /J#61vaScript is /JavaScript."""
    return bool(_ACTIVE.search(_HEX.sub(lambda m: bytes([int(m[1], 16)]), data)))


def _active() -> DomainError:
    return _refusal(_("PDF 文件里有脚本或附件，不能接收。请另存为普通 PDF。"), "file_active")


def _refusal(text: str, code: str) -> DomainError:
    return DomainError(text, code=code, field="file")

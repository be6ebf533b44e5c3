"""How a person's details look to eyes that need not know them."""

import re
import unicodedata
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _

from core.identifiers import UNSEEN, read_id_number

# Two-character surnames that are common enough to be met at a counter.
_COMPOUND = {
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒"),
    *("夏侯", "轩辕", "端木", "百里", "南宫", "西门", "独孤", "长孙", "宇文", "呼延", "申屠"),
}
_GAP = r"[-－‐-―−\s]?"  # any dash, any blank
_ID_IN_TEXT = re.compile(
    rf"(?<![\dA-Za-z])\d{{6}}{_GAP}\d{{4}}{_GAP}\d{{4}}{_GAP}\d{{3}}[\dXxＸｘ](?![\dA-Za-zＸｘ])"
)
"""In one piece or in the groups in which people read it aloud; `\\d` knows full-width digits."""
_PHONE_IN_TEXT = re.compile(
    rf"(?<!\d)(?:[+＋]?86{_GAP})?([1１][3-9３-９]\d){_GAP}(\d{{4}}){_GAP}(\d{{4}})(?!\d)"
)
_HIDDEN = re.compile(rf"(?<=[\d+＋\-－‐-―−\s])[{UNSEEN}]+(?=[\dXxＸｘ\-－‐-―−\s])")
"""Signs without a shape inside a number. Beside other characters they have their use (emoji)."""
_BUILDING = re.compile(r"^.*?(?:号楼|号院|栋|幢|座|[0-9０-９]号(?![楼院]))")


def surname(name: str) -> str:
    return name[:2] if name[:2] in _COMPOUND else name[:1]


def mask_name(name: str) -> str:
    """张*: the surname, and no hint at how long the given name is."""
    return f"{surname(name)}*" if name else ""


def mask_phone(phone: str) -> str:
    """138****8000; a landline keeps its area and its last two digits."""
    if not phone:
        return ""
    if "-" in phone:
        area, number = phone.split("-", 1)
        return f"{area}-****{number[-2:]}"
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "****"


def mask_id_number(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}" if len(number) == 18 else "******"


def mask_address(address: str) -> str:
    """As far as the building: unit and door are nobody's business."""
    match = _BUILDING.match(address)
    return match[0] if match else address[:6]


def mask_note(note: str) -> str:
    return _("（受保护）") if note else ""


MASKS: dict[str, Callable[[str], str]] = {
    "name": mask_name,
    "phone": mask_phone,
    "id_number": mask_id_number,
    "address": mask_address,
    "note": mask_note,
}


def redact_free_text(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Take ID and phone numbers out of running text; returns the text and what was found.

    The caller keeps what was found in protected fields. A number whose check digit is wrong
    is no ID number and stays.
    """
    found: list[tuple[str, str]] = []

    def hide_id(match: re.Match[str]) -> str:
        plain = re.sub(r"[^\dXxＸｘ]", "", match[0])
        number = read_id_number(plain, today=timezone.localdate())
        if number is None:
            return match[0]
        found.append(("id_number", number.value))
        return mask_id_number(number.value)

    def hide_phone(match: re.Match[str]) -> str:
        phone = unicodedata.normalize("NFKC", match[1] + match[2] + match[3])
        found.append(("phone", phone))
        return mask_phone(phone)

    seen = _HIDDEN.sub("", text)
    seen = _PHONE_IN_TEXT.sub(hide_phone, _ID_IN_TEXT.sub(hide_id, seen))
    return (seen if found else text), found


def put_back(text: str, before: str) -> str:
    """Somebody edited a text that was shown to him redacted: the numbers behind the masks he left
    standing are put in again. For texts that lie sealed as a whole, and keep their numbers."""
    for kind, number in redact_free_text(before)[1]:
        text = text.replace(MASKS[kind](number), number, 1)
    return text

"""Numbers that people carry: checked by their own arithmetic, never by a guess about places."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＋－（）　", "0123456789XX+-() ")  # data
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
"""Characters that show nothing (Unicode: Default_Ignorable_Code_Point), for a class in a pattern.
Web pages and chat windows leave them between digits, and whoever hides a number puts them there."""
_UNSEEN = re.compile(f"[{UNSEEN}]")


def without_unseen(text: str) -> str:
    return _UNSEEN.sub("", text)


@dataclass(frozen=True)
class IdNumber:
    """A resident ID number (GB 11643) that passed its check."""

    value: str
    born: date
    is_male: bool


def read_id_number(text: str, *, today: date) -> IdNumber | None:
    """The number, or None. An unknown region prefix is no reason to refuse: old codes live on."""
    value = without_unseen(text).translate(_FULL_WIDTH).strip().upper().replace(" ", "")
    if not re.fullmatch(r"\d{17}[\dX]", value) or id_check_digit(value) != value[17]:
        return None
    try:
        born = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return None
    if not date(1900, 1, 1) <= born <= today:
        return None
    return IdNumber(value, born, int(value[16]) % 2 == 1)


def id_check_digit(value: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(value[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def read_phone(text: str) -> str | None:
    """A mobile as 11 digits, a landline as 0851-8888888, or None."""
    value = re.sub(r"[\s()]", "", without_unseen(text).translate(_FULL_WIDTH))
    value = re.sub(r"^(\+86|0086)-?", "", value)
    if _MOBILE.fullmatch(mobile := value.replace("-", "")):
        return mobile
    if match := _LANDLINE.fullmatch(value):
        return f"{match[1]}-{match[2]}"
    return None


def is_mobile(text: str) -> bool:
    return bool(_MOBILE.fullmatch(text))


def read_digits(text: str) -> str:
    """The figures of a code, however the keyboard wrote them: ５ is 5, and spaces are nothing."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def read_uscc(text: str) -> str | None:
    """A unified social credit code (GB 32100) that passed its check, or None.

    The first eight characters may hold letters: farmers' co-operatives begin with N, the army
    with A, others with Y.
    """
    value = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", without_unseen(text))).upper()
    if len(value) != 18 or any(character not in _USCC_LETTERS for character in value):
        return None
    return value if uscc_check_character(value) == value[17] else None


def uscc_check_character(value: str) -> str:
    total = sum(
        _USCC_LETTERS.index(character) * weight
        for character, weight in zip(value[:17], _USCC_WEIGHTS, strict=True)
    )
    return _USCC_LETTERS[-total % 31]

"""One cell at a time: what people and Excel make of a date, a number, a yes.

Each reader gives the value, None for an empty cell, or raises CellError with a reason and a
way to mend it, in words for the person who has the file open beside this page.
"""

import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.identifiers import read_id_number, read_phone, without_unseen

_T = TypeVar("_T", bound=Hashable)

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_EXCEL_EPOCH = date(1899, 12, 30)
"""Serial 60 is the 29 February 1900 that never was; nobody here is born before March 1900."""
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+[\d:]+)?")
_MONTH = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*月?")
_MOMENT = re.compile(r"(.*[\d日])(?:\s+|(?<=日))(\d{1,2}\s*[:点时].*)")
_TIME = re.compile(r"(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::\d{2})?")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")
_DAY_ENDS = time(23, 59)
_BETWEEN = "、,;/"
"""How people part things in one cell."""
_BLANK = {"", "-", "--", "—", "/", "无", "n/a", "null", "none", "#n/a"}
YES = {"是", "有", "√", "✓", "y", "yes", "1", "true", "对", "租住", "出租"}
NO = {"否", "无", "×", "x", "n", "no", "0", "false", "没有", "自住"}


class CellError(Exception):
    """This cell cannot be taken as it is."""

    def __init__(self, reason: str, suggestion: str = "", shown: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion
        self.shown = shown
        """What stands in the cell, where the reader of the file found the fault."""


def half_width(text: str) -> str:
    """１３８ → 138, （ → (; invisible characters from web pages and chat windows go."""
    return without_unseen(text.translate(_FULL_WIDTH))


def read_text(value: Any) -> str:
    """The cell as text. Excel keeps 301 as 301.0 and a typed apostrophe as part of the value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, CellError):
        value = value.shown
    text = " ".join(half_width(str(value)).split()).lstrip("'")
    return "" if text.lower() in _BLANK else text


def read_short(value: Any, *, most: int) -> str:
    """A line that has so much room and no more."""
    text = read_text(value)
    if len(text) > most:
        raise CellError(_("最多 %(n)d 个字") % {"n": most}, _("写短一些"))
    return text


def read_date(value: Any, *, today: date) -> date | None:
    if isinstance(value, datetime):
        return _sane(value.date(), today)
    if isinstance(value, date):
        return _sane(value, today)
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = int(value)
        if 61 <= number <= 80_000:
            return _sane(_EXCEL_EPOCH + timedelta(days=number), today)
    text = read_text(value)
    if not text:
        return None
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _sane(_calendar_day(*match.groups()), today)
    if match := _DATE.fullmatch(text):
        return _sane(_calendar_day(*match.groups()), today)
    if re.fullmatch(r"\d{5}", text):  # a serial number that was pasted as text
        return _sane(_EXCEL_EPOCH + timedelta(days=int(text)), today)
    if _MONTH.fullmatch(text):
        raise CellError(_("只有年月，缺少日"), _("补上日，如 1958-03-02；不清楚可留空"))
    raise CellError(_("看不懂这个日期"), _("写成 1958-03-02、1958年3月2日 或 19580302"))


def read_time(value: Any) -> time | None:
    """18:00, 18：00, 18点30; Excel keeps a time of day as a fraction of it."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60) % (24 * 60)
        return time(minutes // 60, minutes % 60)
    text = read_text(value)
    if not text:
        return None
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59:
        raise CellError(_("看不懂这个时间"), _("写成 18:00"))
    return time(int(match[1]) % 24, int(match[2] or 0))


def read_moment(value: Any, *, today: date) -> datetime | None:
    """A day and an hour in one cell, by the clock of the place: 2027-08-30 18:00. A day alone, or
    24:00, means until its end: so a deadline is read."""
    if isinstance(value, datetime):
        hour = value.time().replace(second=0, microsecond=0)
        return datetime.combine(_sane(value.date(), today), hour if hour > time.min else _DAY_ENDS)
    if isinstance(value, float) and value % 1:
        day, at = read_date(int(value), today=today), read_time(value % 1)
    elif match := _MOMENT.fullmatch(read_text(value)):
        late = match[2].startswith("24")
        day, at = read_date(match[1], today=today), _DAY_ENDS if late else read_time(match[2])
    else:
        day, at = read_date(value, today=today), _DAY_ENDS
    return None if day is None or at is None else datetime.combine(day, at)


def _calendar_day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise CellError(_("没有这一天"), _("核对月份和日期")) from error


def _sane(day: date, today: date) -> date:
    if not date(1900, 3, 1) <= day <= today + timedelta(days=366 * 20):
        raise CellError(_("日期不在合理范围内"), _("核对年份"))
    return day


def read_id(value: Any, *, today: date) -> str:
    """An ID number, or why it is none. Excel keeps 15 digits of a number and writes 000 behind."""
    if _was_a_number(value):
        raise CellError(
            _("身份证号被 Excel 当成数字保存，后三位已经变成 000，原号码无法从这个文件找回"),
            _("把这一列设为“文本”格式，再从原始资料重新录入这些号码；只改格式找不回丢掉的数字"),
        )
    text = read_text(value).upper().replace(" ", "")
    if not text:
        return ""
    if number := read_id_number(text, today=today):
        return number.value
    if re.fullmatch(r"\d{15}", text):
        raise CellError(_("这是 15 位的旧号码"), _("按现在的身份证填 18 位号码"))
    if len(text) != 18:
        raise CellError(
            _("身份证号应为 18 位，这里是 %(count)d 位") % {"count": len(text)},
            _("对照证件补齐或删去多余的字符"),
        )
    if re.fullmatch(r"\d{15}000", text):
        raise CellError(
            _("身份证号末三位是 000 且校验不符，多半是被 Excel 当成数字保存过"),
            _("把这一列设为“文本”格式，再从原始资料重新录入"),
        )
    raise CellError(_("身份证号校验不符，至少有一位写错了"), _("对照证件逐位核对"))


def _was_a_number(value: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return abs(value) >= 10**15
    return bool(_SCIENTIFIC.fullmatch(read_text(value)))


def read_phone_number(value: Any) -> str:
    text = read_text(value)
    if not text:
        return ""
    if phone := read_phone(text):
        return phone
    parts = [part for part in re.split(r"[、,，;；/ ]+", text) if part]
    if len(parts) > 1 and all(read_phone(part) for part in parts):
        raise CellError(_("一格里有多个号码"), _("只留最常用的一个，其余写到备注以外的地方"))
    digits = sum(character.isdigit() for character in text)
    raise CellError(
        _("电话号码不对，现在有 %(count)d 位数字") % {"count": digits},
        _("手机号 11 位；座机写区号，如 0858-8888888"),
    )


def read_yes(value: Any) -> bool | None:
    text = read_text(value).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    if not text:
        return None
    raise CellError(_("这里只填“是”或“否”"), _("改成“是”或“否”"))


def squeezed(text: str) -> str:
    """To compare what somebody typed with what is written here: brackets and commas, too."""
    return half_width(text).lower().replace(" ", "")


def in_every_language(wording: str) -> tuple[str, ...]:
    """As it is written here, and as somebody's own export has it who reads the site in English."""
    said = [wording]
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(_(wording))
    return tuple(dict.fromkeys(said))


def read_choice(value: Any, choices: Mapping[str, str]) -> str:
    """`choices` maps every accepted wording to its code."""
    text = read_text(value)
    key = squeezed(text or str(value or "").strip())  # “无” is empty, unless it is a choice
    for wording, code in choices.items():
        if key in {squeezed(word) for word in in_every_language(wording)}:
            return code
    if not text:
        return ""
    first: dict[str, str] = {}
    for wording, code in choices.items():
        first.setdefault(code, wording)
    shown = "、".join(first.values())
    raise CellError(_("没有这个选项"), _("从这些里选：%(choices)s") % {"choices": shown})


def read_several(value: Any, choices: Mapping[str, _T]) -> list[_T]:
    """理发、修水管: each by a wording of `choices`, or by what the other language has for it.

    The longest wording that fits is meant: one may hold a comma itself.
    """
    known = {squeezed(word): wording for wording in choices for word in in_every_language(wording)}
    longest_first = sorted(known, key=len, reverse=True)
    chosen: dict[str, None] = {}
    rest = squeezed(read_text(value)).lstrip(_BETWEEN)
    while rest:
        word = next((word for word in longest_first if rest.startswith(word)), None)
        if word is None:
            first = {each: wording for wording, each in reversed([*choices.items()])}
            raise CellError(
                _("没有“%(word)s”这一项") % {"word": re.split(f"[{_BETWEEN}]", rest)[0]},
                _("从这些里选：%(choices)s") % {"choices": "、".join(reversed(first.values()))},
            )
        chosen[known[word]] = None
        rest = rest[len(word) :].lstrip(_BETWEEN)
    return [choices[wording] for wording in chosen]


def read_number(value: Any, *, low: float, high: float) -> float | None:
    text = read_text(value)
    if not text:
        return None
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*[层个单元]*", text)
    if match is None:
        raise CellError(_("这里应是数字"), _("只填数字，不写单位"))
    number = float(match[1])
    if not low <= number <= high:
        raise CellError(
            _("数字应在 %(low)g 到 %(high)g 之间") % {"low": low, "high": high}, _("核对数字")
        )
    return number

"""Small words that differ between languages."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

_Row = TypeVar("_Row", bound=Any)


def said(row: object, field: str) -> str:
    """In the reader's language, where the row has it in that: `name_en` beside `name`."""
    english = getattr(row, f"{field}_en", "") if get_language() == "en" else ""
    return str(english or getattr(row, field))


def called(rows: Iterable[_Row]) -> dict[str, _Row]:
    """Each by all its names: what a table may call it."""
    names = ((row, word) for row in rows for word in (row.name, getattr(row, "name_en", "")))
    return {word: row for row, word in names if word}


_HAN = re.compile(r"[\u4e00-\u9fff]")


def in_chinese(text: str) -> bool:
    """Words left as they were written, on a page in another language: mostly Chinese ones."""
    if get_language() in {None, "zh-hans"}:
        return False
    return len(_HAN.findall(text)) * 2 > len(text.replace(" ", ""))


def says_enough(text: str) -> bool:
    """To be searched for: a single letter or digit finds half the town, a single 王 is a name."""
    return len(text) > 1 or (len(text) == 1 and not text.isascii())


def listed(things: Iterable[object]) -> str:
    """Several things in one sentence: the mark between them belongs to the language."""
    return _("、").join(str(thing) for thing in things)


def clauses(said: Sequence[object], *, between: str) -> list[str]:
    """The parts of one sentence, each with the mark that follows it; a page breaks between them."""
    stop = _("。")
    return [f"{clause}{between}" for clause in said[:-1]] + [f"{last}{stop}" for last in said[-1:]]


def moment(at: datetime) -> str:
    """A day of this year and the hour, as it is said here."""
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'MONTH_DAY_FORMAT')} {local:%H:%M}"


def deadline(at: datetime) -> str:
    """Midnight is the end of the day before: nobody is told to be ready by 00:00."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return formats.date_format(local.date() - timedelta(days=1), "MONTH_DAY_FORMAT")
    return moment(at)


def span(left: timedelta) -> str:
    """In the largest unit that says something: 3 天, 5 小时, 20 分钟."""
    minutes = int(left.total_seconds() // 60)
    if minutes >= 24 * 60:
        return ngettext("%(n)d 天", "%(n)d 天", minutes // 1440) % {"n": minutes // 1440}
    if minutes >= 60:
        return ngettext("%(n)d 小时", "%(n)d 小时", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d 分钟", "%(n)d 分钟", minutes) % {"n": minutes}

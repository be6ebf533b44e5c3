"""A calendar other calendars subscribe to (RFC 5545): text in, text out, no library needed."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from activities.models import Activity
from activities.workflow import Status

HERE = ZoneInfo("Asia/Shanghai")
LINE = 75
"""Bytes of a line without its end; a longer one goes on in the next, after a blank."""
TYPE = "text/calendar; charset=utf-8"
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar(name: str, activities: Iterable[Activity], *, host: str, link: str) -> str:
    """`link` is the address of one activity with {pk} where its number stands."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//wushe//activities//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        *_ZONE,
        *(line for each in activities for line in _event(each, host, link)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    r"""Backslash, semicolon and comma are marks of the format, a line's end is written \n."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # what no text may hold at all
    return "".join(sign for sign in lines if sign >= " " or sign == "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """Never through the middle of a character: a Chinese one is three bytes."""
    parts, part, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + width
    return "\r\n".join([*parts, part])


def _event(activity: Activity, host: str, link: str) -> Iterator[str]:
    off = activity.status == Status.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:activity-{activity.pk}@{host}"
    yield f"SEQUENCE:{activity.revision}"
    yield f"DTSTAMP:{_utc(activity.changed_at)}"
    yield f"DTSTART;TZID=Asia/Shanghai:{_here(activity.starts_at)}"
    yield f"DTEND;TZID=Asia/Shanghai:{_here(activity.ends_at)}"
    yield f"SUMMARY:{escaped(activity.heading)}"
    yield f"LOCATION:{escaped(activity.where)}"
    if activity.text:
        yield f"DESCRIPTION:{escaped(activity.text)}"
    yield f"CATEGORIES:{escaped(str(activity.get_kind_display()))}"
    yield f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}"
    yield f"URL:{link.format(pk=activity.pk)}"
    yield "END:VEVENT"


def _here(at: datetime) -> str:
    return f"{at.astimezone(HERE):%Y%m%dT%H%M%S}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"

"""A calendar other calendars subscribe to (RFC 5545): text in, text out, no library needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Event:
    """One appointment of whatever room: what `of_events` needs to know of it."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    url: str
    where: str = ""
    text: str = ""
    category: str = ""
    is_off: bool = False
    revision: int = 0
    changed_at: datetime | None = None
    """When it was written last; unknown, it is as new as the answer."""


def calendar(name: str, activities: Iterable[Activity], *, host: str, link: str) -> str:
    """`link` is the address of one activity with {pk} where its number stands."""
    return of_events(name, (_event_of(each, link) for each in activities), host=host)


def of_events(name: str, events: Iterable[Event], *, host: str) -> str:
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
        *(line for each in events for line in _lines(each, host)),
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


def _event_of(activity: Activity, link: str) -> Event:
    return Event(
        uid=f"activity-{activity.pk}",
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        summary=activity.heading,
        where=activity.spot if activity.is_shared else activity.where,
        text="\n".join(filter(None, [activity.shared_line, activity.text])),
        category=str(activity.get_kind_display()),
        is_off=activity.status == Status.CANCELLED,
        revision=activity.revision,
        changed_at=activity.changed_at,
        url=link.format(pk=activity.pk),
    )


def _lines(event: Event, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@{host}"
    yield f"SEQUENCE:{event.revision}"
    yield f"DTSTAMP:{_utc(event.changed_at or datetime.now(UTC))}"
    yield f"DTSTART;TZID=Asia/Shanghai:{_here(event.starts_at)}"
    yield f"DTEND;TZID=Asia/Shanghai:{_here(event.ends_at)}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"LOCATION:{escaped(event.where)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.category:
        yield f"CATEGORIES:{escaped(event.category)}"
    yield f"STATUS:{'CANCELLED' if event.is_off else 'CONFIRMED'}"
    yield f"URL:{event.url}"
    yield "END:VEVENT"


def _here(at: datetime) -> str:
    return f"{at.astimezone(HERE):%Y%m%dT%H%M%S}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"

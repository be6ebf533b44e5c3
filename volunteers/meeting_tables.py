"""Meetings and what was said at them as a table: in, again, and out. A line is a word; that it
becomes an order is done on the page, where the order is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.exports import Rows, exporter
from core.imports.tables import Row, Table
from core.imports.values import read_text
from core.models import ExportJob
from core.words import listed
from volunteers.actions import meetings
from volunteers.meeting_columns import columns
from volunteers.models import Meeting, Opinion, Volunteer
from volunteers.queries.meetings import keeps_meetings

SITTING = ("place", "team", "present", "others")
Key = tuple[str, date]


@dataclass(frozen=True)
class Word:
    words: str
    said_by: Volunteer | None
    answer: str


def check(table: Table, community: Area) -> Plan:
    """The same name on the same day is the same meeting; what was said there once stays so."""
    plan = Plan(table, columns(community))
    known = _known(community)
    first: dict[Key, Row] = {}
    seen: dict[tuple[Key, str], int] = {}
    for row in table.rows:
        if not (row.has("title") and row.has("held_on")):
            continue  # the cell that is missing has been named
        key = (row["title"], row["held_on"])
        head, meeting = first.setdefault(key, row), known.get(key)
        if head is not row:
            _require_alike(plan, row, head)
        elif meeting is None:
            _require_new(plan, row, community)
        once = (key, row["words"] or "")
        if once in seen:
            plan.blame(row, "words", _("和第 %(row)d 行重复") % {"row": seen[once]}, _("删去一行"))
        seen.setdefault(once, row.number)
        word = _word(plan, row, list(meeting.present.all()) if meeting else head["present"] or [])
        values = (key, {name: head[name] for name in SITTING if head.has(name)}, word)
        there = meeting is not None and (word is None or word.words in _said(meeting))
        plan.add(Outcome(row, SAME if there else ADDED, meeting, values))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    made: dict[Key, Meeting] = {}
    for outcome in plan.of(ADDED):
        key, sitting, word = outcome.values
        with writing(outcome.row):
            meeting = outcome.target or made.get(key)
            if meeting is None:
                meeting = made[key] = meetings.write_down(
                    community, title=key[0], held_on=key[1], actor=actor, **sitting
                )
            if word is not None:
                said = meetings.say(meeting, words=word.words, said_by=word.said_by, actor=actor)
                if word.answer:
                    meetings.answer(said, answer=word.answer, actor=actor)


register(
    Kind(
        "meetings",
        gettext_lazy("志愿者会和意见"),
        gettext_lazy("一条意见一行；同名同一天的算同一次会。记过的意见不改，转成诉求在页面上办。"),
        columns,
        check,
        write,
        exporter="volunteers.meetings",
    )
)


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_meetings(viewer)


@exporter(
    "volunteers.meetings",
    title=gettext_lazy("志愿者会和意见"),
    columns=[
        gettext_lazy("什么会"),
        gettext_lazy("哪天开的"),
        gettext_lazy("在哪里"),
        gettext_lazy("哪支队伍"),
        gettext_lazy("到会的志愿者"),
        gettext_lazy("到会的其他人"),
        gettext_lazy("说了什么"),
        gettext_lazy("谁说的"),
        gettext_lazy("怎么答复的"),
        gettext_lazy("结果"),
        gettext_lazy("诉求编号"),
    ],
    allowed=_may,
)
def book(job: ExportJob) -> Rows:
    """In the words the import reads back: people by their numbers, and no names."""
    found = Meeting.objects.manageable_by(viewer_of(job))
    said = Opinion.objects.filter(meeting__in=found.values("pk"))
    rows = found.select_related("team").prefetch_related("present", "opinions__said_by")
    total = said.count() + found.filter(opinions__isnull=True).count()
    return Rows(total, in_chunks(rows, _lines))


# --- inside ---------------------------------------------------------------------------------------
def _require_new(plan: Plan, row: Row, community: Area) -> None:
    if not row.has("place"):
        plan.blame(row, "place", _("这一格必填"), _("写会在哪里开的"))
    if not row.sound("present", "others"):
        return
    try:
        meetings.require_sitting(
            community,
            held_on=row["held_on"],
            team=row["team"],
            present=row["present"] or [],
            others=row["others"] or 0,
        )
    except DomainError as refusal:
        plan.refuse(row, refusal, "present")


def _require_alike(plan: Plan, row: Row, head: Row) -> None:
    """A meeting is told by its first line; the others leave it empty, or say the same."""
    for name in SITTING:
        if row.has(name) and row[name] != head[name]:
            reason = _("和第 %(row)d 行说的不一样") % {"row": head.number}
            plan.blame(row, name, reason, _("同一次会，照第一行写，或者不填"))


def _word(plan: Plan, row: Row, present: list[Volunteer]) -> Word | None:
    if not row.has("words"):
        for name in ("said_by", "answer"):
            if row.has(name):
                plan.blame(row, "words", _("请写说了什么"))
        return None
    try:
        words = meetings.require_word(row["words"], said_by=row["said_by"], present=present)
    except DomainError as refusal:
        plan.refuse(row, refusal, "words")
        return None
    return Word(words, row["said_by"], row["answer"] or "")


def _known(community: Area) -> dict[Key, Meeting]:
    """As a cell would be read: commas and brackets come in half as wide."""
    rows = Meeting.objects.filter(community=community).prefetch_related("present", "opinions")
    return {(read_text(row.title), row.held_on): row for row in rows}


def _said(meeting: Meeting) -> set[str]:
    return {read_text(row.words) for row in meeting.opinions.all()}


def _lines(piece: list[Any]) -> Iterator[list[Any]]:
    for row in piece:
        there = listed(sorted(one.number for one in row.present.all()))
        team = row.team.name if row.team else ""
        sitting = [row.title, row.held_on, row.place, team, there, row.others]
        opinions = sorted(row.opinions.all(), key=lambda each: each.pk)
        for each in opinions:
            by = each.said_by.number if each.said_by else ""
            outcome = str(each.get_outcome_display())
            yield [*sitting, each.words, by, each.answer, outcome, each.order_number]
        if not opinions:
            yield [*sitting, "", "", "", "", ""]

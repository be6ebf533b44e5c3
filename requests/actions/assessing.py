"""How a whistle came out: each side says it for itself, each is assessed, then it is closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Department
from core.exceptions import DomainError
from requests.actions.whistling import move, side_of, tell_ended
from requests.models import Whistle, WhistleMark
from requests.workflow.whistles import PARTIES_NEEDED, Side


@transaction.atomic
def judge(whistle: Whistle, *, grade: int, words: str = "", by: Viewer) -> Whistle:
    """Solved or not, said by each side for itself; a department says it for its own office."""
    row = move(whistle, "judge", by)
    _write_mark(row, WhistleMark.About.RESULT, grade, words, by)
    return row


@transaction.atomic
def mark_department(
    whistle: Whistle, *, department: Department, grade: int, words: str = "", by: Viewer
) -> Whistle:
    """The street, of each department it called."""
    row = move(whistle, "mark", by)
    if side_of(by) != Side.STREET or not row.calls.filter(department=department).exists():
        raise DomainError(_("由街道评它吹到的部门"), code="not_allowed")
    _write_mark(row, WhistleMark.About.DEPARTMENT, grade, words, by, department)
    return row


@transaction.atomic
def mark_whistle(whistle: Whistle, *, grade: int, words: str = "", by: Viewer) -> Whistle:
    """A department, of the whistle: was it needed, was it clear?"""
    row = move(whistle, "mark", by)
    if side_of(by) != Side.DEPARTMENT:
        raise DomainError(_("由被吹到的部门评这一哨"), code="not_allowed")
    _write_mark(row, WhistleMark.About.WHISTLE, grade, words, by)
    return row


@transaction.atomic
def close(whistle: Whistle, *, answer: str, by: Viewer) -> Whistle:
    """Only what at least two sides call solved, and both sides assessed; else the district."""
    row = move(whistle, "close", by)
    lacking = missing(row)
    if lacking:
        raise DomainError(lacking[0], code="not_assessed")
    results = row.marks.filter(about=WhistleMark.About.RESULT)
    if results.filter(grade__lte=2).exists():
        raise DomainError(_("有一方说没解决：请报到区县"), code="unsolved")
    row.answer, row.closed_at = answer.strip(), timezone.now()
    row.save()
    tell_ended(row, by=by)
    return row


def missing(whistle: Whistle) -> list[str]:
    """What still has to be said before it can be closed."""
    marks = list(whistle.marks.all())
    said = {(one.side, one.department_id) for one in marks if one.about == "result"}
    found = []
    if len(said) < PARTIES_NEEDED:
        found.append(_("至少要两方评过结果"))
    graded = {one.department_id for one in marks if one.about == "department"}
    if {call.department_id for call in whistle.calls.all()} - graded:
        found.append(_("街道还没有评完各部门"))
    if not any(one.about == "whistle" for one in marks):
        found.append(_("还没有部门评这一哨"))
    return found


def has_said(whistle: Whistle, about: str, by: Viewer) -> bool:
    said = whistle.marks.filter(about=about, side=str(side_of(by)))
    return said.filter(department=_office(by)).exists()


# --- shared --------------------------------------------------------------------------------------
def _office(by: Viewer) -> int | None:
    return min(by.department_ids, default=None)


def _write_mark(
    row: Whistle,
    about: str,
    grade: int,
    words: str,
    by: Viewer,
    department: Department | None = None,
) -> None:
    side = side_of(by)
    department_id = department.pk if department else _office(by)
    if not 1 <= grade <= 5:
        raise DomainError(_("请打 1 到 5 分"), field="grade")
    marks = row.marks.filter(about=about, side=str(side))
    if any(one.department_id == department_id for one in marks):
        raise DomainError(_("已经评过了"), code="once")
    WhistleMark.objects.create(
        community_id=row.community_id,
        whistle=row,
        about=about,
        side=str(side),
        department_id=department_id,
        grade=grade,
        words=words.strip(),
        by=by.actor,
    )

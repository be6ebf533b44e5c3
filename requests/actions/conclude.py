"""结 · 评: the person served has the last word; silence is silence, never content."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move
from requests.models import Rating, ServiceRequest
from requests.models.ratings import AskedHow, Grade
from requests.workflow import CloseKind


@transaction.atomic
def rate(
    service_request: ServiceRequest,
    *,
    grade: int,
    solved: bool | None = None,
    words: str = "",
    by: Viewer,
) -> ServiceRequest:
    """By the person served. A low grade keeps it open: somebody owes him an answer."""
    row = lock(service_request)
    value = _grade(grade)
    low = value.is_low or solved is False
    changes = {} if low else {"close_kind": CloseKind.RATED}
    moved = move(
        row, "rate_low" if low else "rate", by=by, data={"grade": value}, changes=changes
    ).service_request
    _rating(moved, value, solved, words, by)
    return moved


@transaction.atomic
def confirm(
    service_request: ServiceRequest,
    *,
    grade: int,
    asked_how: str,
    solved: bool | None = None,
    words: str = "",
    by: Viewer,
) -> ServiceRequest:
    """回访: somebody who had no hand in it asks him, and says how he asked."""
    if asked_how not in AskedHow.values:
        raise DomainError(_("请选怎么问的"), field="asked_how")
    row = lock(service_request)
    value = _grade(grade)
    low = value.is_low or solved is False
    changes = {} if low else {"close_kind": CloseKind.VISITED}
    moved = move(
        row,
        "confirm_low" if low else "confirm",
        by=by,
        data={"grade": value, "how": asked_how},
        changes=changes,
    ).service_request
    _rating(moved, value, solved, words, by, asked_how)
    return moved


@transaction.atomic
def add_rating(
    service_request: ServiceRequest, *, grade: int, words: str = "", by: Viewer
) -> ServiceRequest:
    """追评: one later addition; the first stays as it was."""
    row = lock(service_request)
    value = _grade(grade)
    if Rating.objects.filter(service_request=row, epoch=row.epoch, is_addition=True).exists():
        raise DomainError(_("已经追评过了"), code="added_once")
    moved = move(row, "add_rating", by=by, data={"grade": value}).service_request
    _rating(moved, value, None, words, by, is_addition=True)
    return moved


def rework(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """退回重办: a new epoch with its own clocks, by the same lead."""
    _said(reason, "reason")
    if not service_request.parties.standing().leads().exists():
        raise DomainError(_("没有承办的人了，请重新派单"), code="no_lead")
    return move(service_request, "rework", by=by, note=reason).service_request


def explain(service_request: ServiceRequest, *, explanation: str, by: Viewer) -> ServiceRequest:
    """It cannot be done better, and this is why: the grade stays, the answer stands beside it."""
    _said(explanation, "explanation")
    return move(
        service_request,
        "explain",
        by=by,
        note=explanation,
        changes={"close_kind": CloseKind.EXPLAINED},
    ).service_request


def reopen(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    _said(reason, "reason")
    return move(service_request, "reopen", by=by, note=reason).service_request


def withdraw(service_request: ServiceRequest, *, reason: str = "", by: Viewer) -> ServiceRequest:
    return move(service_request, "withdraw", by=by, note=reason).service_request


def close_unrated(service_request: ServiceRequest) -> ServiceRequest:
    """Asked fairly, twice, by ways he can use; counted apart, never as content."""
    return move(
        service_request, "close_unrated", by=None, changes={"close_kind": CloseKind.UNRATED}
    ).service_request


def _rating(
    row: ServiceRequest,
    grade: Grade,
    solved: bool | None,
    words: str,
    by: Viewer,
    asked_how: str = "",
    *,
    is_addition: bool = False,
) -> Rating:
    return Rating.objects.create(
        community_id=row.community_id,
        service_request=row,
        epoch=row.epoch,
        grade=grade,
        solved=solved,
        words=words.strip(),
        is_addition=is_addition,
        by=None if row.is_sealed and not by.is_staff else by.user,
        asked_how=asked_how,
    )


def _grade(grade: int) -> Grade:
    try:
        return Grade(grade)
    except ValueError:
        raise DomainError(_("请选一个满意程度"), field="grade") from None


def _said(words: str, field: str) -> None:
    if not words.strip():
        raise DomainError(_("请写一句说明"), field=field)

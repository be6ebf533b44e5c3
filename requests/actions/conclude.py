"""结 · 评: the person served has the last word; silence is silence, never content."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.money import unsettled
from requests.actions.moving import lock, move, move_on
from requests.models import Rating, RequestEvent, ServiceRequest
from requests.models.parties import Role
from requests.models.ratings import AskedHow, Grade, SpokeWith
from requests.workflow import CloseKind, Status


@dataclass(frozen=True)
class Asked:
    """How somebody else came to know what the person served says."""

    how: str
    spoke_with: str
    call_back: str


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
    moved = move_on(
        row,
        "rate_low" if low else "rate",
        by=by,
        data={"grade": value, **_solved(solved)},
        changes=changes,
    ).service_request
    _rating(moved, value, solved, words, by)
    return moved


@transaction.atomic
def confirm(
    service_request: ServiceRequest,
    *,
    grade: int,
    asked_how: str,
    spoke_with: str = SpokeWith.SELF,
    call_back: str = "",
    solved: bool | None = None,
    words: str = "",
    by: Viewer,
) -> ServiceRequest:
    """回访: somebody who had no hand in it asks him, and says whom, how, and on which number."""
    if asked_how not in AskedHow.values:
        raise DomainError(_("请选怎么问的"), field="asked_how")
    if spoke_with not in SpokeWith.values:
        raise DomainError(_("请选和谁说的"), field="spoke_with")
    row = lock(service_request)
    call_back = call_back.strip() or row.contact_phone.open()
    if asked_how == AskedHow.PHONE and not call_back:
        raise DomainError(_("请写能回拨核实的号码"), field="call_back")
    value = _grade(grade)
    low = value.is_low or solved is False
    changes = {} if low else {"close_kind": CloseKind.VISITED}
    moved = move_on(
        row,
        "confirm_low" if low else "confirm",
        by=by,
        data={"grade": value, "how": asked_how, **_solved(solved)},
        changes=changes,
    ).service_request
    _rating(moved, value, solved, words, by, Asked(asked_how, spoke_with, call_back))
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
    moved = move_on(row, "add_rating", by=by, data={"grade": value}).service_request
    _rating(moved, value, None, words, by, is_addition=True)
    return moved


@transaction.atomic
def answer_rating(service_request: ServiceRequest, *, note: str, by: Viewer) -> ServiceRequest:
    """A word to who rated, when it is closed: once to each thing he said."""
    _said(note, "note")
    row = lock(service_request)
    last = row.ratings.order_by("id").last()
    if last is None:
        raise DomainError(_("还没有人评价，没有可以回的"), code="no_rating")
    said = RequestEvent.objects.filter(service_request=row, step="answer_rating")
    if said.filter(data__rating=last.pk).exists():
        raise DomainError(_("这条评价已经回过了"), code="answered")
    return move_on(row, "answer_rating", by=by, note=note, data={"rating": last.pk}).service_request


def rework(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """退回重办: a new epoch with its own clocks, by the same lead."""
    _said(reason, "reason")
    if not service_request.parties.standing().leads().exists():
        raise DomainError(_("没有承办的人了，请重新派单"), code="no_lead")
    return move(service_request, "rework", by=by, note=reason).service_request


def explain(service_request: ServiceRequest, *, explanation: str, by: Viewer) -> ServiceRequest:
    """It cannot be done better, and this is why: the grade stays, the answer stands beside it."""
    _said(explanation, "explanation")
    if not _spoken_since(service_request):
        raise DomainError(_("先和他联系一次，记下来，再写说明"), code="talk_first")
    return move(
        service_request,
        "explain",
        by=by,
        note=explanation,
        changes={"close_kind": CloseKind.EXPLAINED},
    ).service_request


def _spoken_since(row: ServiceRequest) -> bool:
    """Somebody reached him, or tried to, after he said that it is not well."""
    events = RequestEvent.objects.filter(service_request=row, epoch=row.epoch)
    low = events.filter(to_status=Status.DISPUTED).exclude(from_status=Status.DISPUTED).last()
    return low is None or events.filter(step="contact", pk__gt=low.pk).exists()


def reopen(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    _said(reason, "reason")
    return move(service_request, "reopen", by=by, note=reason).service_request


def withdraw(service_request: ServiceRequest, *, reason: str = "", by: Viewer) -> ServiceRequest:
    """What touches others as well is no longer his alone to take back."""
    waiting = service_request.parties.standing().filter(role=Role.AFFECTED).count()
    if waiting:
        raise DomainError(
            ngettext(
                "还有 %(n)d 位邻居也受影响，这件事社区接着办",
                "还有 %(n)d 位邻居也受影响，这件事社区接着办",
                waiting,
            )
            % {"n": waiting},
            code="others_wait",
        )
    if unsettled(service_request):
        raise DomainError(_("还有代办的钱没有结清，结清了再撤回"), code="money_open")
    return move(service_request, "withdraw", by=by, note=reason).service_request


def close_unrated(service_request: ServiceRequest) -> ServiceRequest:
    """Asked fairly, twice, by ways he can use; counted apart, never as content."""
    return move(
        service_request, "close_unrated", by=None, changes={"close_kind": CloseKind.UNRATED}
    ).service_request


def _solved(solved: bool | None) -> dict[str, str]:
    return {} if solved is None else {"solved": "yes" if solved else "no"}


def _rating(
    row: ServiceRequest,
    grade: Grade,
    solved: bool | None,
    words: str,
    by: Viewer,
    asked: "Asked | None" = None,
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
        asked_how=asked.how if asked else "",
        spoke_with=asked.spoke_with if asked else "",
        call_back=asked.call_back if asked else "",
    )


def _grade(grade: int) -> Grade:
    try:
        return Grade(grade)
    except ValueError:
        raise DomainError(_("请选一个满意程度"), field="grade") from None


def _said(words: str, field: str) -> None:
    if not words.strip():
        raise DomainError(_("请写一句说明"), field=field)

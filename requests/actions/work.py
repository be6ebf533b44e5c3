"""跟: reaching the person, doing it, saying how it stands, asking for time before it runs out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests import hearing, urging
from requests.actions import ticking
from requests.actions.money import square_first
from requests.actions.moving import SAME, lock, move, move_on
from requests.actions.sharing import still_open
from requests.actions.splitting import parts_still_open
from requests.models import RequestEvent, ServiceRequest
from requests.models.ratings import AskedHow
from requests.words import PAUSES
from requests.workflow import ONWARD, Became, OrderType


def contact(
    service_request: ServiceRequest, *, how: str, note: str = "", by: Viewer
) -> ServiceRequest:
    """Spoke with the person: how, and what was said. The first time stops the contact clock."""
    if how not in AskedHow.values:
        raise DomainError(_("请选怎么联系的"), field="how")
    first = service_request.contacted_at or timezone.now()
    return _once(
        service_request,
        "contact",
        by=by,
        note=note,
        data={"how": how},
        changes={"contacted_at": first},
    )


def add_note(service_request: ServiceRequest, *, note: str, by: Viewer) -> ServiceRequest:
    """For those who work on it; the reporter does not read it."""
    _said(note, "note")
    return _once(service_request, "note", by=by, note=note)


def message(service_request: ServiceRequest, *, note: str, by: Viewer) -> ServiceRequest:
    _said(note, "note")
    if hearing.unheard(service_request) == hearing.DIED:
        raise DomainError(_("他已经去世，这句话带不到；要说的请当面或打电话告诉家属"), code="died")
    return _once(service_request, "message", by=by, note=note)


def reply(service_request: ServiceRequest, *, note: str, by: Viewer) -> ServiceRequest:
    _said(note, "note")
    return _once(service_request, "reply", by=by, note=note)


@transaction.atomic
def urge(service_request: ServiceRequest, *, note: str = "", by: Viewer) -> ServiceRequest:
    """催单: heard, but not every hour; how often is a rule of the promise."""
    row = lock(service_request)
    allowance = urging.read(row)
    if not allowance.left:
        raise DomainError(_("这件事已经催满了次数，社区书记看得到，请等一等"), code="urged_out")
    if allowance.next_at is not None:
        raise DomainError(_("刚催过不久，承办的人知道了"), code="urged_lately")
    return move_on(row, "urge", by=by, note=note).service_request


def suspend(
    service_request: ServiceRequest, *, reason: str, until: datetime, note: str = "", by: Viewer
) -> ServiceRequest:
    """Only for the listed reasons, and only until a day that stands there for everybody."""
    if reason not in PAUSES:
        raise DomainError(_("请选一个暂停的原因"), field="reason")
    if until <= timezone.now():
        raise DomainError(_("请写暂停到哪一天"), field="until")
    return move(
        service_request,
        "suspend",
        by=by,
        note=note,
        data={"reason": reason, "until": until.isoformat()},
        changes={"paused_until": until},
    ).service_request


def resume(service_request: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    return move(service_request, "resume", by=by, changes={"paused_until": None}).service_request


@transaction.atomic
def ask_extension(
    service_request: ServiceRequest, *, until: datetime, reason: str, by: Viewer
) -> ServiceRequest:
    """Before the day, never after it."""
    row = lock(service_request)
    _said(reason, "reason")
    if row.due_at is not None and row.due_at <= timezone.now():
        raise DomainError(_("已经到期了，不能再申请延期"), code="too_late")
    if row.due_at is not None and until <= row.due_at:
        raise DomainError(_("请写一个比现在的期限更晚的日子"), field="until")
    data = {"until": until.isoformat()}
    return move_on(row, "ask_extension", by=by, note=reason, data=data).service_request


@transaction.atomic
def extend(
    service_request: ServiceRequest, *, until: datetime, note: str = "", by: Viewer
) -> ServiceRequest:
    """Another than who asked grants it; the person served is told the new day and why."""
    row = lock(service_request)
    asked = _open_question(row)
    if asked.actor_id == by.user_id:
        raise DomainError(_("自己申请的延期要别人来批"), code="own_request")
    ticking.prolong(row, until)
    data = {"until": until.isoformat(), "asked": asked.pk}
    return move_on(row, "extend", by=by, note=note, data=data).service_request


@transaction.atomic
def refuse_extension(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    row = lock(service_request)
    _said(reason, "reason")
    asked = _open_question(row)
    data = {"asked": asked.pk}
    return move_on(row, "refuse_extension", by=by, note=reason, data=data).service_request


def hand_back(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """Cannot go on, says so in time: no penalty, somebody else is found."""
    _said(reason, "reason")
    square_first(service_request)
    return move(
        service_request, "hand_back", by=by, note=reason, changes={"paused_until": None}
    ).service_request


@transaction.atomic
def complete(
    service_request: ServiceRequest,
    *,
    result: str,
    became: str = "",
    became_where: str = "",
    by: Viewer,
) -> ServiceRequest:
    """结: what was done, in a sentence the person served can read; of a vision, what it became."""
    _said(result, "result")
    service_request = lock(service_request)
    became_where = became_where.strip()
    _became(service_request, became, became_where)
    if left := parts_still_open(service_request):
        raise DomainError(
            _("拆出去的还有 {n} 件没办完，等它们结了再说办好").format(n=left), code="parts_open"
        )
    if left := still_open(service_request):
        raise DomainError(
            _("分工里还有 {n} 项没了结，做完或划掉了再说办好").format(n=left), code="tasks_open"
        )
    square_first(service_request)
    return move(
        service_request,
        "complete",
        by=by,
        note=f"{result.strip()}（{became_where}）" if became_where else result,  # data
        data={"became": became} if became else None,
        changes={"result": result.strip(), "became": became, "became_where": became_where},
    ).service_request


def _became(row: ServiceRequest, became: str, where: str) -> None:
    if row.order_type != OrderType.VISION:
        if became or where:
            raise DomainError(_("只有期望单才写成了什么"), field="became")
        return
    if became not in Became.values:
        raise DomainError(_("期望单办结时，请选它成了什么"), field="became")
    if became in ONWARD and not where:
        raise DomainError(_("请写一句到哪里能接着跟，提的人好去看"), field="became_where")


def _open_question(row: ServiceRequest) -> RequestEvent:
    answered = RequestEvent.objects.filter(
        service_request=row, step__in=["extend", "refuse_extension"]
    ).values_list("data__asked", flat=True)
    asked = (
        RequestEvent.objects.filter(service_request=row, epoch=row.epoch, step="ask_extension")
        .exclude(pk__in=[pk for pk in answered if pk])
        .order_by("-id")
        .first()
    )
    if asked is None:
        raise DomainError(_("没有等着批的延期申请"), code="nothing_asked")
    return asked


@transaction.atomic
def _once(
    service_request: ServiceRequest,
    name: str,
    *,
    by: Viewer,
    note: str,
    data: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> ServiceRequest:
    """The last line said again in the same words by the same hand is that line: the answer to it
    got lost, and the page it comes from was loaded anew. Meant twice, it waits some minutes."""
    row = lock(service_request)
    last = RequestEvent.objects.filter(service_request=row).order_by("-id").first()
    if last is not None and timezone.now() - last.at < SAME:
        again = RequestEvent(
            step=name, actor_id=by.user_id, note=note.strip(), data={**(data or {})}
        )
        again.set_numbers_aside()
        if _content(again) == _content(last):
            return row
    return move_on(row, name, by=by, note=note, data=data, changes=changes).service_request


def _content(event: RequestEvent) -> tuple[Any, ...]:
    return event.step, event.actor_id, event.note, event.numbers.open(), event.data


def _said(words: str, field: str) -> None:
    if not words.strip():
        raise DomainError(_("请写一句说明"), field=field)

"""The desk's telephone page: who is to be called back, what was left half written, the log."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import Area
from requests import saying
from requests.models import Call, CallBack
from requests.models.calls import CallBackQuerySet
from requests.queries.callers import line

MOST = 40
LOGGED = 30


@dataclass(frozen=True)
class Waiting:
    """A promise of a call, with the number behind its mask."""

    row: CallBack
    who: str
    phone: str
    clock: dict[str, Any]
    about: str

    @property
    def is_late(self) -> bool:
        return self.row.due_at < timezone.now()


@dataclass(frozen=True)
class Board:
    waiting: list[Waiting]
    drafts: list[Call]
    log: list[dict[str, Any]]
    late: int


def waiting(viewer: Viewer) -> list[Waiting]:
    rows = CallBack.objects.visible_to(viewer).waiting()
    rows = rows.select_related("call", "service_request", "asked_by").order_by("due_at", "pk")
    return [_waiting(viewer, row) for row in rows[:MOST]]


def board(viewer: Viewer) -> Board:
    promised = waiting(viewer)
    calls = Call.objects.visible_to(viewer).select_related("taken_by")
    drafts = list(calls.drafts().filter(taken_by_id=viewer.user_id).order_by("-pk")[:10])
    for draft in drafts:  # what one typed oneself a moment ago
        draft.caller_name.disclose()
    return Board(
        waiting=promised,
        drafts=drafts,
        log=[line(viewer, row) for row in calls.ended().order_by("-pk")[:LOGGED]],
        late=sum(one.is_late for one in promised),
    )


def late_count(viewer: Viewer) -> int:
    due = CallBack.objects.visible_to(viewer).waiting().filter(due_at__lt=timezone.now())
    return due.count()


def get_call(viewer: Viewer, pk: int) -> Call:
    rows = Call.objects.visible_to(viewer).select_related(
        "community", "resident", "grid", "item", "service_request", "taken_by"
    )
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def get_call_back(viewer: Viewer, pk: int) -> CallBack:
    rows: CallBackQuerySet = CallBack.objects.visible_to(viewer).select_related(
        "call__resident", "service_request", "community"
    )
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def home_of(viewer: Viewer) -> Area:
    """Whose telephone it is; a street's desk answers for the first of its communities until the
    caller says where he lives."""
    return Area.objects.get(pk=viewer.community_ids[0])


def _waiting(viewer: Viewer, row: CallBack) -> Waiting:
    source: Any = row.call or row.service_request
    name = source.caller_name if row.call else source.contact_name
    if viewer.sees(DataClass.PERSONAL):
        name.disclose()
    number = source.phone if row.call else source.contact_phone
    return Waiting(
        row=row,
        who=str(name) or _("没留称呼"),
        phone=str(number),
        clock=_clock(row),
        about=row.about,
    )


def _clock(row: CallBack) -> dict[str, Any]:
    left = row.due_at - timezone.now()
    day = saying.when(timezone.localtime(row.due_at))
    if left.total_seconds() < 0:
        return {"text": _("{day} 前该回").format(day=day), "state": "late", "due": row.due_at}
    state = "soon" if left.total_seconds() < 3600 else ""
    return {"text": _("{day} 前回").format(day=day), "state": state, "due": row.due_at}

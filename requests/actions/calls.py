"""The telephone at the desk: taken, written down as it is said, and ended with what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Resident
from core import audit, tally
from core.exceptions import DomainError
from requests.actions import intake
from requests.actions.intake import Need
from requests.actions.moving import move
from requests.models import Call, CallBack, MenuItem, ServiceRequest
from requests.models.calls import answers_calls
from requests.tiers import Tier

DRAFTED = ("words", "caller_name", "address", "resident", "grid", "item")
"""What a draft keeps as it is typed."""


@dataclass(frozen=True)
class Said:
    """What stands in the form just now."""

    words: str = ""
    caller_name: str = ""
    address: str = ""
    resident: Resident | None = None
    grid: Area | None = None
    item: MenuItem | None = None


@transaction.atomic
def begin(
    community: Area,
    phone: str,
    *,
    by: Viewer,
    direction: Call.Direction = Call.Direction.IN,
    about: CallBack | None = None,
) -> Call:
    """From the first second there is a row: whatever happens to the line, nothing is lost."""
    if not answers_calls(by) or community.pk not in by.community_ids:
        raise DomainError(_("这部电话不归您接"), code="not_for_you")
    before = about.call if about else None
    call = Call.objects.create(
        community=community,
        phone=phone,
        direction=direction,
        taken_by=by.actor,
        resident=before.resident if before else None,
        caller_name=before.caller_name.open() if before else "",
        service_request=about.service_request if about else None,
    )
    audit.record("requests.call.begin", call, actor=by.user, details={"direction": str(direction)})
    return call


@transaction.atomic
def keep(call: Call, said: Said, *, by: Viewer) -> Call:
    """As typed; nothing is asked for. The line may break at any word."""
    row = _own(call, by)
    if row.outcome:
        raise DomainError(_("这通电话已经了结"), code="ended")
    for name in DRAFTED:
        setattr(row, name, getattr(said, name))
    row.save(update_fields=DRAFTED)
    return row


@transaction.atomic
def order(call: Call, need: Need, *, by: Viewer) -> ServiceRequest:
    """The call becomes an order. What was said stands there from now on, and only there."""
    row = _own(call, by)
    if row.outcome:
        raise DomainError(_("这通电话已经登记过一单"), code="ended")
    service_request = intake.submit(need, by=by)
    row.service_request = service_request
    row.resident, row.caller_name = need.resident, need.contact_name
    if _is_walled(service_request):
        # Who reports wrongdoing is not to be found again through the telephone.
        row.phone, row.phone_index, row.resident, row.caller_name = "", "", None, ""
    if row.numbers:  # typed into the draft, and masked there
        service_request.numbers = row.numbers.open()
        service_request.save(update_fields=["numbers"])
        row.numbers = ""
    _end(row, Call.Outcome.ORDER, by, words="")
    return service_request


@transaction.atomic
def add_to(call: Call, service_request: ServiceRequest, *, words: str, by: Viewer) -> Call:
    """He rang about what he had asked for before: it stands in that one's history."""
    row = _own(call, by)
    if not words.strip():
        raise DomainError(_("请写一句他说了什么"), field="words")
    move(service_request, "note", by=by, note=words, data={"call": row.pk})
    row.service_request = service_request
    return _end(row, Call.Outcome.ADDED, by, words="")


@transaction.atomic
def end(call: Call, outcome: str, *, words: str = "", by: Viewer) -> Call:
    """Answered on the spot, sent elsewhere, wrong number, nobody there."""
    row = _own(call, by)
    if outcome not in PLAIN:
        raise DomainError(_("请选这通电话怎么了结的"), field="outcome")
    if outcome in NEEDS_WORDS and not words.strip():
        raise DomainError(_("请写一句：他问什么，怎么答的"), field="words")
    return _end(row, Call.Outcome(outcome), by, words=words)


@transaction.atomic
def promise(call: Call, *, about: str, due_at: datetime, by: Viewer) -> CallBack:
    """约回电: by when, about what; it stands on the list until somebody has called."""
    row = _own(call, by)
    if not row.phone:
        raise DomainError(_("没有号码，回不了电：请先问一个号码"), field="phone")
    if due_at <= timezone.now():
        raise DomainError(_("请选一个以后的时间"), field="due_at")
    _end(row, Call.Outcome.CALL_BACK, by, words="")
    return ask_call_back(row.community, about=about, due_at=due_at, by=by, call=row)


@transaction.atomic
def ask_call_back(
    community: Area,
    *,
    about: str,
    due_at: datetime,
    by: Viewer,
    call: Call | None = None,
    service_request: ServiceRequest | None = None,
) -> CallBack:
    """One promise at a time: a second one about the same moves the first."""
    same = {"call": call} if call else {"service_request": service_request}
    if not about.strip():
        raise DomainError(_("请写一句为什么回电"), field="about")
    row, made = CallBack.objects.get_or_create(
        **same,
        done_at=None,
        defaults={
            "community": community,
            "about": about,
            "due_at": due_at,
            "asked_by": by.actor,
        },
    )
    if not made:
        row.about, row.due_at = about, due_at
        row.save(update_fields=["about", "due_at"])
    audit.record("requests.call_back.ask", row, actor=by.user)
    tally.add("requests.call_back", community.pk)
    return row


@transaction.atomic
def ring(call_back: CallBack, *, by: Viewer) -> Call:
    """现在打: the number is opened for who dials it, and that is written down."""
    source = call_back.call or call_back.service_request
    number = source.phone if isinstance(source, Call) else getattr(source, "contact_phone", None)
    if source is None or not number:
        raise DomainError(_("没有留下号码"), code="no_number")
    audit.read(source, ["phone"], by.user, _("回电"))
    return begin(
        call_back.community,
        number.open(),
        by=by,
        direction=Call.Direction.OUT,
        about=call_back,
    )


@transaction.atomic
def done(call_back: CallBack, *, by: Viewer) -> CallBack:
    row = _waiting(call_back)
    return _settle(row, by, reached=True)


@transaction.atomic
def again(call_back: CallBack, *, due_at: datetime, by: Viewer) -> CallBack:
    """Nobody answered: counted, and set for later."""
    row = _waiting(call_back)
    if due_at <= timezone.now():
        raise DomainError(_("请选一个以后的时间"), field="due_at")
    row.tries, row.tried_at, row.due_at = row.tries + 1, timezone.now(), due_at
    row.save(update_fields=["tries", "tried_at", "due_at"])
    audit.record("requests.call_back.again", row, actor=by.user, details={"tries": row.tries})
    return row


@transaction.atomic
def give_up(call_back: CallBack, *, by: Viewer) -> CallBack:
    """Not before it was tried three times: who was promised a call is not simply crossed off."""
    row = _waiting(call_back)
    if row.tries < LEAST_TRIES:
        raise DomainError(_("打过 {n} 次没通才能划掉").format(n=LEAST_TRIES), code="too_early")
    return _settle(row, by, reached=False)


LEAST_TRIES = 3
PLAIN = frozenset(
    {Call.Outcome.ANSWERED, Call.Outcome.ELSEWHERE, Call.Outcome.NO_ANSWER, Call.Outcome.WRONG}
)
NEEDS_WORDS = frozenset({Call.Outcome.ANSWERED, Call.Outcome.ELSEWHERE})


def _own(call: Call, by: Viewer) -> Call:
    row = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if row.taken_by_id != by.user_id:
        raise DomainError(_("这通电话是别人接的"), code="not_for_you")
    return row


def _end(row: Call, outcome: Call.Outcome, by: Viewer, *, words: str) -> Call:
    row.outcome, row.ended_at, row.words = outcome, timezone.now(), words
    row.address, row.item = "", None
    row.save()
    audit.record(
        "requests.call.end",
        row,
        actor=by.user,
        details={"outcome": str(outcome), "request": row.service_request_id or 0},
    )
    tally.add("requests.telephone", row.community_id, dims=_dims(row))
    return row


def _dims(row: Call) -> Mapping[str, Any]:
    return {"direction": row.direction, "outcome": row.outcome}


def _is_walled(service_request: ServiceRequest) -> bool:
    return (
        service_request.is_confidential
        or service_request.is_protective
        or service_request.floor > Tier.GRID
    )


def _waiting(call_back: CallBack) -> CallBack:
    row = CallBack.objects.select_for_update(of=("self",)).get(pk=call_back.pk)
    if row.done_at is not None:
        raise DomainError(_("这一通已经回过了"), code="done")
    return row


def _settle(row: CallBack, by: Viewer, *, reached: bool) -> CallBack:
    row.done_at, row.done_by, row.reached = timezone.now(), by.user, reached
    row.save(update_fields=["done_at", "done_by", "reached"])
    audit.record("requests.call_back.done", row, actor=by.user, details={"reached": reached})
    return row

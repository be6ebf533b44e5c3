"""Match meetings: announced, organisations come, who came is written down, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging
from core.exceptions import DomainError
from organizations.actions import demands as board
from organizations.actions.guards import words_of
from organizations.actions.readers import readers
from organizations.history import book_of
from organizations.match_workflow import (
    CALL_OFF,
    HOLD,
    MOST_PEOPLE,
    GuestStatus,
    MatchStatus,
    MatchStep,
)
from organizations.models import Demand, MatchGuest, MatchMeeting, MatchTalk, Organization
from organizations.workflow import Status


@dataclass(frozen=True)
class Sitting:
    """What its announcement says."""

    title: str
    held_on: date
    starts_at: time
    place: str
    about: str = ""


@transaction.atomic
def announce(
    area: Area, said: Sitting, *, demands: Iterable[Demand], actor: User | None
) -> MatchMeeting:
    """Who answered one of its demands hears of it; everybody else reads it on the board."""
    chosen = list(demands)
    if said.held_on < timezone.localdate():
        raise DomainError(_("那天已经过了"), field="held_on")
    _require_open_here(area, chosen)
    meeting = MatchMeeting.objects.create(
        area=area,
        title=words_of(said.title, "title", _("请写什么会")),
        held_on=said.held_on,
        starts_at=said.starts_at,
        place=words_of(said.place, "place", _("请写在哪里开")),
        about=clean_text(said.about, field="about"),
        announced_by=actor,
    )
    meeting.demands.set(chosen)
    _note("announced", meeting, actor, demands=[row.pk for row in chosen])
    answered = Organization.objects.filter(interests__demand__in=chosen).distinct()
    _tell("organizations.match_announced", meeting, answered)
    return meeting


@transaction.atomic
def come(
    meeting: MatchMeeting, *, organization: Organization, people: int = 1, actor: User | None
) -> MatchGuest:
    """By its manager, or written down at the desk; also at the door, until it is held."""
    fresh = _at(meeting, HOLD)
    if organization.status != Status.ACTIVE:
        raise DomainError(_("只有在册的组织可以报名"), field="organization")
    if not 1 <= people <= MOST_PEOPLE:
        raise DomainError(_("人数写 1 到 {most}").format(most=MOST_PEOPLE), field="people")
    row = fresh.guests.filter(organization=organization).first()
    if row is not None and row.status == GuestStatus.COMING:
        raise DomainError(_("这个组织已经报过名了"), code="twice", field="organization")
    row = row or MatchGuest(meeting=fresh, organization=organization)
    row.people, row.status = people, GuestStatus.COMING
    row.save()
    return row


@transaction.atomic
def stay_away(meeting: MatchMeeting, *, guest: MatchGuest, actor: User | None) -> MatchGuest:
    """Without a reason."""
    fresh = _at(meeting, HOLD)
    row = fresh.guests.coming().filter(pk=guest.pk).first()
    if row is None:
        raise DomainError(_("这个组织没有报名，或者已经退了"), field="guest")
    row.status = GuestStatus.WITHDRAWN
    row.save(update_fields=["status"])
    return row


@transaction.atomic
def add_demand(meeting: MatchMeeting, *, demand: Demand, actor: User | None) -> MatchMeeting:
    """As long as it is ahead."""
    fresh = _at(meeting, HOLD)
    _require_open_here(fresh.area, [demand])
    fresh.demands.add(demand)
    _note("widened", fresh, actor, demands=[demand.pk])
    return fresh


@transaction.atomic
def hold(meeting: MatchMeeting, *, came: Iterable[int], actor: User | None) -> MatchMeeting:
    """Who of those on the list was there."""
    fresh = _at(meeting, HOLD)
    if not fresh.has_come:
        raise DomainError(_("还没到那天，开了再登记"), code="early")
    there, rows = set(came), list(fresh.guests.coming())
    if not there:
        raise DomainError(_("一个组织也没到的，请写原因取消"), field="came")
    if not there <= {row.pk for row in rows}:
        raise DomainError(_("名单变了，请重新核对"), code="moved_on", field="came")
    for row in rows:
        row.status = GuestStatus.CAME if row.pk in there else GuestStatus.ABSENT
    MatchGuest.objects.bulk_update(rows, ["status"])
    _move(fresh, HOLD)
    _note(HOLD.name, fresh, actor, came=len(there), expected=len(rows))
    return fresh


@transaction.atomic
def note_outcome(
    meeting: MatchMeeting,
    *,
    demand: Demand,
    organization: Organization,
    outcome: str,
    note: str = "",
    actor: User | None,
) -> MatchTalk:
    """A demand of the meeting, with an organisation that came; on its day."""
    fresh = MatchMeeting.objects.select_related("area").get(pk=meeting.pk)
    if not fresh.was_held:
        raise DomainError(_("先登记谁到了"), code="not_held")
    if not fresh.demands.filter(pk=demand.pk).exists():
        raise DomainError(_("请选这次会谈的需求"), field="demand")
    if not fresh.guests.came().filter(organization=organization).exists():
        raise DomainError(_("请选到了会的组织"), field="organization")
    return board.note_talk(
        demand,
        organization=organization,
        held_on=fresh.held_on,
        outcome=outcome,
        note=note,
        meeting=fresh,
        actor=actor,
    )


@transaction.atomic
def call_off(meeting: MatchMeeting, *, reason: str, actor: User | None) -> MatchMeeting:
    """Who would have come hears why."""
    fresh = _at(meeting, CALL_OFF)
    fresh.reason = words_of(reason, "reason", _("请写一句原因，报了名的组织看得到"))
    _move(fresh, CALL_OFF)
    _note(CALL_OFF.name, fresh, actor, reason=fresh.reason)
    _tell("organizations.match_called_off", fresh, _coming(fresh), reason=fresh.reason)
    return fresh


def remind_of_tomorrow(today: date | None = None) -> int:
    """A day ahead, once: the organisations that said they come."""
    day = today or timezone.localdate()
    rows = MatchMeeting.objects.ahead().filter(held_on=day + timedelta(days=1))
    return sum(
        _tell("organizations.match_tomorrow", meeting, _coming(meeting))
        for meeting in rows.select_related("area").order_by("pk")
    )


# --- inside ---------------------------------------------------------------------------------------
def _at(meeting: MatchMeeting, step: MatchStep) -> MatchMeeting:
    """Whoever comes, stays away, holds it or calls it off comes through here one at a time."""
    rows = MatchMeeting.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("area").get(pk=meeting.pk)
    if fresh.status not in step.sources:
        status = MatchStatus(fresh.status).label
        raise DomainError(
            _("这次会现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
        )
    return fresh


def _require_open_here(area: Area, chosen: list[Demand]) -> None:
    if not chosen:
        raise DomainError(_("请选要谈的需求"), field="demands")
    for row in chosen:
        if not row.is_open or not row.area.path.startswith(area.path):
            raise DomainError(_("只能选这里还在征集的需求"), field="demands")


def _coming(meeting: MatchMeeting) -> Iterable[Organization]:
    return Organization.objects.filter(pk__in=meeting.guests.coming().values("organization"))


def _move(meeting: MatchMeeting, step: MatchStep) -> None:
    meeting.status = step.target
    meeting.save(update_fields=["status", "reason"])


def _tell(kind: str, meeting: MatchMeeting, units: Iterable[Organization], **more: str) -> int:
    keys = [unit.pk for unit in units]
    people = readers(Q(organization_scopes__organization__in=keys)) if keys else []
    return messaging.send_many(
        kind,
        to_users=people,
        scope=meeting.area.community_id,
        context={
            "title": meeting.title,
            "day": meeting.held_on.isoformat(),
            "time": f"{meeting.starts_at:%H:%M}",
            "where": meeting.place,
            **more,
        },
        dedup_key=f"{kind}:{meeting.pk}",
        link=f"/desk/match-meetings/{meeting.pk}/",
    )


def _note(verb: str, meeting: MatchMeeting, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.match_{verb}",
        meeting,
        actor=actor,
        scope=book_of(meeting.area),
        details=details,
    )

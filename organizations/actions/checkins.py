"""Party members check in where they live: register, answer, place, rest, move on, stop.

Topics published: `organizations.member_confirm`, `…_place`, `…_transfer`, `…_end`, `…_withdraw`,
`…_decline` {checkin_id, community_id}.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.models import ConsentKind, User
from communities.models import Area, Binding, Level
from core import messaging, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from grids.access import GRID_LEVELS
from organizations import person_history as history
from organizations.checkin_workflow import (
    ACCEPTED,
    CONFIRM,
    DECLINE,
    END,
    PLACE,
    TRANSFER,
    WITHDRAW,
    CheckinStep,
)
from organizations.models import MemberCheckin, Organization, PostClass, TimeSlot

LONGEST_PAUSE = timedelta(days=366)


@dataclass(frozen=True)
class MemberFacts:
    """What somebody writes about himself when he checks in."""

    name: str
    home_unit: str
    posts: Iterable[PostClass]
    times: Iterable[str]
    skills: str = ""
    intent: str = ""
    shares_name: bool = False
    units: Iterable[Organization] = ()
    """Units that stand in the register under this very name; found by the form."""


@transaction.atomic
def register_member(
    community: Area, user: User, facts: MemberFacts, *, actor: User, evidence: str = ""
) -> MemberCheckin:
    """He tells the community; staff may write it down for somebody who stands at the counter.

    Without his consent to keep that he is a Party member nothing is kept. `evidence` says how he
    gave it, where another wrote.
    """
    user = _lock_user(user)
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选您住的社区"), field="community")
    if _has_one(user, community):
        raise already_here()
    on_behalf = None if actor == user else actor
    record_consent(
        subject_of(user, community),
        ConsentKind.POLITICAL,
        given=True,
        user=user,
        scope=community.pk,
        on_behalf_by=on_behalf,
        evidence=evidence,
    )
    checkin = MemberCheckin(
        community=community, user=user, registered_by=actor, grid=_home_grid(user, community)
    )
    posts = _write_facts(checkin, facts)
    with refusing(member_checkin_once_while_standing=already_here()):
        checkin.save(force_insert=True)
    checkin.posts.set(posts)
    history.note(
        "organizations.member_registered",
        checkin,
        actor=actor,
        details={"on_behalf": on_behalf is not None},
        about=user,
    )
    _publish("register", checkin)
    return checkin


@transaction.atomic
def correct_member(checkin: MemberCheckin, facts: MemberFacts, *, actor: User) -> MemberCheckin:
    """What he can do and when he can come changes; his unit does, too."""
    checkin = _lock(checkin)
    if not checkin.is_standing:
        raise _moved_on(checkin)
    before = checkin.home_unit_id
    posts = _write_facts(checkin, facts)
    checkin.save()
    checkin.posts.set(posts)
    changed = {"unit_changed": before != checkin.home_unit_id}
    history.note(
        "organizations.member_corrected", checkin, actor=actor, details=changed, about=checkin.user
    )
    return checkin


@transaction.atomic
def confirm_member(
    checkin: MemberCheckin, *, actor: User, grid: Area | None = None
) -> MemberCheckin:
    """The community says welcome; with a grid he is placed at once."""
    checkin = _lock(checkin)
    _move(checkin, CONFIRM, actor=actor)
    tally.add("organizations.member_checkins", checkin.community_id)
    if grid is not None:
        _place(checkin, grid, actor=actor)
    _tell(checkin, "organizations.checkin_confirmed")
    return checkin


def confirm_members(checkins: Iterable[MemberCheckin], *, actor: User) -> int:
    """One after the other, each into the grid he lives in; whom a colleague has answered
    meanwhile is passed over."""
    done = 0
    for checkin in checkins:
        try:
            confirm_member(checkin, actor=actor, grid=checkin.grid)
        except DomainError as error:
            if error.code != "moved_on":
                raise
        else:
            done += 1
    return done


@transaction.atomic
def decline_member(checkin: MemberCheckin, *, reason: str, actor: User) -> MemberCheckin:
    """With a kind word why; he may register again any time."""
    checkin = _lock(checkin)
    _move(checkin, DECLINE, actor=actor, reason=reason)
    _tell(checkin, "organizations.checkin_declined")
    return checkin


@transaction.atomic
def place_member(checkin: MemberCheckin, *, grid: Area | None, actor: User) -> MemberCheckin:
    """Into a grid, or for the whole community; again when he is needed elsewhere."""
    checkin = _lock(checkin)
    _place(checkin, grid, actor=actor)
    return checkin


@transaction.atomic
def pause_member(checkin: MemberCheckin, *, until: date, actor: User) -> MemberCheckin:
    """He rests until a day, and is back on the next without anybody doing anything."""
    checkin = _lock(checkin)
    if checkin.status not in ACCEPTED:
        raise _moved_on(checkin)
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_PAUSE:
        raise DomainError(_("请选今天以后、一年以内的日子"), field="until")
    checkin.paused_until = until
    checkin.save(update_fields=["paused_until"])
    history.note(
        "organizations.member_paused",
        checkin,
        actor=actor,
        details={"until": until.isoformat()},
        about=checkin.user,
    )
    return checkin


@transaction.atomic
def resume_member(checkin: MemberCheckin, *, actor: User) -> MemberCheckin:
    checkin = _lock(checkin)
    if not checkin.is_paused:
        return checkin
    checkin.paused_until = None
    checkin.save(update_fields=["paused_until"])
    history.note("organizations.member_resumed", checkin, actor=actor, about=checkin.user)
    return checkin


@transaction.atomic
def transfer_member(checkin: MemberCheckin, *, community: Area, actor: User) -> MemberCheckin:
    """He has moved house: over here, and waiting to be confirmed there. The other community's
    books are written after the commit, for nobody here may write in them."""
    checkin = _lock(checkin)
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选他搬去的社区"), field="community")
    if community.pk == checkin.community_id:
        raise DomainError(_("他已经在这个社区报到"), field="community")
    checkin.transferred_to = community
    _move(checkin, TRANSFER, actor=actor)
    return checkin


@transaction.atomic
def receive_member(checkin: MemberCheckin) -> MemberCheckin | None:
    """The new community finds him waiting, with what he had told the old one. Twice is once."""
    community = checkin.transferred_to
    user = _lock_user(checkin.user)
    if community is None or _has_one(user, community):
        return None
    if MemberCheckin.objects.filter(
        user=user, community=community, registered_at__gte=checkin.ended_at
    ).exists():
        return None  # delivered twice, and answered in between
    received = MemberCheckin.objects.create(
        community=community,
        user=user,
        name=checkin.name,
        home_unit=checkin.home_unit,
        home_unit_name=checkin.home_unit_name.open(),
        shares_name=checkin.shares_name,
        skills=checkin.skills,
        intent=checkin.intent,
        times=checkin.times,
        grid=_home_grid(user, community),
        registered_by=user,
    )
    received.posts.set(checkin.posts.all())
    history.note("organizations.member_received", received, actor=None, about=user)
    _publish("register", received)
    return received


@transaction.atomic
def end_member(checkin: MemberCheckin, *, reason: str, actor: User) -> MemberCheckin:
    """The community ends it, and says why."""
    checkin = _lock(checkin)
    _move(checkin, END, actor=actor, reason=reason)
    _tell(checkin, "organizations.checkin_ended")
    return checkin


@transaction.atomic
def withdraw_member(checkin: MemberCheckin, *, actor: User | None) -> MemberCheckin:
    """He stops, in whatever state it is; nobody asks why."""
    checkin = _lock(checkin)
    _move(checkin, WITHDRAW, actor=actor)
    return checkin


def subject_of(user: User, community: Area) -> Any:
    """Under which key his consents lie: his record's in the register, else his account's."""
    bound = (
        Binding.objects.standing()
        .filter(user=user, community=community)
        .values_list("resident__subject", flat=True)
    )
    return bound.first() or user.subject


# --- inside ------------------------------------------------------------------------------------
def _lock_user(user: User) -> User:
    """Whoever registers this person comes through here, one at a time."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


def _lock(checkin: MemberCheckin) -> MemberCheckin:
    return (
        MemberCheckin.objects.select_for_update(of=("self",))
        .select_related("user", "community", "grid", "home_unit")
        .get(pk=checkin.pk)
    )


def _has_one(user: User, community: Area) -> bool:
    return MemberCheckin.objects.standing().filter(user=user, community=community).exists()


def already_here() -> DomainError:
    return DomainError(_("您在这个社区已经报到了，不用再报"), code="already_here")


def _home_grid(user: User, community: Area) -> Area | None:
    """Where the register says he lives: a proposal the desk may change."""
    bound = (
        Binding.objects.standing()
        .filter(user=user, community=community, resident__grid__isnull=False)
        .select_related("resident__grid")
        .first()
    )
    return bound.resident.grid if bound else None


def _write_facts(checkin: MemberCheckin, facts: MemberFacts) -> list[PostClass]:
    name, unit = "".join(facts.name.split()), facts.home_unit.strip()
    posts, times = list(facts.posts), set(facts.times)
    if not name:
        raise DomainError(_("请填姓名"), field="name")
    if not posts:
        raise DomainError(_("请至少选一样愿意做的事"), field="posts")
    if not times or not times <= set(TimeSlot.values):
        raise DomainError(_("请至少选一段有空的时间"), field="times")
    units = list(facts.units)
    checkin.name = name
    checkin.home_unit = units[0] if len(units) == 1 else None
    checkin.home_unit_name = unit
    checkin.shares_name = facts.shares_name
    checkin.skills = facts.skills.strip()
    checkin.intent = facts.intent.strip()
    checkin.times = [slot for slot in TimeSlot.values if slot in times]
    return posts


def _place(checkin: MemberCheckin, grid: Area | None, *, actor: User) -> None:
    if grid is not None and (
        grid.community_id != checkin.community_id
        or grid.level not in GRID_LEVELS
        or not grid.is_active
    ):
        raise DomainError(_("请选本社区的网格"), field="grid")
    checkin.grid = grid
    _move(checkin, PLACE, actor=actor)


def _move(
    checkin: MemberCheckin, step: CheckinStep, *, actor: User | None, reason: str = ""
) -> None:
    """Along one step of the table, and written down."""
    if checkin.status not in step.sources:
        raise _moved_on(checkin)
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因，他看得到"), field="reason")
    counted = checkin.status in ACCEPTED
    checkin.status = step.target
    now = timezone.now()
    if step in (CONFIRM, DECLINE):
        checkin.decided_by, checkin.decided_at = actor, now
    if not checkin.is_standing:
        checkin.ended_at = now
        checkin.paused_until = None
        checkin.reason = reason.strip()
        if counted:
            tally.add("organizations.member_checkins", checkin.community_id, delta=-1)
    checkin.save()
    history.note(
        f"organizations.member_{step.name}",
        checkin,
        actor=actor,
        details={"grid": checkin.grid_id} if step is PLACE else {},
        sensitive={"reason": reason} if reason else None,
        about=checkin.user,
    )
    _publish(step.name, checkin)


def _moved_on(checkin: MemberCheckin) -> DomainError:
    return DomainError(
        _("这份报到现在是“{status}”，不能再这样办").format(status=checkin.get_status_display()),
        code="moved_on",
    )


def _publish(name: str, checkin: MemberCheckin) -> None:
    outbox.publish(
        f"organizations.member_{name}",
        key=f"organizations.member_{name}:{checkin.pk}:{timezone.now().isoformat()}",
        payload={"checkin_id": checkin.pk, "community_id": checkin.community_id},
    )


def _tell(checkin: MemberCheckin, kind: str) -> None:
    """A message may be read over a shoulder: it never says as what he checked in."""
    place = checkin.community
    messaging.send(
        kind,
        to_user=checkin.user_id,
        scope=checkin.community_id,
        context={"community": place.name, "community_en": place.name_en or place.name},
        dedup_key=f"{kind}:member:{checkin.pk}",
        link=f"/checkin/{checkin.pk}/",
    )

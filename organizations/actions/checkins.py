"""Party members check in where they live: register, answer, place, rest, move on, stop.

Topics published: `organizations.member_confirm`, `…_place`, `…_transfer`, `…_end`, `…_withdraw`,
`…_decline` {checkin_id, community_id}.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.actions.profile import introduce
from accounts.models import ConsentKind, User
from communities.models import Area, Level, Resident
from core import messaging, outbox, scope, tally
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing
from grids.access import GRID_LEVELS
from organizations import person_history as history
from organizations.actions.checkin_accounts import give, has_one, written_down
from organizations.actions.checkin_facts import MemberFacts, home_grid, subject_of, write_facts
from organizations.actions.posts import end_claims
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
from organizations.models import MemberCheckin

LONGEST_PAUSE = timedelta(days=366)


@transaction.atomic
def register_member(
    community: Area, user: User, facts: MemberFacts, *, actor: User, evidence: str = ""
) -> MemberCheckin:
    """He tells the community; staff may write it down for somebody who stands at the counter.

    Without his consent to keep that he is a Party member nothing is kept. `evidence` says how he
    gave it, where another wrote. What the desk had written down under his number is his from
    now on, in whatever state it is.
    """
    user = _lock_user(user)
    _require_community(community)
    if has_one(user, community):
        raise already_here()
    on_behalf = None if actor == user else actor
    if on_behalf is None:
        introduce(user, "".join(facts.name.split()))
    record_consent(
        subject_of(user, community),
        ConsentKind.POLITICAL,
        given=True,
        user=user,
        scope=community.pk,
        on_behalf_by=on_behalf,
        evidence=evidence,
    )
    with scope.entered({community.pk}, user_id=user.pk):  # where he lives, bound or not
        written = written_down(user, community, facts.name)
        if written is not None:
            give(written, user, actor=actor)
            return correct_member(written, facts, actor=actor)
    checkin = MemberCheckin(
        community=community, user=user, registered_by=actor, grid=home_grid(user, community)
    )
    return _enter(checkin, facts, actor=actor, on_behalf=on_behalf is not None)


@transaction.atomic
def register_at_desk(
    community: Area,
    user: User | None,
    facts: MemberFacts,
    *,
    evidence: str,
    actor: User,
    phone: str = "",
    resident: Resident | None = None,
) -> MemberCheckin:
    """For who stands at the counter; without an account, too: the desk reaches him as it always
    did. Whoever the register of residents knows is one person with his record there."""
    if user is None and resident is not None:
        bound = resident.bindings.standing().select_related("user").first()
        user = bound.user if bound is not None else None
    if user is not None:
        return register_member(community, user, facts, actor=actor, evidence=evidence)
    _require_community(community)
    number = read_phone(phone) if phone.strip() else ""
    if number is None:
        raise DomainError(_("手机号是 11 位，座机要带区号"), field="contact_phone")
    checkin = MemberCheckin(
        community=community,
        subject=resident.subject if resident is not None else uuid4(),
        phone=number,
        registered_by=actor,
        grid=resident.grid if resident is not None else None,
    )
    record_consent(
        checkin.key,
        ConsentKind.POLITICAL,
        given=True,
        user=None,
        scope=community.pk,
        on_behalf_by=actor,
        evidence=evidence,
    )
    return _enter(checkin, facts, actor=actor, on_behalf=True)


@transaction.atomic
def correct_member(checkin: MemberCheckin, facts: MemberFacts, *, actor: User) -> MemberCheckin:
    """What he can do and when he can come changes; his unit does, too."""
    checkin = _lock(checkin)
    if not checkin.is_standing:
        raise _moved_on(checkin)
    before = checkin.home_unit_id
    posts = write_facts(checkin, facts)
    checkin.save()
    checkin.posts.set(posts)
    changed = {"unit_changed": before != checkin.home_unit_id}
    history.note_member("organizations.member_corrected", checkin, actor=actor, details=changed)
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
    details = {"until": until.isoformat()}
    history.note_member("organizations.member_paused", checkin, actor=actor, details=details)
    return checkin


@transaction.atomic
def resume_member(checkin: MemberCheckin, *, actor: User) -> MemberCheckin:
    checkin = _lock(checkin)
    if not checkin.is_paused:
        return checkin
    checkin.paused_until = None
    checkin.save(update_fields=["paused_until"])
    history.note_member("organizations.member_resumed", checkin, actor=actor)
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
    if community is None:
        return None
    user = _lock_user(checkin.user) if checkin.user is not None else None
    his = MemberCheckin.objects.filter(user=user, subject=checkin.subject, community=community)
    if his.standing().exists():
        return None
    if his.filter(registered_at__gte=checkin.ended_at).exists():
        return None  # delivered twice, and answered in between
    received = MemberCheckin.objects.create(
        community=community,
        user=user,
        subject=checkin.subject,
        phone=checkin.phone.open(),
        name=checkin.name,
        home_unit=checkin.home_unit,
        home_unit_name=checkin.home_unit_name.open(),
        shares_name=checkin.shares_name,
        skills=checkin.skills,
        intent=checkin.intent,
        times=checkin.times,
        grid=home_grid(user, community) if user is not None else None,
        registered_by=user,
    )
    received.posts.set(checkin.posts.all())
    history.note_member("organizations.member_received", received, actor=None)
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


# --- inside ------------------------------------------------------------------------------------
def _lock_user(user: User) -> User:
    """Whoever registers this person comes through here, one at a time."""
    return User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)


def _require_community(community: Area) -> None:
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选您住的社区"), field="community")


def _enter(
    checkin: MemberCheckin, facts: MemberFacts, *, actor: User, on_behalf: bool
) -> MemberCheckin:
    posts = write_facts(checkin, facts)
    with refusing(
        member_checkin_once_while_standing=already_here(),
        member_checkin_once_without_account=already_here(),
    ):
        checkin.save(force_insert=True)
    checkin.posts.set(posts)
    verb = "organizations.member_entered" if on_behalf else "organizations.member_registered"
    history.note_member(verb, checkin, actor=actor, details={"on_behalf": on_behalf})
    _publish("register", checkin)
    return checkin


def _lock(checkin: MemberCheckin) -> MemberCheckin:
    return (
        MemberCheckin.objects.select_for_update(of=("self",))
        .select_related("user", "community", "grid", "home_unit")
        .get(pk=checkin.pk)
    )


def already_here() -> DomainError:
    return DomainError(_("在这个社区已经报到了，不用再报"), code="already_here")


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
        end_claims(checkin, actor=actor)
    checkin.save()
    history.note_member(
        f"organizations.member_{step.name}",
        checkin,
        actor=actor,
        details={"grid": checkin.grid_id} if step is PLACE else {},
        sensitive={"reason": reason} if reason else None,
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
    """A message may be read over a shoulder: it never says as what he checked in. Who has no
    account is called up; his page says so."""
    if checkin.user_id is None:
        return
    place = checkin.community
    messaging.send(
        kind,
        to_user=checkin.user_id,
        scope=checkin.community_id,
        context={"community": place.name, "community_en": place.name_en or place.name},
        dedup_key=f"{kind}:member:{checkin.pk}",
        link=f"/checkin/{checkin.pk}/",
    )

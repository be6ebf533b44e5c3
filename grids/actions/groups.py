"""Form ten-household groups, find them a leader who agrees."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import BUILDING_HEAD
from communities.models import Area, Household, Resident, ResidentStatus
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from grids import history, periods
from grids.actions import grants
from grids.actions.guards import community_of, lock_grid, require_active
from grids.models import GroupMembership, TenHouseholdGroup

ADULT_AT = 18
ON_HIS_PHONE = "本人在手机上点的"  # data


@transaction.atomic
def form_group(
    grid: Area, name: str, households: Iterable[Household], *, actor: User | None
) -> TenHouseholdGroup:
    grid = lock_grid(grid)
    require_active(grid)
    if not name.strip():
        raise DomainError(_("请给十联户起个名字"), field="name")
    with refusing(group_named_once_per_grid=_("这个网格里已有同名的十联户")):
        group = TenHouseholdGroup.objects.create(
            community_id=community_of(grid), grid=grid, name=name.strip()
        )
    history.note("grids.group_formed", group, actor=actor, details={"grid": grid.pk})
    tally.add("grids.groups", group.community_id, dims={"grid": grid.pk})
    _admit(group, list(households), actor=actor)
    return group


@transaction.atomic
def add_households(
    group: TenHouseholdGroup, households: Iterable[Household], *, actor: User
) -> TenHouseholdGroup:
    group = lock_group(group)
    _admit(group, list(households), actor=actor)
    return group


@transaction.atomic
def remove_household(group: TenHouseholdGroup, household: Household, *, actor: User) -> None:
    """The leader's own household goes only after another leader is found."""
    group = lock_group(group)
    membership = group.memberships.on().filter(household=household).first()
    if membership is None:
        raise DomainError(_("这一户不在这个十联户里"), code="not_a_member")
    if group.leader is not None and group.leader.household_id == household.pk:
        raise DomainError(_("这是联户长家：请先换联户长"), code="leaders_household")
    _end_membership(membership, timezone.localdate())
    history.note("grids.group_left", group, actor=actor, details={"household": household.pk})


@transaction.atomic
def dissolve_group(group: TenHouseholdGroup, *, reason: str, actor: User) -> None:
    group = lock_group(group)
    if not reason.strip():
        raise DomainError(_("请写解散原因"), field="reason")
    today = timezone.localdate()
    for membership in group.memberships.on(today):
        _end_membership(membership, today)
    _release_leader(group, actor=actor)
    group.dissolved_at = timezone.now()
    group.save()
    history.note("grids.group_dissolved", group, actor=actor, details={"reason": reason})
    tally.add("grids.groups", group.community_id, dims={"grid": group.grid_id}, delta=-1)


# --- the leader --------------------------------------------------------------------------------
@transaction.atomic
def ask_leader(group: TenHouseholdGroup, resident: Resident, *, actor: User) -> TenHouseholdGroup:
    """Ask a member to lead. Nobody leads before he has said yes."""
    group = lock_group(group)
    if resident.status != ResidentStatus.PRESENT:
        raise DomainError(_("这位居民已不在册"), field="resident")
    if not group.memberships.on().filter(household=resident.household).exists():
        raise DomainError(_("联户长应住在这个十联户的某一户里"), field="resident")
    if _is_minor(resident):
        raise DomainError(_("联户长应是成年人"), field="resident")
    if group.leader_id == resident.pk:
        return group
    _release_leader(group, actor=actor)
    group.leader = resident
    with refusing(resident_leads_one_group=_("他已经在另一个十联户当联户长")):
        group.save()
    history.note("grids.leader_asked", group, actor=actor, about=resident)
    _publish_leader("grids.leader_asked", group)
    return group


@transaction.atomic
def record_consent(group: TenHouseholdGroup, *, how: str, actor: User) -> TenHouseholdGroup:
    """He said yes: with a click of his own, on the phone, or at the door."""
    group = lock_group(group)
    if group.leader is None:
        raise DomainError(_("还没有请谁当联户长"), code="nobody_asked")
    if group.leader_consent_at is not None:
        return group
    if not how.strip():
        raise DomainError(_("请写他是怎样同意的"), field="how")
    group.leader_consent_at, group.leader_consent_note = timezone.now(), how.strip()
    group.declined_by, group.declined_at, group.declined_note = None, None, ""
    account = grants.account_of(group.leader)
    if account is not None:
        group.grant = grants.give(
            BUILDING_HEAD,
            account,
            group.grid,
            actor=actor,
            reason=_("任联户长"),
            starts_on=timezone.localdate(),
        )
    group.save()
    history.note(
        "grids.leader_agreed",
        group,
        actor=actor,
        details={"how": group.leader_consent_note},
        about=group.leader,
    )
    tally.add("grids.leaders", group.community_id, dims={"grid": group.grid_id})
    _publish_leader("grids.leader_agreed", group)
    return group


def accept(group: TenHouseholdGroup, *, actor: User) -> TenHouseholdGroup:
    """The one who was asked says yes on his own phone."""
    _is_his_to_answer(group, actor)
    return record_consent(group, how=ON_HIS_PHONE, actor=actor)


def refuse(group: TenHouseholdGroup, *, said: str, actor: User) -> None:
    """The one who was asked says no on his own phone; why is his own business."""
    _is_his_to_answer(group, actor)
    decline(group, said=said.strip() or ON_HIS_PHONE, actor=actor)


@transaction.atomic
def decline(group: TenHouseholdGroup, *, said: str, actor: User) -> None:
    """Asked and said no: the group looks for another, and knows whom it need not ask again."""
    group = lock_group(group)
    if group.leader is None or group.leader_consent_at is not None:
        raise DomainError(_("没有等着他答复的邀请"), code="nobody_asked")
    if not said.strip():
        raise DomainError(_("请写他是怎么说的"), field="said")
    asked = group.leader
    _release_leader(group, actor=actor)
    group.declined_by, group.declined_at = asked, timezone.now()
    group.declined_note = said.strip()
    group.save()
    history.note("grids.leader_declined", group, actor=actor, about=asked)
    payload = {"group_id": group.pk, "resident_id": asked.pk, "actor_id": actor.pk}
    outbox.publish(
        "grids.leader_declined",
        key=f"grids.leader_declined:{group.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload=payload,
    )


@transaction.atomic
def release_leader(group: TenHouseholdGroup, *, reason: str, actor: User | None) -> None:
    """He declined, gives up, moved away or died: the group is without a leader again."""
    group = lock_group(group)
    leader = group.leader
    if leader is None:
        return
    _release_leader(group, actor=actor)
    group.save()
    history.note(
        "grids.leader_released",
        group,
        actor=actor,
        sensitive={"reason": reason},
        about=leader,
    )


def _is_his_to_answer(group: TenHouseholdGroup, actor: User) -> None:
    group = lock_group(group)
    if group.leader is None or grants.account_of(group.leader) != actor:
        raise DomainError(_("这份邀请不是给您的，或者已经收回了"), code="not_asked")


# --- inside ------------------------------------------------------------------------------------
def lock_group(group: TenHouseholdGroup) -> TenHouseholdGroup:
    fresh = (
        TenHouseholdGroup.objects.select_for_update(of=("self",))
        .select_related("leader", "grid", "grant")
        .get(pk=group.pk)
    )
    if fresh.dissolved_at is not None:
        raise DomainError(_("这个十联户已解散"), code="dissolved")
    return fresh


def _admit(group: TenHouseholdGroup, households: list[Household], *, actor: User | None) -> None:
    today = timezone.localdate()
    for household in households:
        if household.status != Household.Status.PRESENT:
            raise DomainError(_("%(n)s 户已销户") % {"n": household.number}, field="households")
        if household.community_id != group.community_id or not _stands_in(household, group):
            raise DomainError(
                _("%(n)s 户不在这个网格") % {"n": household.number}, field="households"
            )
    there = group.memberships.on(today).count()
    most = settings.GRIDS_LARGEST_GROUP
    if there + len(households) > most:
        raise DomainError(
            _("一个十联户最多 %(most)d 户，这样会有 %(n)d 户")
            % {"most": most, "n": there + len(households)},
            field="households",
        )
    with refusing(household_one_group_at_a_time=_("其中有一户已在别的十联户里")):
        GroupMembership.objects.bulk_create(
            GroupMembership(
                community_id=group.community_id,
                group=group,
                household=household,
                period=periods.days(today),
            )
            for household in households
        )
    if households:
        history.note(
            "grids.group_joined",
            group,
            actor=actor,
            details={"households": [household.pk for household in households]},
        )


def _stands_in(household: Household, group: TenHouseholdGroup) -> bool:
    """In the grid itself, or in one of its micro-grids."""
    return household.grid is not None and household.grid.path.startswith(group.grid.path)


def _end_membership(membership: GroupMembership, today: date) -> None:
    """Over since yesterday, so that the household may join another group today."""
    membership.period = periods.until(membership.period, today - periods.ONE_DAY)
    membership.save(update_fields=["period"])


def _release_leader(group: TenHouseholdGroup, *, actor: User | None) -> None:
    """Changes the row in hand; the caller saves it."""
    if group.leader_consent_at is not None:
        tally.add("grids.leaders", group.community_id, dims={"grid": group.grid_id}, delta=-1)
    yesterday = timezone.localdate() - periods.ONE_DAY
    grants.withdraw(group.grant, last_day=yesterday, actor=actor, reason=_("不再任联户长"))
    group.leader = group.grant = group.leader_consent_at = None
    group.leader_consent_note = ""


def _is_minor(resident: Resident) -> bool:
    born, today = resident.born_on, timezone.localdate()
    if born is None:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT_AT


def _publish_leader(topic: str, group: TenHouseholdGroup) -> None:
    at = f"{timezone.now():%Y%m%d%H%M%S%f}"  # he may be asked again, and is told again
    outbox.publish(
        topic,
        key=f"{topic}:{group.pk}:{group.leader_id}:{at}",
        payload={
            "group_id": group.pk,
            "resident_id": group.leader_id,
            "community_id": group.community_id,
            "at": at,
        },
    )

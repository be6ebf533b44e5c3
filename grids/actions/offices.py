"""What a change in the register means for offices that residents hold: leaders and heads."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import BUILDING_HEAD
from communities.models import Household, Resident, ResidentStatus
from grids import history, periods
from grids.actions import grants, groups, heads
from grids.models import BuildingHead, GroupMembership, TenHouseholdGroup


@transaction.atomic
def settle_resident(resident: Resident) -> None:
    """He moved or died: whatever he can no longer do is open again. Twice is once."""
    gone = resident.status != ResidentStatus.PRESENT
    if gone:
        give_up_all(resident, reason=_("已不在册"))
        return
    led = TenHouseholdGroup.objects.standing().filter(leader=resident)
    for group in led:
        if not group.memberships.on().filter(household=resident.household).exists():
            groups.release_leader(group, reason=_("已不住在这个十联户里"), actor=None)


@transaction.atomic
def give_up_all(resident: Resident, *, reason: str = "") -> None:
    """Every office he holds is open again, and his name leaves the board."""
    words = reason or _("本人要求删除个人信息")
    for group in TenHouseholdGroup.objects.standing().filter(leader=resident):
        groups.release_leader(group, reason=words, actor=None)
    running = BuildingHead.objects.filter(
        resident=resident, period__isempty=False, period__upper_inf=True
    )
    for head in running:
        heads.end_head(head, reason=words, actor=None)
    BuildingHead.objects.filter(resident=resident).update(publishes_name=False)


@transaction.atomic
def settle_household(household: Household) -> None:
    """A household that is no more belongs to no group."""
    if household.status == Household.Status.PRESENT:
        return
    today = timezone.localdate()
    for membership in GroupMembership.objects.on(today).filter(household=household):
        membership.period = periods.until(membership.period, today - periods.ONE_DAY)
        membership.save(update_fields=["period"])


@transaction.atomic
def equip_resident(resident: Resident) -> None:
    """He has an account now: the offices he holds already get their grant."""
    account = grants.account_of(resident)
    if account is None:
        return
    today = timezone.localdate()
    led = (
        TenHouseholdGroup.objects.standing()
        .select_for_update(of=("self",))
        .filter(leader=resident, leader_consent_at__isnull=False, grant__isnull=True)
    )
    for group in led.select_related("grid"):
        group.grant = grants.give(
            BUILDING_HEAD,
            account,
            group.grid,
            actor=None,
            reason=_("任联户长"),
            starts_on=today,
        )
        group.save(update_fields=["grant"])
    kept = (
        BuildingHead.objects.on(today)
        .select_for_update(of=("self",))
        .filter(resident=resident, grant__isnull=True, building__grid__isnull=False)
    )
    for head in kept.select_related("building__grid"):
        if head.building.grid is not None:
            head.grant = grants.give(
                BUILDING_HEAD,
                account,
                head.building.grid,
                actor=None,
                reason=_("任楼栋长"),
                starts_on=today,
            )
            head.save(update_fields=["grant"])


@transaction.atomic
def disarm_account(resident: Resident, user_id: int) -> None:
    """The account is no longer his: it may not act in his offices. He keeps them."""
    yesterday = timezone.localdate() - periods.ONE_DAY
    holders = [
        *TenHouseholdGroup.objects.standing().filter(leader=resident, grant__user=user_id),
        *BuildingHead.objects.on().filter(resident=resident, grant__user=user_id),
    ]
    for holder in holders:
        grants.withdraw(holder.grant, last_day=yesterday, actor=None, reason=_("账号已解绑"))
        holder.grant = None
        holder.save(update_fields=["grant"])


@transaction.atomic
def follow_merge(kept: Resident, absorbed: Resident) -> None:
    """Two records of one person became one: the offices are the person's."""
    leads_already = TenHouseholdGroup.objects.standing().filter(leader=kept).exists()
    for group in TenHouseholdGroup.objects.standing().filter(leader=absorbed):
        if leads_already:
            groups.release_leader(group, reason=_("两份档案合并"), actor=None)
            continue
        group.leader = kept
        group.save(update_fields=["leader"])
        history.note("grids.leader_followed_merge", group, actor=None, about=kept)
    for head in BuildingHead.objects.on().filter(resident=absorbed):
        head.resident = kept
        head.save(update_fields=["resident"])
        history.note("grids.head_followed_merge", head, actor=None, about=kept)

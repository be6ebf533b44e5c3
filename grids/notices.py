"""Notices for ten-household groups: names for the desk's form, people for the fan-out."""

from django.db.models import Q

from communities import notice_audience
from communities.actions import notices
from communities.models import Authority, Binding, Notice, ResidentStatus
from communities.queries.notices import target_ids
from communities.workflow import NoticeStatus
from core import messaging, outbox
from grids.models import TenHouseholdGroup
from grids.queries.audience import households_in
from grids.queries.groups import by_number

DUE = "grids.notice_for_group"


@notice_audience.groups_from
def group_choices(community_id: int) -> list[tuple[int, str]]:
    groups = TenHouseholdGroup.objects.standing().filter(community_id=community_id)
    ordered = sorted(groups.select_related("grid").order_by("pk"), key=_in_a_list)
    return [(group.pk, f"{group.grid.title} {group.name}") for group in ordered]


def _in_a_list(group: TenHouseholdGroup) -> tuple[int, str, list[tuple[int, str]]]:
    return group.grid.position, group.grid.path, by_number(group)


def promise_groups(notice_id: int) -> None:
    """One message of the outbox per group: each is small, and none waits for another."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.audience != Notice.Audience.GROUPS:
        return
    for group_id in target_ids(notice):
        outbox.publish(
            DUE,
            key=f"grids.notice:{notice.pk}:{group_id}",
            payload={"notice_id": notice.pk, "group_id": group_id},
        )


def tell_group(notice_id: int, group_id: int) -> None:
    """The accounts of its people, and its leader, who passes it on to those without one."""
    notice = Notice.objects.get(pk=notice_id)
    group = TenHouseholdGroup.objects.standing().filter(pk=group_id).first()
    if group is None or notice.status != NoticeStatus.PUBLISHED:
        return
    at_home = Q(
        resident__household__in=households_in(group), resident__status=ResidentStatus.PRESENT
    )
    users = {
        *Binding.objects.standing().filter(at_home).values_list("user_id", flat=True),
        *Authority.objects.in_force().filter(at_home).values_list("user_id", flat=True),
    }
    notices.tell_batch(notice.pk, users)
    _ask_leader(notice, group)


def _ask_leader(notice: Notice, group: TenHouseholdGroup) -> None:
    if group.leader_id is None or group.leader_consent_at is None:
        return
    leader = Binding.objects.standing().filter(resident=group.leader_id).first()
    if leader is None:
        return
    messaging.send(
        "grids.notice_to_pass_on",
        to_user=leader.user_id,
        scope=notice.community_id,
        context={"title": notice.title, "group": group.name},
        dedup_key=f"grids.notice:{notice.pk}:{group.pk}",
        link=f"/notices/{notice.pk}/",
    )

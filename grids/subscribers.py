"""What grids do when the register below changes."""

from django.utils import timezone

from accounts.models import User
from communities.models import Area, Binding, Household, Resident
from core import messaging
from core.outbox import subscribe
from core.subscriptions import Payload
from grids import notices
from grids.actions import following, offices
from grids.models import GroupReport, TenHouseholdGroup
from grids.queries import reports, responsible_for


@subscribe("communities.resident_moved", name="grids.settle_moved_resident")
@subscribe("communities.resident_died", name="grids.settle_dead_resident")
def settle_resident(payload: Payload) -> None:
    offices.settle_resident(Resident.objects.get(pk=payload["resident_id"]))


@subscribe("communities.household_ended", name="grids.settle_ended_household")
def settle_household(payload: Payload) -> None:
    offices.settle_household(Household.objects.get(pk=payload["household_id"]))


@subscribe("communities.buildings_assigned", name="grids.follow_buildings")
def follow_buildings(payload: Payload) -> None:
    following.follow_buildings(payload["building_ids"])


@subscribe("communities.area_changed", name="grids.leave_closed_grid")
def leave_grid(payload: Payload) -> None:
    area = Area.objects.get(pk=payload["area_id"])
    if not area.is_active:
        following.leave_grid(area, actor=User.objects.get(pk=payload["actor_id"]))


@subscribe("communities.resident_bound", name="grids.equip_bound_resident")
def equip_resident(payload: Payload) -> None:
    offices.equip_resident(Resident.objects.get(pk=payload["resident_id"]))


@subscribe("communities.resident_unbound", name="grids.disarm_unbound_account")
def disarm_account(payload: Payload) -> None:
    resident = Resident.objects.get(pk=payload["resident_id"])
    offices.disarm_account(resident, payload["user_id"])


@subscribe("communities.residents_merged", name="grids.follow_merged_residents")
def follow_merge(payload: Payload) -> None:
    people = Resident.objects.in_bulk([payload["kept_id"], payload["absorbed_id"]])
    offices.follow_merge(people[payload["kept_id"]], people[payload["absorbed_id"]])


@subscribe("grids.group_reported", name="grids.tell_worker_of_report")
def tell_worker(payload: Payload) -> None:
    """The one who answers for the grid today hears of it; the text itself stays on the page."""
    report = GroupReport.objects.select_related("group", "grid").get(pk=payload["report_id"])
    user, _how = responsible_for(report.grid, timezone.localdate())
    if user is None or report.seen_at is not None:
        return
    messaging.send(
        "grids.group_reported",
        to_user=user,
        scope=report.community_id,
        context={"group": report.group.name, "kind": report.get_kind_display()},
        dedup_key=f"grids.group_report:{report.pk}",
        link=f"/desk/grids/groups/{report.group_id}/",
    )


@subscribe("grids.report_escalated", name="grids.tell_next_level")
def tell_next_level(payload: Payload) -> None:
    """Who answers on the level it has come to."""
    report = GroupReport.objects.select_related("grid", "community").get(pk=payload["report_id"])
    for user_id in reports.answering(report):
        messaging.send(
            "grids.report_escalated",
            to_user=user_id,
            scope=report.community_id,
            context={"grid": report.grid.name, "kind": report.get_kind_display()},
            dedup_key=f"grids.report_escalated:{report.pk}:{report.level}",
            link="/desk/grids/reports/",
        )


@subscribe("grids.report_handled", name="grids.tell_reporter")
def tell_reporter(payload: Payload) -> None:
    report = GroupReport.objects.select_related("group").get(pk=payload["report_id"])
    if report.reporter_id == report.handled_by_id:
        return
    messaging.send(
        "grids.report_handled",
        to_user=report.reporter_id,
        scope=report.community_id,
        context={"group": report.group.name},
        dedup_key=f"grids.report_handled:{report.pk}",
        link=f"/desk/grids/groups/{report.group_id}/",
    )


@subscribe("grids.leader_asked", name="grids.tell_asked_leader")
def tell_asked(payload: Payload) -> None:
    _tell_leader("grids.leader_asked", payload, leads=False)


@subscribe("grids.leader_agreed", name="grids.tell_leader")
def tell_leader(payload: Payload) -> None:
    _tell_leader("grids.leader_agreed", payload, leads=True)


@subscribe("grids.leader_declined", name="grids.tell_of_decline")
def tell_decline(payload: Payload) -> None:
    """Who answers for the grid looks for another; unless it was he who wrote it down."""
    group = TenHouseholdGroup.objects.select_related("grid").get(pk=payload["group_id"])
    user, _how = responsible_for(group.grid, timezone.localdate())
    if user is None or user.pk == payload["actor_id"]:
        return
    messaging.send(
        "grids.leader_declined",
        to_user=user,
        scope=group.community_id,
        context={"group": group.name},
        dedup_key=f"grids.leader_declined:{group.pk}:{group.declined_at}",
        link=f"/desk/grids/groups/{group.pk}/",
    )


def _tell_leader(code: str, payload: Payload, *, leads: bool) -> None:
    """Unless the group has gone on meanwhile: somebody else, nobody, or he has answered."""
    group = TenHouseholdGroup.objects.select_related("grid").get(pk=payload["group_id"])
    if group.leader_id != payload["resident_id"] or group.is_led is not leads:
        return
    binding = Binding.objects.standing().filter(resident=group.leader_id).first()
    if binding is None:
        return
    messaging.send(
        code,
        to_user=binding.user_id,
        scope=group.community_id,
        context={"grid": group.grid.title, "group": group.name},
        dedup_key=f"{code}:{group.pk}:{group.leader_id}:{payload['at']}",
        link=f"/desk/grids/groups/{group.pk}/",
    )


@subscribe("communities.notice_published", name="grids.promise_notice_to_groups")
def promise_notice(payload: Payload) -> None:
    notices.promise_groups(payload["notice_id"])


@subscribe(notices.DUE, name="grids.tell_group_of_notice")
def tell_group(payload: Payload) -> None:
    notices.tell_group(payload["notice_id"], payload["group_id"])

"""Building heads begin and end."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import BUILDING_HEAD
from communities.models import Building, Resident, ResidentStatus
from core import outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from grids import history, periods
from grids.actions import grants
from grids.models import BuildingHead


@transaction.atomic
def appoint_head(
    building: Building,
    resident: Resident,
    *,
    consent_note: str,
    actor: User | None,
    publishes_name: bool = False,
    starts_on: date | None = None,
) -> BuildingHead:
    """A resident looks after a building, because he wants to."""
    building = _lock(building)
    if building.grid is None:
        raise DomainError(_("这栋楼还没有划进网格，请先划"), field="building")
    if resident.status != ResidentStatus.PRESENT or resident.community_id != building.community_id:
        raise DomainError(_("楼栋长应是本社区在册的居民"), field="resident")
    if not consent_note.strip():
        raise DomainError(_("请写他是怎样同意的（当面、电话、书面）"), field="consent_note")
    first = starts_on or timezone.localdate()
    account = grants.account_of(resident)
    grant = None
    if account is not None:
        grant = grants.give(
            BUILDING_HEAD,
            account,
            building.grid,
            actor=actor,
            reason=_("任楼栋长"),
            starts_on=first,
        )
    with refusing(building_one_head_at_a_time=_("这栋楼这时已有楼栋长，请先办卸任")):
        head = BuildingHead.objects.create(
            community_id=building.community_id,
            building=building,
            resident=resident,
            period=periods.days(first),
            grant=grant,
            consent_note=consent_note.strip(),
            publishes_name=publishes_name,
            appointed_by=actor,
        )
    history.note(
        "grids.head_appointed",
        head,
        actor=actor,
        details={"building": building.pk, "from": first.isoformat()},
        about=resident,
    )
    tally.add("grids.heads", head.community_id, dims={"grid": building.grid_id})
    _publish("grids.head_appointed", head)
    return head


@transaction.atomic
def end_head(
    head: BuildingHead, *, reason: str, actor: User | None, last_day: date | None = None
) -> BuildingHead:
    building = _lock(head.building)
    head = BuildingHead.objects.select_related("grant", "resident").get(pk=head.pk)
    if head.period.isempty or head.period.upper is not None:
        raise DomainError(_("这一任已经办过卸任"), code="ended")
    if not reason.strip():
        raise DomainError(_("请写卸任原因"), field="reason")
    last = last_day or timezone.localdate()
    head.period = periods.until(head.period, last)
    head.ended_by, head.end_reason = actor, reason.strip()
    head.save(update_fields=["period", "ended_by", "end_reason"])
    grants.withdraw(head.grant, last_day=last, actor=actor, reason=reason)
    history.note(
        "grids.head_ended",
        head,
        actor=actor,
        details={"building": building.pk, "last_day": last.isoformat()},
        sensitive={"reason": reason},
        about=head.resident,
    )
    tally.add("grids.heads", head.community_id, dims={"grid": building.grid_id}, delta=-1)
    _publish("grids.head_ended", head)
    return head


def _lock(building: Building) -> Building:
    return (
        Building.objects.select_for_update(of=("self",), no_key=True)
        .select_related("grid")
        .get(pk=building.pk)
    )


def _publish(topic: str, head: BuildingHead) -> None:
    outbox.publish(
        topic,
        key=f"{topic}:{head.pk}",
        payload={
            "head_id": head.pk,
            "building_id": head.building_id,
            "community_id": head.community_id,
        },
    )

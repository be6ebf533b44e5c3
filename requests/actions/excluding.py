"""剔除: asked for by the desk, decided above, counted beside the figures; never a silent delete."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import audit, tally
from core.exceptions import DomainError
from requests.actions import counting
from requests.actions.moving import lock
from requests.models import Exclusion, ServiceRequest
from requests.tiers import Tier, tier_of
from requests.workflow import Status


@transaction.atomic
def apply_for(
    service_request: ServiceRequest, *, reason: str, grounds: str, by: Viewer
) -> Exclusion:
    """For one that is closed: nothing else counts. The request itself stays as it is, for the
    person and for us."""
    row = lock(service_request)
    if reason not in Exclusion.Reason.values:
        raise DomainError(_("请选一个原因"), field="reason")
    if not grounds.strip():
        raise DomainError(_("请写事实和依据"), field="grounds")
    if row.status != Status.CLOSED:
        raise DomainError(_("只有办结的事计入评价，才谈得上不计入"), code="not_counted")
    if not ServiceRequest.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if (tier_of(by) or 0) < Tier.COMMUNITY:
        raise DomainError(_("由社区来申请"), code="not_allowed")
    if Exclusion.objects.filter(service_request=row).exists():
        raise DomainError(_("已经申请过一次，以那次的决定为准"), code="asked_once")
    made = Exclusion.objects.create(
        community_id=row.community_id,
        service_request=row,
        reason=reason,
        grounds=grounds.strip(),
        asked_by=by.actor,
    )
    audit.record(
        "requests.exclusion.ask",
        row,
        actor=by.user,
        scope=row.community_id,
        details={"reason": reason},
    )
    return made


@transaction.atomic
def decide(exclusion: Exclusion, *, decision: str, answer: str, by: Viewer) -> Exclusion:
    row = (
        Exclusion.objects.select_for_update(of=("self",))
        .select_related("service_request")
        .get(pk=exclusion.pk)
    )
    if row.decision:
        raise DomainError(_("已经有决定了"), code="decided")
    if decision not in Exclusion.Decision.values:
        raise DomainError(_("请选一个决定"), field="decision")
    if not answer.strip():
        raise DomainError(_("请写决定的理由"), field="answer")
    if not Exclusion.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("要由街道里没有申请它的人来定"), code="not_allowed")
    row.decision, row.answer = decision, answer.strip()
    row.decided_by, row.decided_at = by.actor, timezone.now()
    row.save()
    tally.add("requests.exclusion", row.community_id, dims={"decision": decision})
    if decision == Exclusion.Decision.GRANTED:
        _leave_out(row.service_request)
    audit.record(
        "requests.exclusion.decide",
        row.service_request,
        actor=by.user,
        scope=row.community_id,
        details={"decision": decision},
    )
    return row


def _leave_out(row: ServiceRequest) -> None:
    """Of the rates, not of the work."""
    fresh = lock(row)
    tally.add_all(counting.restated(fresh, {"out": True}))
    fresh.save(update_fields=["counted"])

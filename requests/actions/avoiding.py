"""回避: who has an interest in it lets go of it, and so does whoever it turns out to be about."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Department
from core import audit
from core.exceptions import DomainError
from organizations.models import Organization
from requests import interests, keeping
from requests.actions.moving import lock, move
from requests.models import Against, Recusal, ServiceRequest
from requests.models.parties import Role
from requests.tiers import Tier, tier_of
from requests.workflow import Kind, Status
from requests.workflow.steps import UNDER_WAY, WORKED_ON

REASONS = {
    "family": gettext_lazy("是我的亲属"),
    "neighbour": gettext_lazy("和当事人有过纠纷"),
    "money": gettext_lazy("有钱款、生意往来"),
    "friend": gettext_lazy("是我的朋友、老同事"),
    "other": gettext_lazy("别的原因，不便细说"),
}


@transaction.atomic
def recuse(
    service_request: ServiceRequest, *, reason: str, note: str = "", by: Viewer
) -> ServiceRequest:
    """From now on he does not see it. Nobody asks him to explain more than he wants to."""
    if reason not in REASONS:
        raise DomainError(_("请选一个原因"), field="reason")
    row = lock(service_request)
    parts = row.parties.standing().working().of_user(by)
    leads = parts.filter(role=Role.LEAD).exists() and row.status in WORKED_ON
    moved = move(
        row, "recuse_lead" if leads else "recuse", by=by, data={"reason": reason}
    ).service_request
    Recusal.objects.create(
        community_id=row.community_id, service_request=row, user=by.actor, reason=note.strip()
    )
    moved.parties.standing().working().of_user(by).update(
        ended_at=timezone.now(), why_ended="recuse"
    )
    audit.record("requests.recuse", moved, actor=by.user, details={"reason": reason})
    return _kept_by_another(moved)


@transaction.atomic
def shield(
    service_request: ServiceRequest,
    *,
    about_tier: Tier,
    user: User | None = None,
    organization: Organization | None = None,
    department: Department | None = None,
    note: str = "",
    by: Viewer,
) -> ServiceRequest:
    """It is about our own people: one tier above them, and gone for them from here on."""
    own = tier_of(by)
    if own is not None and about_tier > own:
        raise DomainError(_("更上面的人由上一级来看：先报上一级"), field="about_tier")
    row = lock(service_request)
    floor = max(Tier(row.floor), Tier(min(about_tier + 1, Tier.DISTRICT)))
    kind = row.kind if row.kind in {Kind.COMPLAINT, Kind.REPORT} else Kind.COMPLAINT
    changes = {
        "kind": kind,
        "floor": floor,
        "level": max(row.level, floor),
        "is_public": False,
    }
    # Whom it is about must not learn it from a message about his own part ending.
    moved = move(
        row,
        "shield_lead" if Status(row.status) in UNDER_WAY else "shield",
        by=by,
        note=note,
        data={"about": int(about_tier)},
        changes=changes,
    ).service_request
    if user or organization or department:
        Against.objects.get_or_create(
            service_request=moved,
            user=user,
            organization=organization,
            department=department,
            defaults={"community_id": moved.community_id},
        )
    moved.parties.standing().working().update(ended_at=timezone.now(), why_ended="shield")
    audit.record("requests.shield", moved, actor=by.user, details={"about": int(about_tier)})
    return _kept_by_another(moved)


def _kept_by_another(row: ServiceRequest) -> ServiceRequest:
    below = row.keeper_id is not None and interests.below_the_floor(row, row.keeper_id)
    if row.keeper_id is None or below or interests.is_barred(row, row.keeper_id):
        row.keeper_id = keeping.keeper_id(
            row.community, row.grid, Tier(row.level), without=interests.barred(row)
        )
        row.save(update_fields=["keeper"])
    return row

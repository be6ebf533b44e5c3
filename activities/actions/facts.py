"""What one says about an activity, checked as a whole, wherever it is said."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from activities.models import Activity, Organizer, ServiceBrand
from communities.actions.guards import clean_text
from core.exceptions import DomainError
from organizations.models import Organization


@dataclass(frozen=True)
class ActivityFacts:
    title: str
    kind: str
    place: str
    starts_at: datetime
    ends_at: datetime
    expected: int
    about: str = ""
    targets: list[str] = field(default_factory=list)
    capacity: int | None = None
    newcomer_places: int = 0
    has_roster: bool = False
    safety_note: str = ""
    brand: ServiceBrand | None = None
    organizer: str = Organizer.COMMUNITY
    organization: Organization | None = None
    organizer_name: str = ""
    leader: User | None = None


FACT_NAMES = tuple(each.name for each in fields(ActivityFacts))
LONGEST_HOURS = 72


def facts_of(activity: Activity) -> dict[str, Any]:
    return {name: getattr(activity, name) for name in FACT_NAMES}


def write_facts(activity: Activity, facts: ActivityFacts) -> None:
    """Onto the row, when it holds together."""
    hours = (facts.ends_at - facts.starts_at).total_seconds() / 3600
    if not 0 < hours <= LONGEST_HOURS:
        raise DomainError(_("结束要在开始之后，三天以内；更长的分成几场"), field="ends_at")
    if facts.newcomer_places > (facts.capacity or 0):
        raise DomainError(_("留给新人的名额不能比名额还多"), field="newcomer_places")
    if facts.organizer == Organizer.ORGANIZATION and facts.organization is None:
        raise DomainError(_("请选是哪个组织或单位办的"), field="organization")
    if facts.brand is not None and facts.brand.community_id != activity.community_id:
        raise DomainError(_("这个品牌是别的社区的"), field="brand")
    if facts.organizer == Organizer.TEAM and not facts.organizer_name.strip():
        raise DomainError(_("请写志愿服务队的名称"), field="organizer_name")
    for name in FACT_NAMES:
        value = getattr(facts, name)
        setattr(activity, name, clean_text(value, field=name) if isinstance(value, str) else value)
    if activity.organizer != Organizer.ORGANIZATION:
        activity.organization = None
    if activity.organizer != Organizer.TEAM:
        activity.organizer_name = ""


def require_safety(activity: Activity) -> None:
    """Before the public reads of it: who keeps the crowd safe, and how."""
    if activity.is_large and not activity.safety_note:
        raise DomainError(
            _("预计 {n} 人以上的活动，先写安全预案再发布").format(n=settings.ACTIVITY_LARGE_FROM),
            code="unsafe",
            field="safety_note",
        )

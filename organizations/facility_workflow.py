"""A place people go to (服务设施), as data: what kinds there are, and how one opens and closes.

Planned or being built, open, paused for a while, given up. Social work has three of its own, one
for each level: a centre in the district, a station in the street, a room in the community.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Level


class FacilityKind(TextChoices):
    SERVICE_CENTRE = "service_centre", _("社区综合服务设施")
    ELDER_CENTRE = "elder_centre", _("养老服务中心")
    ELDER_STATION = "elder_station", _("居家养老服务站")
    CANTEEN = "canteen", _("长者食堂")
    CHILD_STATION = "child_station", _("儿童服务站")
    CHILDCARE = "childcare", _("托育点")
    CLINIC = "clinic", _("卫生室")
    DISABLED_HOME = "disabled_home", _("残疾人之家")
    LIBRARY = "library", _("共享书屋")
    GARDEN = "garden", _("爱心菜园")
    FUNERAL = "funeral", _("殡葬服务设施")
    INCUBATOR = "incubator", _("社会组织孵化基地")
    SOCIAL_CENTRE = "social_centre", _("社会工作服务中心")
    SOCIAL_STATION = "social_station", _("社会工作服务站")
    SOCIAL_ROOM = "social_room", _("社工室")


class FacilityStatus(TextChoices):
    PLANNED = "planned", _("筹建中")
    OPEN = "open", _("开放")
    PAUSED = "paused", _("暂停开放")
    CLOSED = "closed", pgettext_lazy("facility", "已撤销")


K, S = FacilityKind, FacilityStatus

LEVEL_OF: dict[str, Level] = {
    K.SOCIAL_CENTRE: Level.DISTRICT,
    K.SOCIAL_STATION: Level.STREET,
    K.SOCIAL_ROOM: Level.COMMUNITY,
}
"""One of each in its place, and only there."""
SOCIAL_WORK = tuple(LEVEL_OF)


@dataclass(frozen=True)
class FacilityStep:
    name: str
    sources: frozenset[str]
    target: str
    reason_required: bool = False


OPEN_UP = FacilityStep("opened", frozenset({S.PLANNED}), S.OPEN)
PAUSE = FacilityStep("paused", frozenset({S.OPEN}), S.PAUSED, reason_required=True)
RESUME = FacilityStep("resumed", frozenset({S.PAUSED}), S.OPEN)
CLOSE = FacilityStep(
    "closed", frozenset({S.PLANNED, S.OPEN, S.PAUSED}), S.CLOSED, reason_required=True
)
STEPS = (OPEN_UP, PAUSE, RESUME, CLOSE)

"""Reports of the groups on the level where one works, and whom the next level has."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, DISPATCHER, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area, Level
from grids.models import DutyOfficer, GroupReport
from grids.models.reports import AT_THE_STREET
from grids.queries import duties
from grids.workflow import ReportLevel, ReportStatus

SHOWN = 50
FIGURES_DAYS = 90


@dataclass(frozen=True)
class ReportPage:
    mine: list[GroupReport]
    """Open, and for this viewer to settle; the oldest first."""
    elsewhere: list[GroupReport]
    """Open on another level."""
    done: list[GroupReport]
    settled: int
    """Of the last FIGURES_DAYS days."""
    settled_in_grid: int
    may_see: bool

    @property
    def share(self) -> float | None:
        return 100 * self.settled_in_grid / self.settled if self.settled else None


def hears(viewer: Viewer) -> bool:
    return viewer.role.manages_registers or viewer.role.code in AT_THE_STREET


def get_reports(viewer: Viewer) -> ReportPage:
    if not hears(viewer):
        raise Http404
    rows = GroupReport.objects.visible_to(viewer).select_related("group", "grid", "handled_by")
    mine = list(rows.answerable_by(viewer).order_by("at", "pk")[:SHOWN])
    elsewhere = rows.open().exclude(pk__in=GroupReport.objects.answerable_by(viewer).values("pk"))
    handled = rows.filter(status=ReportStatus.HANDLED)
    open_elsewhere = list(elsewhere.order_by("at", "pk")[:SHOWN])
    duties.suggest([*mine, *open_elsewhere])
    since = timezone.now() - timedelta(days=FIGURES_DAYS)
    counted = handled.filter(at__gte=since)
    return ReportPage(
        mine=mine,
        elsewhere=open_elsewhere,
        done=list(handled.order_by("-handled_at", "-pk")[:SHOWN]),
        settled=counted.count(),
        settled_in_grid=counted.filter(level=ReportLevel.GRID).count(),
        may_see=viewer.role.manages_registers,
    )


def get_answerable(viewer: Viewer, pk: int) -> GroupReport:
    rows = GroupReport.objects.answerable_by(viewer).select_related("group", "grid")
    return get_object_or_404(rows, pk=pk)


def sent_up_to(viewer: Viewer) -> QuerySet[GroupReport]:
    """What waits for this viewer because a level below could not settle it."""
    return GroupReport.objects.answerable_by(viewer).exclude(level=ReportLevel.GRID)


def answering(report: GroupReport) -> list[int]:
    """Accounts that answer on the level where the report lies now; the grid has its own rule."""
    community = Area.objects.get(pk=report.community_id)
    if report.level == ReportLevel.COMMUNITY:
        officer = DutyOfficer.objects.serving().filter(community=community).first()
        if officer is not None:
            return [officer.user_id]
        return _holders(community, COMMUNITY_SECRETARY) or _holders(community, COMMUNITY_STAFF)
    street = Area.objects.filter(pk__in=community.ancestor_ids, level=Level.STREET).first()
    if street is None:
        return []
    return _holders(street, DISPATCHER) or _holders(street, STREET_OFFICIAL)


def _holders(area: Area, role: str) -> list[int]:
    held = RoleGrant.objects.in_force().filter(
        role=role, area_scopes__area=area, user__is_active=True
    )
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct())

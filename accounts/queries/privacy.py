"""Notices, consents, requests: what was told, what holds, what is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import (
    ConsentEvent,
    ConsentKind,
    DataSubjectRequest,
    ImpactAssessment,
    Incident,
    MinorAccessApproval,
    PlatformComplaint,
    PrivacyNotice,
    SharingRecord,
)
from accounts.roles import COMMUNITY_SECRETARY, PRIVACY_OFFICER, SYSTEM_ADMIN
from accounts.viewer import Viewer

REVIEW_DAYS = 30


def current_notice() -> PrivacyNotice | None:
    return PrivacyNotice.objects.current()


def notices() -> "QuerySet[PrivacyNotice]":
    return PrivacyNotice.objects.order_by("-version")


def standing(subject: UUID) -> dict[str, ConsentEvent]:
    """The last word about each kind."""
    events = ConsentEvent.objects.standing(subject).select_related("notice")
    return {event.kind: event for event in events}


def is_outdated(event: ConsentEvent, notice: PrivacyNotice | None) -> bool:
    """Given under an earlier notice: to be asked again."""
    return bool(notice and event.given and event.notice.version < notice.version)


def kinds() -> list[ConsentKind]:
    return list(ConsentKind)


def my_requests(viewer: Viewer) -> "QuerySet[DataSubjectRequest]":
    return DataSubjectRequest.objects.filter(user=viewer.user).order_by("-pk")


def get_my_request(viewer: Viewer, pk: int) -> DataSubjectRequest:
    return get_object_or_404(my_requests(viewer), pk=pk)


def requests_to_handle(viewer: Viewer) -> "QuerySet[DataSubjectRequest]":
    """For the secretary of the community, and the privacy officer of the district."""
    if viewer.sleeping or viewer.role.code not in {COMMUNITY_SECRETARY, PRIVACY_OFFICER}:
        raise Http404
    return DataSubjectRequest.objects.filter(scope__in=viewer.community_ids).select_related("user")


def get_request_to_handle(viewer: Viewer, pk: int) -> DataSubjectRequest:
    return get_object_or_404(requests_to_handle(viewer), pk=pk)


def approvals(viewer: Viewer) -> "QuerySet[MinorAccessApproval]":
    if viewer.sleeping or viewer.role.code not in {COMMUNITY_SECRETARY, PRIVACY_OFFICER}:
        raise Http404
    return (
        MinorAccessApproval.objects.filter(scope__in=viewer.community_ids)
        .select_related("reader", "approved_by")
        .order_by("-pk")
    )


def opened_scopes(viewer: Viewer, on: date | None = None) -> frozenset[int]:
    """The communities whose children's records a standing approval opens to this viewer."""
    return frozenset(_standing(viewer, on).values_list("scope", flat=True))


def purpose_of_opening(viewer: Viewer, scope: int) -> str:
    """What the approval was given for; it stands in the log of every look."""
    found = _standing(viewer).filter(scope=scope).order_by("pk")
    return found.values_list("purpose", flat=True).first() or ""


def _standing(viewer: Viewer, on: date | None = None) -> "QuerySet[MinorAccessApproval]":
    if viewer.user is None:
        return MinorAccessApproval.objects.none()
    day = on or timezone.localdate()
    return MinorAccessApproval.objects.filter(
        reader=viewer.user, starts_on__lte=day, ends_on__gte=day, revoked_at__isnull=True
    )


def complaints(viewer: Viewer) -> "QuerySet[PlatformComplaint]":
    if viewer.sleeping or viewer.role.code not in {SYSTEM_ADMIN, PRIVACY_OFFICER}:
        raise Http404
    return PlatformComplaint.objects.order_by("status", "-pk")


@dataclass(frozen=True)
class Standing:
    """What the privacy officer answers for, in numbers."""

    waiting: int
    readers: int
    """Standing approvals to read children's records."""
    complaints: int
    incidents: int
    """Not closed yet."""
    reviews: int
    """Impact assessments to be looked at again within 30 days."""
    sharing: int
    notice: PrivacyNotice | None


def in_numbers(viewer: Viewer) -> Standing:
    today = timezone.localdate()
    here = Q(scope__in=viewer.community_ids) | Q(scope__isnull=True)
    approved = approvals(viewer).filter(ends_on__gte=today, revoked_at__isnull=True)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    soon = today + timedelta(days=REVIEW_DAYS)
    return Standing(
        waiting=requests_to_handle(viewer)
        .filter(status=DataSubjectRequest.Status.RECEIVED)
        .count(),
        readers=approved.count(),
        complaints=complaints(viewer).filter(status=PlatformComplaint.Status.RECEIVED).count(),
        incidents=Incident.objects.filter(here, closed_at__isnull=True).count(),
        reviews=ImpactAssessment.objects.filter(here, review_on__lte=soon).count(),
        sharing=SharingRecord.objects.filter(here).filter(lasting).count(),
        notice=current_notice(),
    )

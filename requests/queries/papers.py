"""What leaves on paper, each on one A4 page: longer words are cut where the page ends."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import CommunityProfile
from communities.queries.place import open_communities, profile_at
from core.words import listed
from requests.models import MenuItem, Party, ServiceRequest
from requests.models.service_requests import ServiceRequestQuerySet
from requests.queries.answers import Answered, answered
from requests.queries.rates import Rates, of_month
from requests.tiers import Tier, tier_of
from requests.workflow import OPEN, Status

LINES = 18
"""As many kinds as fit on the sheet; the rest is one line."""


@dataclass(frozen=True)
class Paper:
    row: ServiceRequest
    profile: CommunityProfile | None
    lead: str
    answers: list[Answered]


@dataclass(frozen=True)
class Line:
    what: str
    came: int
    closed: int
    late: int


@dataclass(frozen=True)
class Sheet:
    month: date
    place: str
    rates: Rates
    lines: list[Line]
    rest: int


def paper(viewer: Viewer, row: ServiceRequest) -> Paper:
    """The caller has fetched the request in his scope."""
    lead = (
        Party.objects.standing()
        .leads()
        .filter(service_request=row)
        .select_related("user", "organization", "department")
    )
    found = lead.first()
    if found is not None and found.user is not None:
        found.user.name.disclose()
    profile = CommunityProfile.objects.filter(area_id=row.community_id).first()
    return Paper(row, profile, str(found) if found else "", answered(row))


def item_paper(community_id: int | None, code: str) -> MenuItem:
    item = (
        MenuItem.objects.for_community(community_id)
        .filter(code=code)
        .prefetch_related("questions")
        .first()
    )
    if item is None:
        raise Http404
    return item


def poster(pk: int) -> CommunityProfile:
    profile = profile_at(pk)
    if profile is None:
        raise Http404
    return profile


def month_sheet(viewer: Viewer, month: date) -> Sheet:
    tier = tier_of(viewer)
    if tier is None or tier < Tier.COMMUNITY or viewer.sleeping:
        raise Http404
    rows = _of(viewer, month)
    found = (
        rows.values("item__category__name")
        .annotate(
            came=Count("pk"),
            closed=Count("pk", filter=Q(status=Status.CLOSED)),
            late=Count("pk", filter=Q(due_at__lt=timezone.now(), status__in=OPEN)),
        )
        .order_by("-came", "item__category__name")
    )
    lines = [
        Line(
            one["item__category__name"] or _("没有选类别的"),
            one["came"],
            one["closed"],
            one["late"],
        )
        for one in found
    ]
    return Sheet(
        month=month,
        place=listed(
            profile.area.title
            for profile in open_communities().filter(area__in=viewer.community_ids)[:6]
        ),
        rates=of_month(viewer, month),
        lines=lines[:LINES],
        rest=sum(line.came for line in lines[LINES:]),
    )


def _of(viewer: Viewer, month: date) -> ServiceRequestQuerySet:
    return ServiceRequest.objects.filter(
        community_id__in=viewer.community_ids,
        created_at__year=month.year,
        created_at__month=month.month,
    )

"""The register in short, for a home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import CareLabel, Household, ImportJob, Notice, Resident
from communities.queries.profile import ELDER_FROM
from communities.workflow import NoticeStatus

SOON = 30
"""Days ahead in which the end of a label is worth looking at."""


@dataclass(frozen=True)
class RegisterInShort:
    residents: int
    households: int
    without_household: int
    elders: int
    groups: list[tuple[str, int]]
    """Group of care and how many people; empty for who may not know."""


def register_in_short(viewer: Viewer) -> RegisterInShort:
    people = Resident.objects.visible_to(viewer).present()
    born = Q(born_on__lte=_years_ago(ELDER_FROM))
    counts = people.aggregate(
        all=Count("pk"),
        homeless=Count("pk", filter=Q(household=None)),
        old=Count("pk", filter=born),
    )
    return RegisterInShort(
        residents=counts["all"],
        households=Household.objects.visible_to(viewer).present().count(),
        without_household=counts["homeless"],
        elders=counts["old"],
        groups=_groups(viewer, people),
    )


def _groups(viewer: Viewer, people: QuerySet[Resident]) -> list[tuple[str, int]]:
    if not viewer.sees(DataClass.SENSITIVE):
        return []
    labels = CareLabel.objects.in_force().filter(resident__in=people).order_by()
    counted = dict(
        labels.values_list("group").annotate(Count("resident", distinct=True)).order_by()
    )
    return [(str(group.label), counted.get(group.value, 0)) for group in CareLabel.Group]


def _years_ago(years: int) -> date:
    today = timezone.localdate()
    leap = (today.month, today.day) == (2, 29)
    return date(today.year - years, today.month, 28 if leap else today.day)


@dataclass(frozen=True)
class Ending:
    count: int
    first: date | None


def labels_ending(viewer: Viewer) -> Ending:
    """Labels that end within a month, or have ended without anybody looking."""
    if not viewer.sees(DataClass.SENSITIVE) or not viewer.role.manages_registers:
        return Ending(0, None)
    labels = CareLabel.objects.to_review(timezone.localdate() + timedelta(days=SOON))
    mine = labels.filter(resident__in=Resident.objects.visible_to(viewer).present())
    found = mine.aggregate(count=Count("pk"), first=Min("valid_to"))
    return Ending(found["count"], found["first"])


def imports_to_decide(viewer: Viewer) -> list[ImportJob]:
    """Read and reported on; nothing is written before somebody says so."""
    rows = ImportJob.objects.visible_to(viewer).filter(status=ImportJob.Status.CHECKED)
    return list(rows.defer("content", "issues", "changes").order_by("pk")[:5])


def notices_to_publish(viewer: Viewer) -> list[Notice]:
    """Checked, and no later hour was set for them."""
    rows = Notice.objects.manageable_by(viewer).filter(status=NoticeStatus.CHECKED)
    return list(rows.filter(publish_at=None).order_by("pk")[:5])

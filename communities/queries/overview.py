"""The register in short, for a home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import CareLabel, Household, ImportJob, Notice, Resident
from communities.queries.profile import ELDER_FROM
from communities.workflow import NoticeStatus
from core.counting import Rows, counted_by

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
    groups = list(CareLabel.Group) if viewer.sees(DataClass.SENSITIVE) else []
    labelled = CareLabel.objects.in_force().filter(resident__in=people)
    others = counted_by(
        households=Rows(Household.objects.visible_to(viewer).present(), by="community"),
        **{
            group.value: Rows(labelled.filter(group=group), by="community", different="resident")
            for group in groups
        },
    )
    return RegisterInShort(
        residents=counts["all"],
        households=others["households"].total(),
        without_household=counts["homeless"],
        elders=counts["old"],
        groups=[(str(group.label), others[group.value].total()) for group in groups],
    )


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

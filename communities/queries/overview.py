"""The register in short, for a home page."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.models import CareLabel, Household, Resident

SOON = 30


@dataclass(frozen=True)
class RegisterInShort:
    residents: int
    households: int
    without_household: int
    labels_ending: int


def register_in_short(viewer: Viewer) -> RegisterInShort:
    people = Resident.objects.visible_to(viewer).present()
    counts = people.aggregate(all=Count("pk"), homeless=Count("pk", filter=Q(household=None)))
    return RegisterInShort(
        residents=counts["all"],
        households=Household.objects.visible_to(viewer).present().count(),
        without_household=counts["homeless"],
        labels_ending=_labels_ending(viewer),
    )


def _labels_ending(viewer: Viewer) -> int:
    if not viewer.sees(DataClass.SENSITIVE):
        return 0
    until = timezone.localdate() + timedelta(days=SOON)
    labels = CareLabel.objects.in_force().filter(valid_to__lte=until)
    return labels.filter(resident__in=Resident.objects.visible_to(viewer)).count()

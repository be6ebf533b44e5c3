"""Who should be visited. That a label is in force is told; which, and why, is not asked here."""

from django.db.models import QuerySet

from communities.models import CareLabel, Resident


def in_care() -> QuerySet[Resident]:
    labels = CareLabel.objects.in_force()
    return Resident.objects.present().filter(pk__in=labels.values("resident"))

"""The register in short, for the desk's morning: organisations in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Min, Q, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import get_language

from accounts.viewer import Viewer
from organizations.access import keeps_register
from organizations.kinds import Kind
from organizations.models import OfferedService, Organization
from organizations.models.reviews import due_on, year_due
from organizations.workflow import Status

MOST = 5


@dataclass(frozen=True)
class Proposed:
    pk: int
    title: str
    kind: str


@dataclass(frozen=True)
class Morning:
    proposed: list[Proposed]
    """Waiting for this viewer to look at, not what he proposed himself."""
    filings: int
    """Of the keepers' own places, or of one's own organisation: ended, or about to."""
    first_filing: date | None
    my_filing: int | None
    """The organisation of who keeps no register."""
    unreviewed: int
    year: int
    reviews_due: date
    unpriced: int = 0
    """Whose service asks for what nobody else has approved; not what the viewer said himself."""
    first_unpriced: int | None = None


def own(viewer: Viewer) -> list[Organization]:
    """What a manager speaks for, with how much of it is on offer."""
    rows = Organization.objects.filter(pk__in=viewer.organization_ids).select_related("area")
    offers = Count("services", filter=Q(services__is_active=True))
    return list(rows.annotate(offers=offers).order_by("name_key"))


def morning(viewer: Viewer) -> Morning:
    today, keeps = timezone.localdate(), keeps_register(viewer)
    rows = Organization.objects.manageable_by(viewer)
    waiting = Q(status=Status.PROPOSED) & ~Q(proposed_by_id=viewer.user_id)
    ending = Q(pk__in=rows.with_ending_filing().values("pk"))
    unreviewed = Q(pk__in=rows.unreviewed(year_due(today)).values("pk"))
    asking = OfferedService.objects.unpriced().exclude(price_said_by=viewer.user_id)
    unpriced = Q(pk__in=asking.values("organization_id"))
    found = rows.aggregate(
        proposed=ArrayAgg(
            JSONObject(pk="pk", name="name", name_en="name_en", kind="kind"),
            filter=waiting,
            order_by="pk",
            default=Value([]),
        ),
        filings=Count("pk", filter=ending),
        first=Min("filed_until", filter=ending),
        first_pk=Min("pk", filter=ending),
        unreviewed=Count("pk", filter=unreviewed),
        unpriced=Count("pk", filter=unpriced),
        first_unpriced=Min("pk", filter=unpriced),
    )
    return Morning(
        proposed=[_proposed(row) for row in found["proposed"][:MOST]] if keeps else [],
        filings=found["filings"],
        first_filing=found["first"],
        my_filing=None if keeps else found["first_pk"],
        unreviewed=found["unreviewed"] if keeps else 0,
        year=year_due(today),
        reviews_due=due_on(today),
        unpriced=found["unpriced"] if keeps else 0,
        first_unpriced=found["first_unpriced"],
    )


def _proposed(row: dict[str, Any]) -> Proposed:
    in_english = row["name_en"] and get_language() == "en"
    title = row["name_en"] if in_english else row["name"]
    return Proposed(row["pk"], title, str(Kind(row["kind"]).label))

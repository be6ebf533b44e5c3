"""What waits for the street's or the district's word, and its social workers as figures: an
official has lists of his own place, and none of its people."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from accounts.viewer import Viewer
from communities.access import is_official
from communities.models import Area
from core.counting import counted
from organizations.access import under
from organizations.cultivation_workflow import Stage
from organizations.incubation_workflow import IncubationStatus
from organizations.models import Assessment, Cultivation, Incubation, SocialWorker, Stationing
from organizations.partner_workflow import AssessmentStatus
from organizations.queries.social_workers import Ratio
from organizations.worker_workflow import WorkerStatus


@dataclass(frozen=True)
class Waiting:
    filings: int = 0
    """Handed in, and nobody has filed or sent back."""
    scores: int = 0
    """Groups that asked for a base, and this viewer has not scored."""
    assessments: int = 0


@dataclass(frozen=True)
class PlaceLine:
    community: Area
    working: Ratio
    levels: list[tuple[str, int]]
    """Of those whose certificate is valid, highest first."""


@dataclass(frozen=True)
class CertifiedPage:
    whole: Ratio
    lines: list[PlaceLine]


def waiting(viewer: Viewer) -> Waiting:
    if not is_official(viewer):
        return Waiting()
    handed_in = Cultivation.objects.filter(under(viewer, "community"), stage=Stage.HANDED_IN)
    applied = Incubation.objects.filter(
        under(viewer, "base__area"), status=IncubationStatus.APPLIED
    )
    told = Assessment.objects.visible_to(viewer).filter(
        status__in=[AssessmentStatus.SUBMITTED, AssessmentStatus.APPEALED]
    )
    return Waiting(
        **counted(
            filings=handed_in,
            scores=applied.exclude(scores__reviewer=viewer.user_id),
            assessments=told,
        )
    )


def certified_page(viewer: Viewer) -> CertifiedPage:
    """Who works in two places counts in each, and once in the whole."""
    if not is_official(viewer):
        raise Http404
    here = Stationing.objects.on().filter(
        community__in=viewer.community_ids, worker__status=WorkerStatus.ACTIVE
    )
    holding = SocialWorker.objects.certified().values("pk")
    places = Area.objects.communities().filter(pk__in=viewer.community_ids).order_by("path")
    people = dict(_of_each(here))
    held: dict[int, dict[str, int]] = {}
    certified = here.filter(worker__in=holding).order_by()
    for place, level, n in certified.values_list("community", "worker__level").annotate(
        n=Count("worker", distinct=True)
    ):
        held.setdefault(place, {})[level] = n
    lines = [
        PlaceLine(
            place,
            Ratio(sum(held.get(place.pk, {}).values()), people.get(place.pk, 0)),
            _levels(held.get(place.pk, {})),
        )
        for place in places
    ]
    whole = here.aggregate(
        everybody=Count("worker", distinct=True),
        certified=Count("worker", distinct=True, filter=Q(worker__in=holding)),
    )
    return CertifiedPage(Ratio(**whole), lines)


# --- inside ---------------------------------------------------------------------------------------
def _of_each(here: "QuerySet[Stationing]") -> list[tuple[int, int]]:
    rows = here.order_by().values_list("community").annotate(n=Count("worker", distinct=True))
    return list(rows)


def _levels(held: dict[str, int]) -> list[tuple[str, int]]:
    named = [(str(level.label), held.get(level.value, 0)) for level in SocialWorker.Level]
    return [(label, n) for label, n in reversed(named) if n]

"""How it was: the figure with its base for everybody, the words for who organised it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Avg, Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from activities.models import Activity, Enrolment, Feedback
from activities.models.enrolments import EnrolmentQuerySet
from activities.models.feedbacks import OPEN_FOR
from activities.workflow import TOOK_PLACE
from core import scope

SHOWN = 100


@dataclass(frozen=True)
class Verdict:
    """Of those who were there, so many said how it was."""

    answers: int = 0
    present: int = 0
    average: float | None = None
    """Nothing while so few have answered that one could guess who."""
    mine: Enrolment | None = None
    """Where the viewer may still say it."""
    words: list[Feedback] = field(default_factory=list)


def verdict(viewer: Viewer, activity: Activity) -> Verdict:
    if activity.status not in TOOK_PLACE or activity.helpers_only:
        return Verdict()
    with scope.entered([activity.community_id], user_id=viewer.user_id):
        counted = activity.enrolments.filter(attendance__isnull=False).aggregate(
            present=Count("pk"),
            answers=Count("feedback"),
            average=Avg("feedback__grade"),
        )
    enough = counted["answers"] >= settings.ACTIVITY_FEEDBACK_LEAST
    return Verdict(
        answers=counted["answers"],
        present=counted["present"],
        average=round(counted["average"], 1) if enough else None,
        mine=_open(viewer).filter(activity=activity).order_by("pk").first(),
        words=words_of(viewer, activity),
    )


def words_of(viewer: Viewer, activity: Activity) -> list[Feedback]:
    """Without names: who organised it reads what was said, not by whom."""
    organises = Q(enrolment__activity__leader=viewer.user_id or 0)
    organises |= Q(enrolment__activity__proposed_by=viewer.user_id or 0)
    seen = Feedback.objects.visible_to(viewer).filter(enrolment__activity=activity)
    if not viewer.is_staff:
        seen = seen.filter(organises)
    found = list(seen.order_by("-said_at", "-pk")[:SHOWN])
    for each in found:
        each.words.disclose()
    return found


def get_open(viewer: Viewer, pk: int) -> Enrolment:
    return get_object_or_404(_open(viewer), pk=pk)


def _open(viewer: Viewer) -> "EnrolmentQuerySet":
    rows = Enrolment.objects.filter(
        user=viewer.user_id or 0,
        attendance__isnull=False,
        feedback__isnull=True,
        activity__status__in=TOOK_PLACE,
        activity__helpers_only=False,
        activity__ends_at__gt=timezone.now() - OPEN_FOR,
    )
    return rows.select_related("activity")

"""三率 with their fractions, and beside each what was left out and why. Never a rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.spans import next_month
from requests.models import Exclusion, Rating, ServiceRequest
from requests.models.ratings import Grade
from requests.queries.formulas import in_force
from requests.reckoning import Formula
from requests.workflow import Became, CloseKind, Status


@dataclass(frozen=True)
class Rate:
    label: str
    part: int
    whole: int
    left_out: str

    @property
    def percent(self) -> str:
        return f"{100 * self.part / self.whole:.0f}%" if self.whole else "—"


@dataclass(frozen=True)
class Rates:
    month: date
    closed: int
    rates: list[Rate]
    unrated: int
    by_proxy: int
    excluded: int
    visions: list[tuple[str, int]]
    """What the visions among them became, and how many."""


def of_month(viewer: Viewer, month: date) -> Rates:
    """Of what was closed in a month in the viewer's places, by the formula of its last day."""
    first = month.replace(day=1)
    by = in_force(min(next_month(first) - timedelta(days=1), timezone.localdate()))
    last = Rating.objects.filter(service_request=OuterRef("pk"), is_addition=False).order_by("-pk")
    removed = Exclusion.objects.granted().filter(service_request=OuterRef("pk"))
    rows = ServiceRequest.objects.filter(
        community_id__in=viewer.community_ids,
        status=Status.CLOSED,
        closed_at__year=first.year,
        closed_at__month=first.month,
    ).annotate(
        last_grade=Subquery(last.values("grade")[:1]),
        last_solved=Subquery(last.values("solved")[:1]),
        last_how=Subquery(last.values("asked_how")[:1]),
        out=Exists(removed),
    )
    kept, rated = Q(out=False), Q(out=False, last_grade__isnull=False)
    found = rows.aggregate(
        closed=Count("pk"),
        excluded=Count("pk", filter=Q(out=True)),
        due=Count("pk", filter=kept),
        reached=Count("pk", filter=kept & Q(contacted_at__lte=F("created_at") + by.contact_within)),
        asked=Count("pk", filter=kept & Q(last_solved__isnull=False)),
        solved=Count("pk", filter=kept & Q(last_solved=True)),
        rated=Count("pk", filter=rated),
        content=Count("pk", filter=rated & Q(last_grade__gte=by.content_from)),
        proxy=Count("pk", filter=rated & ~Q(last_how="")),
        unrated=Count("pk", filter=kept & Q(close_kind=CloseKind.UNRATED)),
        **{f"became_{one.value}": Count("pk", filter=Q(became=one)) for one in Became},
    )
    return Rates(
        month=first,
        closed=found["closed"],
        rates=_three(found, by),
        unrated=found["unrated"],
        by_proxy=found["proxy"],
        excluded=found["excluded"],
        visions=[
            (str(one.label), found[f"became_{one.value}"])
            for one in Became
            if found[f"became_{one.value}"]
        ],
    )


def this_month() -> date:
    return timezone.localdate().replace(day=1)


# --- inside ---------------------------------------------------------------------------------------
def _three(found: Mapping[str, int], by: Formula) -> list[Rate]:
    due, silent, unrated = found["due"], found["due"] - found["asked"], found["unrated"]
    solved_of = due if by.counts_unanswered else found["asked"]
    content_of = due if by.counts_unrated else found["rated"]
    unasked = _("没答“办好了吗”的 {n} 件不算").format(n=silent) if due > solved_of else ""
    no_grade = _("没有评价的 {n} 件不算").format(n=unrated)
    said = _("{grade}以上").format(grade=Grade(by.content_from).label)
    return [
        Rate(
            _("{hours} 小时内联系上").format(hours=by.contact_hours), found["reached"], due, ""
        ),
        Rate(_("说办好了"), found["solved"], solved_of, unasked),
        Rate(
            said, found["content"], content_of,
            no_grade if unrated and not by.counts_unrated else "",
        ),
    ]  # fmt: skip

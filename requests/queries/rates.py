"""三率 with their fractions, and beside each what was left out and why. Never a rank."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests.models import Exclusion, Rating, ServiceRequest
from requests.models.ratings import Grade
from requests.workflow import Became, CloseKind, Status

CONTACT_WITHIN = timedelta(hours=24)


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
    """Of what was closed in a month in the viewer's places; one statement."""
    first = month.replace(day=1)
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
        reached=Count("pk", filter=kept & Q(contacted_at__lte=F("created_at") + CONTACT_WITHIN)),
        asked=Count("pk", filter=kept & Q(last_solved__isnull=False)),
        solved=Count("pk", filter=kept & Q(last_solved=True)),
        rated=Count("pk", filter=rated),
        content=Count("pk", filter=rated & Q(last_grade__gte=Grade.FAIR)),
        proxy=Count("pk", filter=rated & ~Q(last_how="")),
        unrated=Count("pk", filter=kept & Q(close_kind=CloseKind.UNRATED)),
        **{f"became_{one.value}": Count("pk", filter=Q(became=one)) for one in Became},
    )
    unasked = found["due"] - found["asked"]
    return Rates(
        month=first,
        closed=found["closed"],
        rates=[
            Rate(_("24 小时内联系上"), found["reached"], found["due"], ""),
            Rate(
                _("说办好了"),
                found["solved"],
                found["asked"],
                _("没答“办好了吗”的 {n} 件不算").format(n=unasked) if unasked else "",
            ),
            Rate(
                _("基本满意以上"),
                found["content"],
                found["rated"],
                _("没有评价的 {n} 件不算").format(n=found["unrated"]) if found["unrated"] else "",
            ),
        ],
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

"""What waits at the desk, the page of one record, the rules."""

from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area
from communities.queries.past import history_of
from core.counting import counted
from points.models import Expiry, IncentiveGrant, Publicity, Record, Redemption, Rule
from points.models.records import RecordQuerySet
from points.queries.accounts import keeps_points
from points.workflow import GrantStatus, RecordStatus

PAGE = 50


class States(TextChoices):
    OPEN = "", _("等审核")
    APPEALED = "appealed", _("有申诉")
    NOTICED = "noticed", _("已告知")
    POSTED = "posted", _("已记入")
    OVER = "over", _("未记入或已冲回")


@dataclass(frozen=True)
class Board:
    rows: list[Record]
    next_before: int | None
    state: str
    q: str


@dataclass(frozen=True)
class RecordPage:
    record: Record
    history: list[Event]


@dataclass(frozen=True)
class Morning:
    pending: int = 0
    """What the viewer wrote down himself waits for somebody else."""
    appealed: int = 0
    lists: int = 0
    """Of months, that nobody has released yet."""
    grants: int = 0
    """Applications that the viewer himself did not write down."""
    brought: int = 0
    """Things that somebody is to bring home to who cannot come."""


@dataclass(frozen=True)
class RulePage:
    rules: list[Rule]
    expiries: list[Expiry]


def board(viewer: Viewer, *, q: str = "", state: str = "", before: int | None = None) -> Board:
    if not keeps_points(viewer):
        raise Http404
    found = _in_state(Record.objects.visible_to(viewer), state)
    if q:
        found = found.filter(account__household__number__endswith=q)
    if before:
        found = found.filter(pk__lt=before)
    rows = found.select_related("rule", "account__household", "recorded_by", "posting")
    listed = list(rows.order_by("-pk")[: PAGE + 1])
    for row in listed:
        if row.recorded_by is not None:
            row.recorded_by.name.disclose()
    more = listed[PAGE - 1].pk if len(listed) > PAGE else None
    return Board(listed[:PAGE], more, state, q)


def get_record(viewer: Viewer, pk: int) -> Record:
    rows = Record.objects.manageable_by(viewer).select_related(
        "rule",
        "account__household__dwelling__building__estate",
        "recorded_by",
        "decided_by",
        "posting",
    )
    found = get_object_or_404(rows, pk=pk)
    for person in (found.recorded_by, found.decided_by):
        if person is not None:
            person.name.disclose()
    return found


def record_page(viewer: Viewer, record: Record) -> RecordPage:
    return RecordPage(record, history_of(viewer, record))


def get_my_record(viewer: Viewer, pk: int) -> Record:
    if viewer.is_staff:
        raise Http404
    rows = Record.objects.visible_to(viewer).select_related("rule")
    return get_object_or_404(rows, pk=pk)


def rules(viewer: Viewer) -> RulePage:
    if not keeps_points(viewer):
        raise Http404
    found = Rule.objects.manageable_by(viewer).order_by("ends_on", "-sign", "name")
    expiries = Expiry.objects.manageable_by(viewer).order_by("-announced_on")
    return RulePage(list(found[:PAGE]), list(expiries[:5]))


def get_rule(viewer: Viewer, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.manageable_by(viewer), pk=pk)


def communities_of(viewer: Viewer) -> "QuerySet[Area]":
    return Area.objects.communities().filter(pk__in=viewer.community_ids).order_by("path")


def morning(viewer: Viewer) -> Morning:
    if not keeps_points(viewer):
        return Morning()
    rows = Record.objects.visible_to(viewer)
    others = rows.exclude(recorded_by=viewer.user_id)
    return Morning(
        **counted(
            pending=others.filter(status=RecordStatus.PENDING),
            appealed=others.appealed(),
            grants=IncentiveGrant.objects.manageable_by(viewer)
            .filter(status=GrantStatus.PENDING)
            .exclude(recorded_by=viewer.user_id),
            brought=Redemption.objects.manageable_by(viewer).to_bring(),
            lists=Publicity.objects.visible_to(viewer).drafts(),
        )
    )


def _in_state(rows: RecordQuerySet, state: str) -> RecordQuerySet:
    match state:
        case States.APPEALED:
            return rows.appealed()
        case States.NOTICED | States.POSTED:
            return rows.filter(status=state)
        case States.OVER:
            return rows.filter(status__in=["rejected", "dropped", "reversed"])
        case _:
            return rows.filter(status=RecordStatus.PENDING)
